"""What is decided about one environment whose stack and release source were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from kayron.core.arrival import Arrivals, Surface, receive
from kayron.core.candidate import Bench, Candidate, Wish, candidate, with_previews
from kayron.core.configuration import gates_of
from kayron.core.frame import Workshop
from kayron.core.ground import Ground, survey_ground
from kayron.core.inputs import Inputs
from kayron.core.orphan import find_orphans
from kayron.core.placement import Standings, wanted_renderings
from kayron.core.policy.failed import Memory, judge_failed, remember
from kayron.core.policy.preview import Judged, PreviewFacts, judge_previews
from kayron.core.preview import PreviewCase, Standing
from kayron.core.release import PriorityRange
from kayron.core.releases import Releases, Weighing, weigh_releases
from kayron.core.snapshot import Files, Snapshot, Stack
from kayron.core.stack.capacity_policy import judge_capacity, limits_with
from kayron.core.stack.drift import TemplateDrift, template_drift
from kayron.core.stack.usage import (
    Usage,
    balancer_usage,
    rule_usage,
    submission_usage,
    template_usage,
)
from kayron.core.table import Table
from kayron.core.template.library import Library
from kayron.core.turn import Pending, preview_changes, previews_go_next
from kayron.core.verdict import STACK, Verdict
from kayron.core.wanted import unread_lists, wanted_previews


@frozen(kw_only=True)
class Options:
    """What a person may add to the facts.

    `force` lets any number of previews leave and sends `NoEcho` overrides, `retry` lets what failed
    before be tried again, `always` updates the stack without drift.
    """

    force: bool = False
    retry: bool = False
    always: bool = False


@frozen(kw_only=True, eq=False)
class Decision:
    """What was decided.

    `base` is the stack's own state: the current templates with the deployed previews. `chosen` is
    the state to submit, the base where nothing is to be submitted; each is None where no templates
    can be had. `previews_next` tells that the update is one of previews. `stack` is what was said
    of the stack so far, `others` of what is neither the stack nor an artifact nor a preview here.
    """

    inputs: Inputs
    ground: Ground
    releases: Releases
    base: Candidate | None
    chosen: Candidate | None
    arrivals: Arrivals
    pending: Pending
    previews_next: bool
    settings: tuple[str, ...]
    template: tuple[TemplateDrift, ...]
    stack: tuple[Verdict, ...]
    others: tuple[Verdict, ...]


def decide(
    snapshot: Snapshot, root: Stack, inputs: Inputs, options: Options, library: Library
) -> Decision:
    """Return what is decided about an environment."""
    names = frozenset(definition.name for definition in inputs.definitions.services)
    ground = survey_ground(snapshot, root, names, library.template)
    memory = remember(snapshot.outcomes, retry=options.retry)
    judged = _previews(snapshot, inputs, ground, memory, options)
    bench = _bench(snapshot, inputs, ground, library, options)
    weighing = Weighing(inputs=inputs, bench=bench, memory=memory, cases=judged.cases)
    releases = weigh_releases(weighing)
    settings = tuple(weighing.settings_drift())
    base = _base(weighing, releases, settings)
    arrivals = _arrivals(base, judged.cases, inputs, bench)
    drift = template_drift(ground.tree, base.rendered.tree) if base else ()
    pending = _pending(releases, settings, drift, arrivals, inputs, options)
    previews_next = previews_go_next(pending, snapshot.outcomes)
    chosen = _chosen(base, releases, arrivals, pending, bench, previews_next=previews_next)
    return Decision(
        inputs=inputs,
        ground=ground,
        releases=releases,
        base=base,
        chosen=chosen if isinstance(chosen, Candidate) else None,
        arrivals=arrivals,
        pending=pending,
        previews_next=previews_next,
        settings=settings,
        template=drift,
        stack=(*_stack_verdicts(chosen, releases), *_capacity(chosen, bench)),
        others=(
            *judged.verdicts,
            *unread_lists(inputs.definitions, inputs.configuration, snapshot),
        ),
    )


def _previews(
    snapshot: Snapshot, inputs: Inputs, ground: Ground, memory: Memory, options: Options
) -> Judged:
    """Return the previews with what every policy but those on templates says of them."""
    definitions, configuration = inputs.definitions, inputs.configuration
    cases = wanted_previews(definitions, configuration, snapshot, ground.ledger)
    orphans = () if ground.unknown else find_orphans(snapshot, ground.owners)
    facts = PreviewFacts(running=ground.running, images=snapshot.images, orphans=orphans)
    gates = {one.name: gates_of(configuration, one) for one in definitions.services}
    judged = judge_previews(cases, facts, gates, force=options.force)
    return evolve(judged, cases=tuple(_with_memory(case, memory) for case in judged.cases))


def _with_memory(case: PreviewCase, memory: Memory) -> PreviewCase:
    if case.standing not in (Standing.ADD, Standing.KEEP):
        return case
    return case.judged(judge_failed(case.subject, case.desired, memory))


def _bench(
    snapshot: Snapshot, inputs: Inputs, ground: Ground, library: Library, options: Options
) -> Bench:
    asking = {one.name for one in inputs.definitions.services if one.preview is not None}
    having = {preview.service for preview in ground.ledger}
    workshop = Workshop(
        inputs=inputs,
        surroundings=ground.surroundings,
        root=ground.root,
        dockers=tuple(sorted(asking | having)),
        library=library,
    )
    return Bench(
        snapshot=snapshot,
        configuration=inputs.configuration,
        ground=ground,
        workshop=workshop,
        force=options.force,
    )


def _base(weighing: Weighing, releases: Releases, settings: Sequence[str]) -> Candidate | None:
    """Return the current templates and values with the deployed previews."""
    made = releases.candidate
    if made is not None and made.subject == STACK and not (releases.versions or settings):
        return made
    current = weighing.current_templates()
    if not isinstance(current, Files):
        return None
    nothing = evolve(weighing.snapshot.settings, parameters=Table(), redacted=(), tags=Table())
    versions = Table(dict.fromkeys(weighing.version_parameters))
    wish = Wish(files=current, versions=versions, settings=nothing, subject=STACK)
    base = candidate(wish, weighing.cases, weighing.bench)
    return base if isinstance(base, Candidate) else None


def _arrivals(
    base: Candidate | None, cases: tuple[PreviewCase, ...], inputs: Inputs, bench: Bench
) -> Arrivals:
    if base is None:
        standings = Standings(cases=cases, leaving={}, stuck={})
        return Arrivals(standings=standings, numbers={})
    ranges: dict[str, PriorityRange] = {
        one.name: one.priorities
        for one in inputs.definitions.services
        if one.priorities is not None
    }
    surface = Surface(
        frame=base.frame,
        rules=bench.workshop.rules(base.frame),
        snapshot=bench.snapshot,
        ranges=ranges,
        usage=_usage(base, bench),
        limits=_limits(bench),
    )
    return receive(base.standings, surface)


def _pending(
    releases: Releases,
    settings: tuple[str, ...],
    drift: Sequence[TemplateDrift],
    arrivals: Arrivals,
    inputs: Inputs,
    options: Options,
) -> Pending:
    moves = tuple(
        f"{one.case.subject} moves from {_text(one.case.current.version)} to {one.version}."
        for one in releases.artifacts
        if one.case.subject in releases.versions
    )
    reconciled = tuple(one.reason for one in drift)
    if not inputs.configuration.template_drift_reconcile:
        reconciled = ()
    always = ("It is asked for without drift.",) if options.always else ()
    return Pending(
        releases=(*moves, *settings, *reconciled, *always),
        previews=tuple(preview_changes(arrivals.standings)),
    )


def _text(version: object) -> str:
    return version if isinstance(version, str) else "nothing"


def _chosen(
    base: Candidate | None,
    releases: Releases,
    arrivals: Arrivals,
    pending: Pending,
    bench: Bench,
    *,
    previews_next: bool,
) -> Candidate | Verdict | None:
    """Return the state to submit, or the one that is there where nothing is to be submitted."""
    if previews_next and base is not None:
        renderings = wanted_renderings(arrivals.standings, base.frame, arrivals.numbers)
        return with_previews(base, arrivals.standings, renderings, bench)
    return releases.candidate if pending.releases else base


def _stack_verdicts(chosen: Candidate | Verdict | None, releases: Releases) -> tuple[Verdict, ...]:
    """Return what templates say of the stack; those that move speak of the infrastructure."""
    if chosen is None:
        return releases.stack
    if isinstance(chosen, Verdict):
        return (chosen,)
    return chosen.verdicts if chosen.subject == STACK else ()


def _capacity(chosen: Candidate | Verdict | None, bench: Bench) -> tuple[Verdict, ...]:
    if not isinstance(chosen, Candidate):
        return ()
    return judge_capacity(_usage(chosen, bench), _limits(bench))


def _usage(made: Candidate, bench: Bench) -> Usage:
    """Return what the main services use of everything that AWS limits."""
    tree, settings = made.frame.tree, bench.snapshot.settings
    values = {parameter.name: parameter.value for parameter in made.parameters}
    tags = bench.ground.root.tags.overlaid(settings.tags)
    return {
        **template_usage(tree),
        **rule_usage(tree),
        **balancer_usage(tree.nodes, bench.snapshot.listeners),
        **submission_usage(values, tags),
    }


def _limits(bench: Bench) -> Mapping[str, int]:
    """Return every limit by name: of kayron.yaml, else of the settings, else of the account."""
    account = {
        name: number
        for name, number in bench.snapshot.account_limits.items()
        if isinstance(number, int)
    }
    settings, configured = bench.snapshot.settings.limits, bench.configuration.limits
    return limits_with({**account, **settings, **configured})
