"""Invariant 8: once everything is mended and nothing is left to do, all is as it is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from tests.sandbox.aws.cloudformation.template import parsed
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.wire import Data
from tests.sandbox.github.pull import Comment, Pull
from tests.simulation.alteration import Commit, file_of, templates
from tests.simulation.company import BOT, ORIGINAL, PARAMETERS, Company
from tests.simulation.deployed import is_ready, main_service, previews, version_of
from tests.simulation.events.bucket import lease
from tests.simulation.hashing import branch_hash
from tests.simulation.invariant.writing import OURS
from tests.simulation.oracle import Wanted, Wish, wanted
from tests.simulation.update import copies, deployed

READY = re.compile(r"^\| (?:`(.*?)` \| )?Ready \| (.*?) \|", re.MULTILINE)
"""A row of a status comment that calls a service ready with a commit; where it is the only row, the
service is not named."""


def missing(company: Company, cleared: datetime) -> Iterator[str]:
    """Yield what is not as it is wanted, or is there and should not be; see `left_behind`."""
    now = wanted(company)
    yield from _versions(company, now)
    yield from _settings(company)
    yield from _templates(company, now)
    yield from _previews(company, now)
    yield from _comments(company, now)
    yield from _promises(company)
    yield from left_behind(company, cleared)


def left_behind(company: Company, cleared: datetime) -> Iterator[str]:
    """Yield what only a process that is at work may leave in place.

    A process that is killed leaves its change set until the next update, which deletes those that
    were made before its lease: `cleared` is when the newest update's was taken.
    """
    if lease(company) in company.objects:
        yield "a lease is left"
    for one in company.aws.region.cloudformation.change_sets.all():
        ours = OURS.fullmatch(one.name) and one.stack is company.root
        if ours and one.executed is None and one.created < cleared:
            yield f"the change set {one.name} is left"


def runs(company: Company, subject: str) -> str | None:
    """Return the version that a subject has."""
    if subject == "infrastructure":
        root = company.root
        return root.definition.parameters.get(PARAMETERS[subject]) if root else None
    service = main_service(company, subject)
    return version_of(company, service, subject) if service else None


def is_as_wanted(company: Company, subject: str, version: str) -> bool:
    """Tell whether a subject has a version; templates may be the same at two commits."""
    found = runs(company, subject)
    if found == version or subject != "infrastructure" or found is None:
        return found == version
    known = company.commits
    return found in known and version in known and _says(known[found]) == _says(known[version])


def _says(commit: Commit) -> object:
    """Return what the templates of a commit ask for; that a default is another one changes nothing.

    Of parameters with a default each has a value in the stack.
    """
    return {path: _asks(text) for path, text in templates(commit).items()}


def _asks(text: str) -> object:
    try:
        template = parsed(text)
    except AwsError:
        return text
    resources = {name: _without_url(one) for name, one in template.resources.items()}
    return resources, template.section("Outputs"), template.section("Conditions")


def _without_url(resource: Data) -> Data:
    """Return a resource but for where its template lies, which is written anew."""
    properties = resource.get("Properties") or {}
    kept = {name: value for name, value in properties.items() if name != "TemplateURL"}
    return {**resource, "Properties": kept}


def _versions(company: Company, now: Wanted) -> Iterator[str]:
    for subject, version in now.versions.items():
        if version is not None and not is_as_wanted(company, subject, version):
            yield f"{subject} has {runs(company, subject)} in place of {version}"


def _settings(company: Company) -> Iterator[str]:
    settings, root = company.settings(), company.root
    if root is None:
        return
    given, tags = root.definition.parameters, root.definition.tags
    for name, value in settings.parameters.items():
        if given.get(name, value) != value:
            yield f"the parameter {name} is {given[name]} in place of {value}"
    for key, value in settings.tags.items():
        if tags.get(key) != value:
            yield f"the tag {key} is {tags.get(key)} in place of {value}"


def _templates(company: Company, now: Wanted) -> Iterator[str]:
    """Yield templates that somebody changed by hand, and that are to be as their commit says."""
    root = company.root
    commit = company.commits.get(runs(company, "infrastructure") or "")
    if root is None or commit is None or now.declaration is None:
        return
    if not now.declaration.policy.reconcile:
        return
    texts, there = templates(commit), deployed(company, root)
    copied = {(copy.stack, one) for copy in copies(there).values() for one in copy.ids}
    for name, template in there.items():
        found = {
            one: _without_url(resource)
            for one, resource in template.resources.items()
            if (name, one) not in copied
        }
        said = parsed(texts[file_of(name)]).resources
        if found != {one: _without_url(resource) for one, resource in said.items()}:
            yield f"the template of {name or 'the root'} is not what {sorted(commit)} says"


def _previews(company: Company, now: Wanted) -> Iterator[str]:
    there = {(one.docker, one.hash): one for one in previews(company)}
    asked = {(one.docker, one.hash): one for one in now.wishes}
    for key in sorted(there.keys() - asked.keys()):
        yield f"the preview {'/'.join(key)} is there, and nobody wants it"
    for key, wish in asked.items():
        if key not in there:
            yield f"the preview {wish.subject} of #{wish.pull} is missing"
        elif not wish.over and not is_ready(company, there[key], wish.sha):
            yield f"the preview {wish.subject} of #{wish.pull} is not ready with {wish.sha}"


def _comments(company: Company, now: Wanted) -> Iterator[str]:
    for wish in now.wishes:
        definition = now.declaration.of(wish.docker) if now.declaration else None
        if definition is not None:
            pull = company.repositories[definition.github].pulls[wish.pull]
            if not pull.locked and not wish.over:
                yield from _told(company, pull, wish, now.wishes)


def _told(company: Company, pull: Pull, wish: Wish, wishes: Iterable[Wish]) -> Iterator[str]:
    found = own_comments(company, pull)
    if len(found) != 1:
        yield f"#{pull.number} has {len(found)} status comments"
        return
    home = company.home(wish.docker)
    alone = sum((one.pull, company.home(one.docker)) == (wish.pull, home) for one in wishes) == 1
    names = {wish.docker, ""} if alone else {wish.docker}
    if not {(name, wish.sha) for name in names} & set(called_ready(found[0].body)):
        yield f"the comment in #{pull.number} does not call {wish.subject} Ready"


def _promises(company: Company) -> Iterator[str]:
    """Yield what is called Ready and is not, whoever wants it."""
    there = previews(company)
    for pull in company.pulls():
        if _is_of_the_original(company, pull):
            continue
        services = company.housed(company.called(pull.base_repository))
        hash_ = branch_hash(pull.head)
        mine = [one for one in there if one.hash == hash_ and one.docker in services]
        for comment in own_comments(company, pull):
            for docker, sha in called_ready(comment.body):
                named = [one for one in mine if docker in {"", one.docker}]
                if not any(is_ready(company, one, sha) for one in named):
                    yield f"the comment in #{pull.number} calls {docker} {sha} Ready"


def _is_of_the_original(company: Company, pull: Pull) -> bool:
    """Tell whether a pull request may have had the preview of the original, by its branch.

    Until Kayron updates it no template says its number: who made it can be told from a list of open
    pull requests alone, and where it leaves first, its comment is not found any more.
    """
    there = (company.called(pull.base_repository), pull.head) == ("web", ORIGINAL)
    return company.variant.original and there


def called_ready(body: str) -> list[tuple[str, str]]:
    """Return what a status comment calls ready: services, each with its commit."""
    return READY.findall(body)


def marker(company: Company) -> str:
    """Return what tells Kayron's comments: SPEC 13."""
    name = "" if company.environment == "testing" else f":{company.environment}"
    return f"<!-- kayron:preview:status{name} -->"


def own_comments(company: Company, pull: Pull) -> list[Comment]:
    """Return the status comments of a pull request that are by Kayron's own account."""
    of_bot = (one for one in pull.comments.values() if one.author == BOT)
    return [one for one in of_bot if marker(company) in one.body]
