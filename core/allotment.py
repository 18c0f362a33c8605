"""Which listener rule priorities the previews have: the deployed keep theirs, new ones get some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from kayron.core.fact import Absent, Unknown
from kayron.core.frame import Frame, MainRule
from kayron.core.limit import PRIORITY_HIGHEST
from kayron.core.located import NOT_READ
from kayron.core.placement import Standings, listener_of_original
from kayron.core.preview import PreviewCase, Standing
from kayron.core.priority import POLICY, Candidate, Ledger, Span, Want, allocate, span_after
from kayron.core.release import PriorityRange
from kayron.core.removal import UNKNOWN_FACTS
from kayron.core.snapshot import Listener, Snapshot
from kayron.core.table import Table
from kayron.core.template.rule import CopiedRule
from kayron.core.verdict import Verdict, deny, hold


@frozen(kw_only=True, eq=False)
class Allotted:
    """The previews with what was said of their priorities, and the numbers of the new ones.

    `numbers` are those by subject and logical id of the original rule.
    """

    cases: tuple[PreviewCase, ...]
    numbers: Mapping[str, Table[int]]


@frozen(kw_only=True, eq=False)
class Field:
    """The listeners that priorities are given on, and who has which.

    `rules` are the main rules of the frame, `ranges` the `priorities` that definitions declare by
    `docker`. `claims` are the main rules of templates that wait to be deployed.
    """

    frame: Frame
    snapshot: Snapshot
    rules: tuple[MainRule, ...]
    claims: tuple[MainRule, ...]
    ranges: Mapping[str, PriorityRange]

    def listener(self, docker: str, rule: CopiedRule) -> str | None:
        """Return the listener of a deployed main rule, None where the rule is not deployed."""
        place = self.frame.place(docker)
        if place is None or rule.id not in place.home.scope.physical:
            return None
        return listener_of_original(place, rule)

    def mains(self) -> Mapping[str, Sequence[int]]:
        """Return the priorities of the main rules of each listener, in ascending order."""
        return _priorities(self.rules)


def allot(standings: Standings, field: Field) -> Allotted:
    """Return the priorities of new previews that nothing stopped so far, in their order."""
    cases = standings.cases
    mains = field.mains()
    wants = {case.subject: _wants(case, field, mains) for case in cases if _is_new(case)}
    candidates = [
        Candidate(subject=subject, wants=found)
        for subject, found in wants.items()
        if not isinstance(found, Verdict)
    ]
    allotments = allocate(candidates, _ledger(standings, field, mains))
    verdicts = {subject: found for subject, found in wants.items() if isinstance(found, Verdict)}
    verdicts |= {allotment.subject: allotment.verdict for allotment in allotments}
    judged = (case.judged(verdicts[case.subject]) if _is_new(case) else case for case in cases)
    numbers = {one.subject: one.numbers for one in allotments}
    return Allotted(cases=tuple(judged), numbers=numbers)


def _priorities(rules: Iterable[MainRule]) -> Mapping[str, Sequence[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for rule in rules:
        if rule.listener and rule.priority is not None:
            found[rule.listener].add(rule.priority)
    return {listener: sorted(numbers) for listener, numbers in found.items()}


def _is_new(case: PreviewCase) -> bool:
    return case.standing is Standing.ADD and not case.stopped


def _wants(
    case: PreviewCase, field: Field, mains: Mapping[str, Sequence[int]]
) -> tuple[Want, ...] | Verdict:
    """Return what a new preview needs, or why that cannot be told.

    Copies with one range come in the order in which their originals count: that of their numbers.
    """
    place = field.frame.place(case.docker)
    rules = place.blueprint.anatomy.rules if place else ()
    wants = []
    for rule in sorted(rules, key=lambda rule: rule.priority or PRIORITY_HIGHEST + 1):
        want = _want(case, rule, field, mains)
        if isinstance(want, Verdict):
            return want
        wants.append(want)
    return tuple(wants)


def _want(
    case: PreviewCase, rule: CopiedRule, field: Field, mains: Mapping[str, Sequence[int]]
) -> Want | Verdict:
    listener = field.listener(case.docker, rule)
    if listener is None:
        reason = f"{case.docker} is not deployed yet: its listener rule {rule.id} does not exist."
        return hold(POLICY, case.subject, reason, "root.resources")
    fact = field.snapshot.listeners.get(listener, NOT_READ)
    if isinstance(fact, Absent | Unknown):
        error = fact.cause if isinstance(fact, Unknown) else "it does not exist"
        reason = f"The priorities of the listener {listener} are not known: {error}."
        return hold(UNKNOWN_FACTS, case.subject, reason, f"listeners.{listener}")
    own = field.ranges.get(case.docker)
    if own is not None:
        return Want(rule=rule.id, listener=listener, span=Span(low=own.low, high=own.high))
    if rule.priority is None:
        return deny(POLICY, case.subject, rule.priority_problem, "infrastructure.trees")
    span = span_after(rule.priority, mains.get(listener, ()))
    return Want(rule=rule.id, listener=listener, span=span)


def _ledger(standings: Standings, field: Field, mains: Mapping[str, Sequence[int]]) -> Ledger:
    """Return the numbers that are taken, and those that this update gives back."""
    taken: dict[str, set[int]] = defaultdict(set)
    freed: dict[str, set[int]] = defaultdict(set)
    for arn, listener in field.snapshot.listeners.items():
        if isinstance(listener, Listener):
            taken[arn] |= {rule.priority for rule in listener.rules}
    for arn, numbers in (*mains.items(), *_priorities(field.claims).items()):
        taken[arn] |= set(numbers)
    for case in standings.cases:
        goes = case.standing is Standing.REMOVE or case.subject in standings.leaving
        for arn, number in _held(case):
            taken[arn].add(number)
            if goes:
                freed[arn].add(number)
    return Ledger(
        taken=Table({arn: frozenset(numbers) for arn, numbers in taken.items()}),
        freed=Table({arn: tuple(sorted(numbers)) for arn, numbers in freed.items()}),
    )


def _held(case: PreviewCase) -> Iterator[tuple[str, int]]:
    """Yield the listener and number of each rule of a deployed preview where both are known."""
    found = case.deployed
    if found is not None:
        rules = found.priorities.keys() & found.listeners.keys()
        yield from ((found.listeners[rule], found.priorities[rule]) for rule in sorted(rules))
