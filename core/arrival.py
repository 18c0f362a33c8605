"""Whether wanted previews have room, get priorities and can be reached on a frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from kayron.core.allotment import Allotted, Field, allot
from kayron.core.fact import Fact
from kayron.core.frame import Frame, MainRule, Place
from kayron.core.placement import Standings, listener_of_original, numbers_of, rendering_of
from kayron.core.preview import IMAGE, PreviewCase, Standing
from kayron.core.reach import RuleIndex, RuleView, certificate_note, index_rules, judge_reach
from kayron.core.release import PriorityRange
from kayron.core.snapshot import Listener, Snapshot
from kayron.core.stack.capacity_policy import fit_previews
from kayron.core.stack.usage import Usage, preview_usage
from kayron.core.table import Table
from kayron.core.verdict import Outcome

SAMPLE_PRIORITY = 50_000
"""It has as many digits as any, so that a text with it is as long as any."""

SAMPLE_VERSION = "0" * 40
"""As long as the commit of a preview that waits for its image."""


def _places(frame: Frame) -> Mapping[str, Place | str]:
    return frame.places


def _listeners_of(snapshot: Snapshot) -> Table[Fact[Listener]]:
    return snapshot.listeners


@frozen(kw_only=True)
class Surface:
    """What previews arrive on: the frame and the listeners, and what is used of them already.

    `rules` are the frame's main rules, `claims` those of templates that wait to be deployed.
    `ranges` has the `priorities` that definitions declare, by `docker`; `usage` is what the
    main services use of what previews use too, `limits` every limit by name. Two are equal
    where the same previews arrive alike.
    """

    frame: Frame = field(eq=_places)
    rules: tuple[MainRule, ...]
    claims: tuple[MainRule, ...]
    snapshot: Snapshot = field(eq=_listeners_of)
    ranges: Mapping[str, PriorityRange]
    usage: Usage
    limits: Mapping[str, int]


@frozen(kw_only=True, eq=False)
class Arrivals:
    """The previews with what was said of them, and the priorities of the new ones by subject.

    `origin` is what they follow from, None where there was nothing to arrive on.
    """

    standings: Standings
    numbers: Mapping[str, Table[int]]
    origin: tuple[Standings, Surface] | None = None


def receive(standings: Standings, surface: Surface, known: Arrivals | None = None) -> Arrivals:
    """Return the previews, the new ones with room, priorities and reach or with what they lack.

    Where `known` ones follow from the same, it is them.
    """
    origin = (standings, surface)
    if known and known.origin == origin:
        return known
    fitting = _fitted(standings, surface)
    field = Field(
        frame=surface.frame,
        snapshot=surface.snapshot,
        rules=surface.rules,
        claims=surface.claims,
        ranges=surface.ranges,
    )
    allotted = allot(fitting, field)
    index = index_rules(_rules(surface))
    judged = (_reached(case, allotted, surface, index) for case in allotted.cases)
    found = evolve(fitting, cases=tuple(judged))
    return Arrivals(standings=found, numbers=allotted.numbers, origin=origin)


def notes_of(case: PreviewCase, frame: Frame, snapshot: Snapshot) -> tuple[str, ...]:
    """Return what people should know of a preview that does not stop it."""
    place = frame.place(case.docker)
    host = place.blueprint.anatomy.domain.host(case.hash) if place else ""
    if place is None or not host:
        return ()
    notes = {certificate_note(host, listener) for listener in _listeners(place, snapshot)}
    if not place.blueprint.anatomy.has_record:
        notes.add(f"No DNS record is copied with it, so {host} has to lead to the load balancer.")
    return tuple(sorted(notes - {""}))


def _fitted(standings: Standings, surface: Surface) -> Standings:
    """Return the previews, the new ones held that have no room beside those before them."""
    usages = (
        (case.subject, _usage(case, place, surface))
        for case in standings.cases
        if (place := _place_taken(case, standings, surface.frame))
    )
    verdicts = {one.subject: one for one in fit_previews(surface.usage, usages, surface.limits)}
    judged = (
        case.judged(verdicts[case.subject])
        if case.standing is Standing.ADD and case.subject in verdicts
        else case
        for case in standings.cases
    )
    return evolve(standings, cases=tuple(judged))


def _place_taken(case: PreviewCase, standings: Standings, frame: Frame) -> Place | None:
    """Return where a preview is in the templates; live rules of one that leaves count anyway."""
    if case.standing in (Standing.LEFT_OUT, Standing.REMOVE):
        return None
    if not standings.rendered(case) or (case.standing is Standing.ADD and not _keeps_place(case)):
        return None
    return frame.place(case.docker)


def _keeps_place(case: PreviewCase) -> bool:
    """Tell whether nothing stops a new preview but its image, which comes after the limits."""
    return all(one.outcome is Outcome.ALLOW or one.policy == IMAGE for one in case.verdicts)


def _usage(case: PreviewCase, place: Place, surface: Surface) -> Usage:
    version = case.version or case.deployed_version or SAMPLE_VERSION
    rules = place.blueprint.anatomy.rules
    numbers = {rule.id: SAMPLE_PRIORITY for rule in rules}
    text = place.blueprint.text(rendering_of(case, surface.frame, version, numbers))
    balancers = {} if case.deployed else _balancers(place, surface.snapshot)
    return preview_usage(place.home.file, len(text.encode()), len(place.blueprint.types), balancers)


def _balancers(place: Place, snapshot: Snapshot) -> Mapping[str, tuple[int, int]]:
    """Return how many rules and target groups of a copy are on each load balancer."""
    anatomy = place.blueprint.anatomy
    rules: Counter[str] = Counter()
    groups: dict[str, set[str]] = defaultdict(set)
    for rule in anatomy.rules:
        listener = snapshot.listeners.get(listener_of_original(place, rule) or "")
        if isinstance(listener, Listener):
            rules[listener.load_balancer] += 1
            groups[listener.load_balancer] |= rule.targets & set(anatomy.target_groups)
    return {name: (count, len(groups[name])) for name, count in rules.items()}


def _listeners(place: Place, snapshot: Snapshot) -> Iterator[Listener]:
    """Yield the known listeners that a service's main rules are on."""
    arns = {listener_of_original(place, rule) for rule in place.blueprint.anatomy.rules}
    for arn in sorted(arn for arn in arns if arn is not None):
        listener = snapshot.listeners.get(arn)
        if isinstance(listener, Listener):
            yield listener


