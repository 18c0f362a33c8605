"""What an update of releases leaves for the previews after it: judged on its own templates.

New previews wait for their turn. Whether they will have room, priorities and reach then is a matter
of the templates that this update puts in place, and of the listeners as it leaves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from kayron.core.arrival import Arrivals, receive
from kayron.core.candidate import Bench, Candidate
from kayron.core.frame import MainRule
from kayron.core.placement import POLICY
from kayron.core.preview import PreviewCase, Standing
from kayron.core.release import Definitions
from kayron.core.room import surface_of
from kayron.core.snapshot import Listener, Rule, Snapshot
from kayron.core.stack.comparison import fates, resource_fates
from kayron.core.template.reading import LISTENER_RULE
from kayron.core.wanted import in_order_of_service


def foresee(made: Candidate, definitions: Definitions, bench: Bench, today: Arrivals) -> Arrivals:
    """Return the previews as they are to arrive when an update of this candidate is through.

    They arrive as they do `today` where the update changes nothing for them.

    Those that leave with it are as it takes them; they come back among the others in the order of
    service, and so may take what others would have had.
    """
    standings = made.standings
    later = evolve(bench, snapshot=_afterwards(made, bench))
    coming = {
        index: case
        for index, one in enumerate(standings.cases)
        if (case := _next(one, leaves=one.subject in standings.leaving))
    }
    order = sorted(coming, key=lambda index: in_order_of_service(coming[index]))
    waiting = evolve(standings, cases=tuple(coming[index] for index in order), leaving={})
    found = receive(waiting, surface_of(made, definitions, later), today)
    judged = dict(zip(order, found.standings.cases, strict=True))
    cases = tuple(
        case if case.deployed and case.subject in standings.leaving else judged[index]
        for index, case in enumerate(standings.cases)
    )
    return Arrivals(standings=evolve(standings, cases=cases), numbers=found.numbers)


def _next(case: PreviewCase, *, leaves: bool) -> PreviewCase | None:
    """Return a preview as the next plan will find it, None where it has nothing to arrive with."""
    if not leaves or case.deployed is None:
        return case
    if case.standing is not Standing.KEEP or not isinstance(case.image, str):
        return None
    verdicts = tuple(verdict for verdict in case.verdicts if verdict.policy != POLICY)
    return evolve(case, standing=Standing.ADD, deployed=None, verdicts=verdicts)


def _afterwards(made: Candidate, bench: Bench) -> Snapshot:
    """Return the snapshot with the listener rules as an update of this candidate leaves them."""
    gone = frozenset(_removed(made, bench))
    known = {rule.arn: rule for rule in bench.workshop.rules(made.frame) if rule.arn}
    listeners = {
        arn: evolve(fact, rules=tuple(_kept(arn, fact, gone, known)))
        if isinstance(fact, Listener)
        else fact
        for arn, fact in bench.snapshot.listeners.items()
    }
    return evolve(bench.snapshot, listeners=bench.snapshot.listeners.overlaid(listeners))


def _removed(made: Candidate, bench: Bench) -> Iterator[str]:
    """Yield the ARNs of our live rules that are in no template any more."""
    for fate in fates(bench.ground.tree, made.tree, bench.workshop.shelves.same):
        for found in resource_fates(fate, frozenset({LISTENER_RULE})):
            arn = found.stack.scope.physical.get(found.before.id)
            if found.removed and arn:
                yield arn


def _kept(
    arn: str, listener: Listener, gone: frozenset[str], known: Mapping[str, MainRule]
) -> Iterator[Rule]:
    """Yield the rules that a listener keeps; a main rule that moves to another one leaves it."""
    for rule in listener.rules:
        planned = known.get(rule.arn)
        if planned is None and rule.arn not in gone:
            yield rule
        elif planned is not None and planned.listener == arn:
            yield _as_planned(rule, planned)


def _as_planned(rule: Rule, planned: MainRule) -> Rule:
    priority = rule.priority if planned.priority is None else planned.priority
    conditions = rule.conditions if planned.conditions is None else planned.conditions
    if (priority, conditions) == (rule.priority, rule.conditions):
        return rule
    return evolve(rule, priority=priority, conditions=conditions)
