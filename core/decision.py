"""What is decided about one environment whose stack and release source were read."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from kayron.core.arrival import Arrivals, receive
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
from kayron.core.releases import Releases, Weighing, weigh_releases
from kayron.core.room import limits_of, surface_of, usage_of
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.capacity_policy import judge_capacity
from kayron.core.stack.drift import TemplateDrift, template_drift
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
    base = _base(weighing)
    arrivals = _arrivals(base, judged.cases, inputs, bench)
    drift = () if isinstance(base, Verdict) else template_drift(ground.tree, base.rendered.tree)
    pending = _pending(releases, settings, drift, arrivals, inputs, options)
    previews_next = previews_go_next(pending, snapshot.outcomes)
    chosen = base
    if pending.releases or pending.previews:
        chosen = _chosen(base, releases, arrivals, weighing, previews_next=previews_next)
    return Decision(
        inputs=inputs,
        ground=ground,
        releases=releases,
        base=base if isinstance(base, Candidate) else None,
        chosen=chosen if isinstance(chosen, Candidate) else None,
        arrivals=arrivals,
        pending=pending,
        previews_next=previews_next,
        settings=settings,
        template=drift,
        stack=_stack_verdicts(chosen, bench),
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


def _base(weighing: Weighing) -> Candidate | Verdict:
    """Return the current templates and values with the deployed previews, or why there are none."""
    current = weighing.current_templates()
    if isinstance(current, Verdict):
        return current
    nothing = evolve(weighing.snapshot.settings, parameters=Table(), redacted=(), tags=Table())
    versions = Table(dict.fromkeys(weighing.version_parameters))
    wish = Wish(files=current, versions=versions, settings=nothing, subject=STACK)
    return candidate(wish, weighing.cases, weighing.bench)


def _arrivals(
    base: Candidate | Verdict, cases: tuple[PreviewCase, ...], inputs: Inputs, bench: Bench
) -> Arrivals:
    if isinstance(base, Verdict):
        standings = Standings(cases=cases, leaving={}, stuck={})
        return Arrivals(standings=standings, numbers={})
    return receive(base.standings, surface_of(base, inputs.definitions, bench))


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
    base: Candidate | Verdict,
    releases: Releases,
    arrivals: Arrivals,
    weighing: Weighing,
    *,
    previews_next: bool,
) -> Candidate | Verdict:
    """Return the state to submit, or why it cannot be had."""
    if previews_next:
        if isinstance(base, Verdict):
            return base
        renderings = wanted_renderings(arrivals.standings, base.frame, arrivals.numbers)
        return with_previews(base, arrivals.standings, renderings, weighing.bench)
    if isinstance(releases.submission, Wish):
        return candidate(releases.submission, weighing.cases, weighing.bench)
    return releases.submission


def _stack_verdicts(chosen: Candidate | Verdict, bench: Bench) -> tuple[Verdict, ...]:
    """Return what templates say of the stack; those that move speak of the infrastructure."""
    if isinstance(chosen, Verdict):
        return (chosen,)
    own = chosen.verdicts if chosen.subject == STACK else ()
    return (*own, *judge_capacity(usage_of(chosen, bench), limits_of(bench)))
