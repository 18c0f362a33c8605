"""Who gets a preview where several pull requests of one service ask for the same one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import field, frozen

from kayron.core.gate import Request, exclusion
from kayron.core.stack.ledger import Deployed
from kayron.core.verdict import Verdict, deny


@frozen(kw_only=True)
class Contest:
    """What the pull requests of one service come to, by the previews that they ask for.

    `winners` has the one that gets the preview of each hash, `excluded` the verdict on each other
    pull request by number, `losers` the first of these by hash, `requests` all of them by number.
    """

    winners: Mapping[str, Request] = field(eq=False)
    excluded: Mapping[int, Verdict] = field(eq=False)
    losers: Mapping[str, Request] = field(eq=False)
    requests: Mapping[int, Request] = field(eq=False)


def hold_contest(requests: Iterable[Request], held: Mapping[str, Deployed]) -> Contest:
    """Return who gets which preview of one service; `held` are its deployed ones by hash.

    Two pull requests never share one: the first keeps it, and one that has it deployed is first.
    """
    winners: dict[str, Request] = {}
    losers: dict[str, Request] = {}
    excluded: dict[int, Verdict] = {}
    ordered = sorted(requests, key=lambda request: _claim(request, held.get(request.hash)))
    for request in ordered:
        verdict = exclusion(request) or _collision(request, winners.get(request.hash))
        if verdict:
            excluded[request.pull.number] = verdict
            losers.setdefault(request.hash, request)
        else:
            winners[request.hash] = request
    by_number = {request.pull.number: request for request in ordered}
    return Contest(winners=winners, excluded=excluded, losers=losers, requests=by_number)


def _collision(request: Request, winner: Request | None) -> Verdict | None:
    if winner is None:
        return None
    number, branch, first = request.pull.number, request.pull.branch, winner.pull
    reason = f"Pull request #{number} shares its head branch {branch!r} with #{first.number}"
    if branch != first.branch:
        reason = (
            f"The head branch {branch!r} of pull request #{number} has the same hash as "
            f"{first.branch!r} of #{first.number}"
        )
    fact = f"pulls.{request.repository}.{number}"
    return deny("collision", request.subject, f"{reason}, which has the preview.", fact)


def _claim(request: Request, preview: Deployed | None) -> tuple[bool, datetime, int]:
    """Return the key of 7.1's order within a service, those that are deployed first."""
    pull = request.pull
    deployed = preview is not None and preview.pull in (None, pull.number)
    return (not deployed, pull.created, pull.number)
