"""What becomes of a deployed preview that no eligible pull request asks for.

It leaves on positive proof only. That a pull request is not in a list that may be cut short, or
could not be read, proves nothing.
"""

from __future__ import annotations

from attrs import evolve

from kayron.core.contest import Contest
from kayron.core.fact import Unknown
from kayron.core.located import NOT_READ
from kayron.core.preview import PreviewCase, Standing
from kayron.core.release import Definition, Definitions
from kayron.core.snapshot import Pulls
from kayron.core.stack.ledger import Deployed
from kayron.core.verdict import deny, hold

UNKNOWN_FACTS = "unknown-facts"


def nameless(preview: Deployed) -> PreviewCase:
    """Return what becomes of a deployed preview whose template does not say its service."""
    case = PreviewCase(docker="", hash=preview.hash, repository="", standing=Standing.STAY)
    reason = "The value of its tag `service` is not known, so nothing proves that it is unwanted."
    held = hold(UNKNOWN_FACTS, case.subject, reason, "root.template")
    return evolve(case, deployed=preview).judged(held)


def unasked(preview: Deployed, repository: str, reason: str) -> PreviewCase:
    """Return what becomes of a deployed preview of a service that asks for none here."""
    case = PreviewCase(
        docker=preview.service,
        hash=preview.hash,
        repository=repository,
        standing=Standing.REMOVE,
        deployed=preview,
    )
    return case.judged(deny("previews", case.subject, reason, "source.files"))


def repository_of(docker: str, definitions: Definitions) -> str:
    """Return the repository of a service that nobody declares any more: that of its name.

    It is a guess, good for finding a comment of ours and nothing else, and spelled as whoever is
    declared spells it: the same one read twice would have two owners of one comment.
    """
    name = docker.rpartition("/")[2]
    return definitions.spelling.get(name.lower(), name)


def unwanted(
    preview: Deployed, definition: Definition, pulls: Pulls, contest: Contest
) -> PreviewCase:
    """Return what becomes of a deployed preview that no eligible pull request asks for."""
    case = PreviewCase(
        docker=preview.service,
        hash=preview.hash,
        repository=definition.github,
        standing=Standing.REMOVE,
        deployed=preview,
    )
    if preview.pull is None:
        return _unwanted_by_hash(case, pulls, contest)
    return _unwanted_by_number(case, preview.pull, pulls, contest)


def _unwanted_by_number(
    case: PreviewCase, number: int, pulls: Pulls, contest: Contest
) -> PreviewCase:
    fact = f"pulls.{case.repository}.{number}"
    if request := contest.requests.get(number):
        other = f"Pull request #{number} has the head branch {request.pull.branch!r} now."
        verdict = contest.excluded.get(number) or deny("open", case.subject, other, fact)
        return evolve(case, pull=request.pull).judged(evolve(verdict, subject=case.subject))
    unread = pulls.unread.get(str(number), NOT_READ)
    if isinstance(unread, Unknown):
        reason = f"Pull request #{number} could not be read: {unread.cause}; its preview stays."
        return _left_alone(case, reason, fact)
    gone = f"Pull request #{number} does not exist any more."
    return case.judged(deny("open", case.subject, gone, fact))


def _unwanted_by_hash(case: PreviewCase, pulls: Pulls, contest: Contest) -> PreviewCase:
    """Judge a preview of the Go original, which recorded no number."""
    fact = f"pulls.{case.repository}.complete"
    if why := doubt(pulls):
        reason = (
            f"Its pull request's number is not recorded, and the list of open pull requests of "
            f"{case.repository} is not proved whole{why}; the preview stays."
        )
        return _left_alone(case, reason, fact)
    if request := contest.losers.get(case.hash):
        return evolve(case, pull=request.pull).judged(contest.excluded[request.pull.number])
    reason = f"No open pull request of {case.repository} has a head branch of this hash."
    return case.judged(deny("open", case.subject, reason, fact))


def _left_alone(case: PreviewCase, reason: str, fact: str) -> PreviewCase:
    staying = evolve(case, standing=Standing.STAY)
    return staying.judged(hold(UNKNOWN_FACTS, case.subject, reason, fact))


def doubt(pulls: Pulls) -> str:
    """Return why a list is not proved whole, to stand after those words; empty if it is."""
    if isinstance(pulls.complete, Unknown):
        return f" ({pulls.complete.cause})"
    return "" if pulls.complete else " (it changed while it was read)"
