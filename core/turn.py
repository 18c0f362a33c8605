"""Whose turn it is: releases, settings and infrastructure go in one update, previews in another."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from kayron.core.fact import Absent, Unknown
from kayron.core.placement import Standings
from kayron.core.plan import Change
from kayron.core.policy.stack import last_submission
from kayron.core.preview import PreviewCase, Standing
from kayron.core.sentence import clause
from kayron.core.snapshot import Outcomes
from kayron.core.verdict import Outcome


@frozen(kw_only=True)
class Pending:
    """What waits to be done, as sentences: for an update of releases, and for one of previews."""

    releases: tuple[str, ...]
    previews: tuple[str, ...]


def previews_go_next(pending: Pending, outcomes: Outcomes | Absent | Unknown) -> bool:
    """Tell whether the next update is one of previews.

    They alternate, so that neither starves the other: after an update of releases, waiting changes
    of previews go next.
    """
    if not pending.previews or not pending.releases:
        return bool(pending.previews)
    if isinstance(outcomes, Unknown):
        return False
    last = last_submission(outcomes, lambda _: True)
    return last is not None and not last.previews


def change_of(case: PreviewCase, standings: Standings) -> Change:
    """Return what an update of previews does to one."""
    if case.standing is Standing.LEFT_OUT:
        return Change.NONE
    if case.deployed and case.subject in standings.leaving:
        return Change.REMOVE
    if case.standing is Standing.REMOVE:
        return Change.REMOVE
    if case.standing is Standing.ADD:
        return Change.ADD if case.version is not None else Change.NONE
    same = case.version == case.deployed_version and not case.taken_over
    return Change.NONE if same else Change.CHANGE


def preview_changes(standings: Standings, but: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a sentence for each preview that an update of previews adds, changes or removes.

    Those in `but` are left out, for another update takes them away.
    """
    for case in standings.cases:
        change = change_of(case, standings)
        if change is not Change.NONE and not (case.deployed and case.subject in but):
            yield f"The preview {case.subject} {_what(case, change, standings)}."


def _what(case: PreviewCase, change: Change, standings: Standings) -> str:
    if change is Change.ADD:
        return f"is added at {case.version}"
    if change is Change.REMOVE:
        return f"is removed{_because(case, standings)}"
    if case.version == case.deployed_version:
        return f"goes over to pull request #{case.number}, which has its branch now"
    return f"moves from {case.deployed_version} to {case.version}"


def _because(case: PreviewCase, standings: Standings) -> str:
    """Return why a preview is removed, to stand after those words."""
    if case.standing is not Standing.REMOVE:
        return f" to be made anew, for {standings.leaving[case.subject]}"
    reason = next((one.reason for one in case.verdicts if one.outcome is Outcome.DENY), "")
    return f": {clause(reason)}" if reason else ""
