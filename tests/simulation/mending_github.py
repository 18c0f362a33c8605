"""People mend what is wrong on GitHub and in the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from tests.sandbox.github.pull import Pull
from tests.simulation.alteration import ALTERATIONS, API, SEARCH, WEB, templates
from tests.simulation.company import FIRST, PARAMETERS, Company
from tests.simulation.declaration import Declaration, Definition, Gates, Policy
from tests.simulation.deployed import previews
from tests.simulation.events.bucket import entries, record
from tests.simulation.events.images import awaited
from tests.simulation.events.policies import STATEFUL
from tests.simulation.events.pulls import named
from tests.simulation.hashing import branch_hash
from tests.simulation.oracle import wanted

MOST = 30
"""Open pull requests that there is room for."""

RANGES = {"web": "2000-2199", "api": "2200-2399", "search": "2400-2599"}
"""Priorities for more previews than fit before the next service."""

NUMBERING = ("another name and number of web's rule", "another priority of web's rule")

NUMBERS = {
    "web": (WEB, r"Priority: (\d+)", "web's rule far from all others"),
    "api": (API, r'"Priority": (\d+)', "api's rule far from all others"),
    "search": (SEARCH, r"Priority: (\d+)", "search's rule far from all others"),
}


def mend_repositories(company: Company) -> Iterator[str]:
    """Bring back repositories, their names, and the branches that are released."""
    for name, repository in company.repositories.items():
        if repository.deleted:
            with company.github.world.change():
                repository.deleted = False
            yield f"somebody restores the repository {name}"
        if repository.name != name:
            repository.rename(name)
            yield f"somebody gives {name} its name again"
    for one in company.declared.services():
        branches = company.repositories[one.github].git.branches
        for branch in {one.branch or "main", "main"} - set(branches):
            company.push(one.github, branch)
            yield f"somebody pushes the branch {branch} of {one.github}"


def mend_releases(company: Company) -> Iterator[str]:
    """Let the release source be valid, and stop nothing."""
    before = company.declared
    shown = Gates(environments=("testing", company.environment))
    policy = Policy(
        previews=evolve(before.policy.previews, environments=shown.environments),
        reconcile=before.policy.reconcile,
        plain_keys=before.policy.plain_keys,
        allow_stateful=STATEFUL if _has_another_store(company) else (),
    )
    after = evolve(before, policy=policy, broken={})
    for one in _valueless(company, before):
        after = after.having(one)
    for one in before.definitions:
        after = after.having(_mended(company, one))
    # Production gets a new release in any case, for all of them may be withdrawn.
    if after != before or company.environment == "production":
        company.declare(after)
        yield "ben mends the release source, and lifts whatever stops something"


def _valueless(company: Company, declaration: Declaration) -> Iterator[Definition]:
    """Yield definitions that the first templates need: nothing else has a value for a parameter."""
    values = company.root.definition.parameters if company.root is not None else PARAMETERS.values()
    for one in FIRST.services():
        if declaration.of(one.docker) is None and PARAMETERS[one.docker] not in values:
            yield one


def _has_another_store(company: Company) -> bool:
    """Tell whether a store runs that no commit asks for, and that has to go."""
    texts = (stack.definition.template.text for stack in company.stacks())
    return any("company-shop-" in text for text in texts)


def _mended(company: Company, one: Definition) -> Definition:
    strategy = {} if one.release or one.branch else {"branch": "main"}
    preview = None if one.docker in ("", "jobs") else one.preview
    priorities = RANGES.get(one.docker) if len(company.pulls(one.github)) > 8 else None
    return evolve(
        one, suspend=None, preview=preview, priorities=priorities, domain=None, **strategy
    )


def mend_infrastructure(company: Company) -> Iterator[str]:
    """Take back what cannot be put in place, and make room for what is declared."""
    before = company.altered
    after = {name for name in before if not ALTERATIONS[name].bad} - {"the search service"}
    if company.declared.of("search") is not None:
        after |= {"the search service"}
    commit = frozenset(after)
    for path, pattern, far in NUMBERS.values():
        if _clashes(company, templates(commit).get(path, ""), pattern):
            commit = frozenset(name for name in commit if name not in NUMBERING) | {far}
    if commit != before:
        company.alter(commit)
        yield f"cleo commits what can be put in place: {', '.join(sorted(commit)) or 'as at first'}"


def _clashes(company: Company, text: str, pattern: str) -> bool:
    """Tell whether a rule gets a number that a rule holds which is not its own."""
    found = re.search(pattern, text)
    number = int(found[1]) if found else 0
    stack = next((one for one in company.stacks() if one.definition.template.text == text), None)
    if stack is not None:
        return False
    for listener in company.aws.region.elb.listeners.values():
        if any(rule.priority == number for rule in listener.rules.values()):
            return not _is_main(company, number)
    return False


def _is_main(company: Company, number: int) -> bool:
    """Tell whether a number is that of a main rule, which comes before its copies."""
    texts = (stack.definition.template.text for stack in company.stacks())
    firsts = (re.search(r'Priority"?: (\d+)', text) for text in texts)
    return any(first is not None and int(first[1]) == number for first in firsts)


def mend_pulls(company: Company) -> Iterator[str]:
    """Unlock conversations, and close what there is no room for."""
    for pull in company.pulls():
        if pull.locked:
            pull.lock(locked=False)
            yield f"somebody unlocks {named(pull)}"
    there = [pull for pull in company.pulls() if pull.is_open]
    for pull in there[MOST:]:
        pull.close(company.now())
        yield f"somebody closes {named(pull)}, for there are too many"


def change_what_failed(company: Company) -> Iterator[str]:
    """Change every version of an update that failed or may have, and the templates too."""
    known = entries(company)
    if known is None:
        company.objects.pop(record(company), None)
        yield "somebody deletes the outcomes record, which nobody can read"
        return
    failed = [one for one in known if one["result"] != "succeeded"]
    if failed:
        for subject in sorted({cause for one in failed for cause in _causes(one)}):
            yield from change_version(company, subject)
        company.alter(company.altered)
        yield "cleo commits to the infrastructure again, and nothing is as it failed"


def _causes(entry: dict[str, Any]) -> set[str]:
    versions = entry["versions"]
    return {str(name) for name in versions} if isinstance(versions, dict) else set()


def change_version(company: Company, subject: str) -> Iterator[str]:
    """Let another version of a service or preview be the desired one."""
    docker, _, hash_ = subject.partition("/")
    one = company.declared.of(docker)
    if one is None or docker == "infrastructure":
        return
    if hash_:
        for pull in company.pulls(one.github):
            if pull.is_open and branch_hash(pull.head) == hash_ and _has_head(pull):
                pull.push({"VERSION": f"{company.number()}"}, time=company.now())
                yield f"{pull.author} pushes to {named(pull)}, as it failed before"
    elif one.release is not None:
        tag = f"v3.{company.number()}.0"
        company.declare(company.declared.having(evolve(one, release=tag)))
        yield f"ben releases {docker} {tag}, as the version before failed"
    else:
        company.push(one.github, one.branch or "main")
        yield f"ada pushes to {one.branch} of {one.github}, as it failed before"


def _has_head(pull: Pull) -> bool:
    return pull.head in pull.head_repository.git.branches


def revive_previews(company: Company) -> Iterator[str]:
    """Open pull requests again, so that not too many previews are to leave at once."""
    deployed = previews(company)
    kept = {(one.docker, one.hash) for one in wanted(company).eligible}
    leaving = [one for one in deployed if (one.docker, one.hash) not in kept]
    if len(deployed) <= 10:
        return
    for one in leaving[: max(0, len(leaving) - len(deployed) * 3 // 10)]:
        definition = company.declared.of(one.docker)
        if definition is None or not company.declared.asks(definition, company.environment):
            definition = Definition(
                docker=one.docker, github=company.home(one.docker), branch="main"
            )
            company.declare(_asking(company.declared, definition))
        line = _revived(company, definition.github, one.hash)
        if line is not None:
            yield line


def _asking(declaration: Declaration, one: Definition) -> Declaration:
    there = declaration.of(one.docker) or one
    return declaration.having(evolve(there, preview=Gates()))


def _revived(company: Company, name: str, hash_: str) -> str | None:
    """Open a pull request of a branch with a hash; the gates of the service do not hinder it."""
    heads = {pull.head for pull in company.pulls(name) if branch_hash(pull.head) == hash_}
    head = min(heads, default=None)
    if head is None:
        return None
    for pull in company.pulls(name):
        if pull.is_open and branch_hash(pull.head) == hash_:
            pull.close(company.now())
    company.push(name, head, "ada")
    labels = ("preview",)
    there = company.repositories[name]
    pull = there.open_pull(head, author="ada", labels=labels, time=company.now())
    return f"ada opens {named(pull)} of {head} again"


def push_images(company: Company) -> Iterator[str]:
    """Push every image that is awaited."""
    for docker, tag in awaited(company):
        company.build(docker, tag)
        yield f"the image {docker}:{tag[:12]} is pushed"
