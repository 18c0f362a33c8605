"""Invariant 8: once everything is mended and nothing is left to do, all is as it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tests.sandbox.aws.cloudformation.template import parsed
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.wire import Data
from tests.sandbox.github.pull import Comment, Pull
from tests.simulation.alteration import Commit, templates
from tests.simulation.company import BOT, PARAMETERS, Company
from tests.simulation.deployed import is_ready, main_service, previews, version_of
from tests.simulation.events.bucket import lease
from tests.simulation.invariant.writing import OURS
from tests.simulation.oracle import Wanted, Wish, wanted


def missing(company: Company, cleared: datetime) -> Iterator[str]:
    """Yield what is not as it is wanted, or is there and should not be; see `left_behind`."""
    now = wanted(company)
    yield from _versions(company, now)
    yield from _previews(company, now)
    yield from _comments(company, now)
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
                yield from _told(company, pull, wish)


def _told(company: Company, pull: Pull, wish: Wish) -> Iterator[str]:
    found = own_comments(company, pull)
    if len(found) != 1:
        yield f"#{pull.number} has {len(found)} status comments"
    elif not any("| Ready |" in line and wish.sha in line for line in found[0].body.split("\n")):
        yield f"the comment in #{pull.number} does not call {wish.subject} Ready"


def marker(company: Company) -> str:
    """Return what tells Kayron's comments: SPEC 13."""
    name = "" if company.environment == "testing" else f":{company.environment}"
    return f"<!-- kayron:preview:status{name} -->"


def own_comments(company: Company, pull: Pull) -> list[Comment]:
    """Return the status comments of a pull request that are by Kayron's own account."""
    of_bot = (one for one in pull.comments.values() if one.author == BOT)
    return [one for one in of_bot if marker(company) in one.body]