def _rules(surface: Surface) -> Iterator[RuleView]:
    """Yield the live rules, under the names of their templates where those are known, and the
    planned ones that are not live, or not on their listener yet.
    """
    live = set()
    names = {rule.arn: rule.name for rule in surface.rules if rule.arn}
    for arn, listener in surface.snapshot.listeners.items():
        for rule in listener.rules if isinstance(listener, Listener) else ():
            live.add(rule.arn)
            yield RuleView(
                name=names.get(rule.arn, rule.arn),
                listener=arn,
                priority=rule.priority,
                conditions=rule.conditions,
            )
    for planned in surface.rules:
        if planned.arn not in live and planned.listener and planned.priority:
            yield RuleView(
                name=planned.name,
                listener=planned.listener,
                priority=planned.priority,
                conditions=planned.conditions,
            )


def _reached(
    case: PreviewCase, allotted: Allotted, surface: Surface, index: RuleIndex
) -> PreviewCase:
    """Return a wanted preview with whether its rules would be reached, where that can be told."""
    numbers = numbers_of(case, allotted.numbers)
    place = surface.frame.place(case.docker)
    wanted = case.standing in (Standing.ADD, Standing.KEEP)
    if place is None or not wanted or not numbers:
        return case
    host = place.blueprint.anatomy.domain.host(case.hash)
    copies = [
        RuleView(
            name=f"{rule.id}{case.hash}",
            listener=listener_of_original(place, rule) or "",
            priority=numbers[rule.id],
            conditions=rule.conditions,
        )
        for rule in place.blueprint.anatomy.rules
        if rule.id in numbers
    ]
    return case.judged(judge_reach(case.subject, host, copies, index)) if host else case
