"""What is decided about one environment whose stack and release source were read."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from kayron.core.arrival import Arrivals, receive
from kayron.core.candidate import Bench, Candidate, Wish, candidate, with_previews
from kayron.core.configuration import gates_of
from kayron.core.foresight import foresee
from kayron.core.frame import Frame, Workshop
from kayron.core.ground import Ground, survey_ground
from kayron.core.inputs import Inputs
from kayron.core.orphan import find_orphans
from kayron.core.placement import Standings, wanted_renderings
from kayron.core.policy.failed import Memory, judge_failed, remember
from kayron.core.policy.preview import Judged, PreviewFacts, judge_previews
from kayron.core.preview import PreviewCase, Standing
from kayron.core.releases import Releases, Weighing, weigh_releases
from kayron.core.removal import UNKNOWN_FACTS
from kayron.core.room import limits_of, surface_of, usage_of
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.capacity_policy import judge_capacity
from kayron.core.stack.drift import TemplateDrift, template_drift
from kayron.core.stack_shelves import StackShelves
from kayron.core.template.library import Library
from kayron.core.turn import Pending, preview_changes, previews_go_next
from kayron.core.verdict import STACK, Verdict, hold
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

    `base` is the stack's own state: the current templates with the deployed previews. `state` is
    what to submit, the base where nothing is; each is a verdict where no templates can be had.
    `today` has the previews on the base, `arrivals` those of the turn: where an update of releases
    is next, as they are to arrive after it. `previews_next` tells that the update is one of
    previews. `others` is what was said of what is
    neither the stack nor an artifact nor a preview here.
    """

    inputs: Inputs
    weighing: Weighing
    releases: Releases
    base: Candidate | Verdict
    state: Candidate | Verdict
    today: Arrivals
    arrivals: Arrivals
    pending: Pending
    previews_next: bool
    settings: tuple[str, ...]
    template: tuple[TemplateDrift, ...]
    others: tuple[Verdict, ...]

    @property
    def ground(self) -> Ground:
        """What is deployed."""
        return self.weighing.bench.ground

    @property
    def shelves(self) -> StackShelves:
        """What is remembered of single stacks and templates."""
        return self.weighing.bench.workshop.shelves

    @property
    def known(self) -> Known:
        """What the next plan need not find out again."""
        made = (one for one in (self.base, self.state) if isinstance(one, Candidate))
        frames = tuple({one.frame for one in made})
        return Known(ground=self.ground, frames=frames, shelves=self.shelves, arrivals=self.today)

    @property
    def chosen(self) -> Candidate | None:
        """The state to submit, None where it cannot be had."""
        return self.state if isinstance(self.state, Candidate) else None

    @property
    def stack(self) -> tuple[Verdict, ...]:
        """What the templates say of the stack; those that move speak of the infrastructure."""
        if isinstance(self.state, Verdict):
            return (self.state,)
        own = self.state.verdicts if self.state.subject == STACK else ()
        usage = usage_of(self.state, self.weighing.bench)
        return (*own, *judge_capacity(usage, limits_of(self.weighing.bench)))


@frozen(kw_only=True, eq=False)
class Known:
    """What an earlier plan found out about the same stacks and templates."""

    ground: Ground
    frames: tuple[Frame, ...]
    shelves: StackShelves
    arrivals: Arrivals


def decide(
    snapshot: Snapshot,
    root: Stack,
    inputs: Inputs,
    options: Options,
    library: Library,
    known: Known | None = None,
) -> Decision:
    """Return what is decided about an environment."""
    names = frozenset(definition.name for definition in inputs.definitions.services)
    ground = survey_ground(snapshot, root, names, library.given, known.ground if known else None)
    memory = remember(snapshot.outcomes, retry=options.retry)
    judged = _previews(snapshot, inputs, ground, memory, options)
    bench = _bench(snapshot, inputs, ground, library, options, known)
    weighing = Weighing(inputs=inputs, bench=bench, memory=memory, cases=judged.cases)
    releases = weigh_releases(weighing)
    settings = tuple(weighing.settings_drift())
    base = weighing.base(releases.current)
    arrivals = _arrivals(base, releases, weighing, known.arrivals if known else None)
    drift = () if isinstance(base, Verdict) else _template_drift(base, ground)
    decision = Decision(
        inputs=inputs,
        weighing=weighing,
        releases=releases,
        base=base,
        state=base,
        today=arrivals,
        arrivals=arrivals,
        pending=_pending(releases, settings, drift, inputs, options),
        previews_next=False,
        settings=settings,
        template=drift,
        others=(
            *judged.verdicts,
            *unread_lists(inputs.definitions, inputs.configuration, snapshot),
        ),
    )
    if isinstance(base, Candidate):
        changes = tuple(preview_changes(arrivals.standings))
        decision = evolve(decision, pending=evolve(decision.pending, previews=changes))
    previews_next = previews_go_next(decision.pending, snapshot.outcomes)
    return in_turn(decision, previews_next=previews_next)


def _template_drift(base: Candidate, ground: Ground) -> tuple[TemplateDrift, ...]:
    """Return the template drift of the stacks whose templates are not deployed to the letter."""
    texts = {file.path: file.text for file in base.files}
    deployed = {ids: node.template.text for ids, node in ground.tree.by_ids().items()}
    nodes = (one for one in base.tree.nodes if texts[one.file] != deployed.get(one.ids))
    return template_drift(ground.tree, evolve(base.tree, nodes=tuple(nodes)))


def in_turn(decision: Decision, *, previews_next: bool) -> Decision:
    """Return the decision with the state to submit where the next update is of this kind."""
    state = _state(decision, previews_next=previews_next)
    arrivals = decision.today
    if not previews_next and decision.pending.releases and isinstance(state, Candidate):
        arrivals = foresee(state, decision.inputs.definitions, decision.weighing.bench, arrivals)
    return evolve(decision, state=state, arrivals=arrivals, previews_next=previews_next)


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
    remembered = (_with_memory(case, memory) for case in judged.cases)
    return evolve(judged, cases=tuple(_with_ledger(case, ground) for case in remembered))


def _with_ledger(case: PreviewCase, ground: Ground) -> PreviewCase:
    """Return a case, held if it seems to be new only because the ledger was not read whole."""
    if case.standing is not Standing.ADD or not ground.unread:
        return case
    reason = f"Whether it is deployed is not known, without {'; '.join(ground.unread)}."
    return case.judged(hold(UNKNOWN_FACTS, case.subject, reason, "root"))


def _with_memory(case: PreviewCase, memory: Memory) -> PreviewCase:
    if case.standing not in (Standing.ADD, Standing.KEEP):
        return case
    return case.judged(judge_failed(case.subject, case.desired, memory))


def _bench(
    snapshot: Snapshot,
    inputs: Inputs,
    ground: Ground,
    library: Library,
    options: Options,
    known: Known | None,
) -> Bench:
    asking = {one.name for one in inputs.definitions.services if one.preview is not None}
    having = {preview.service for preview in ground.ledger}
    workshop = Workshop(
        inputs=inputs,
        surroundings=ground.surroundings,
        root=ground.root,
        dockers=tuple(sorted(asking | having)),
        library=library,
        known=known.frames if known else (),
        shelves=StackShelves(known.shelves if known else None),
    )
    return Bench(
        snapshot=snapshot,
        configuration=inputs.configuration,
        ground=ground,
        workshop=workshop,
        force=options.force,
    )


def _arrivals(
    base: Candidate | Verdict, releases: Releases, weighing: Weighing, known: Arrivals | None
) -> Arrivals:
    if isinstance(base, Verdict):
        standings = Standings(cases=tuple(weighing.cases), leaving={}, stuck={})
        return Arrivals(standings=standings, numbers={})
    waiting = releases.submission if isinstance(releases.submission, Candidate) else None
    definitions = weighing.inputs.definitions
    return receive(base.standings, surface_of(base, definitions, weighing.bench, waiting), known)


def _pending(
    releases: Releases,
    settings: tuple[str, ...],
    drift: Sequence[TemplateDrift],
    inputs: Inputs,
    options: Options,
) -> Pending:
    """Return what waits, but for changes of previews."""
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
        previews=(),
    )


def _text(version: object) -> str:
    return version if isinstance(version, str) else "nothing"


def _state(decision: Decision, *, previews_next: bool) -> Candidate | Verdict:
    """Return the state to submit, or why it cannot be had."""
    base, submission = decision.base, decision.releases.submission
    arrivals, weighing = decision.today, decision.weighing
    if previews_next and isinstance(base, Candidate):
        renderings = wanted_renderings(arrivals.standings, base.frame, arrivals.numbers)
        return with_previews(base, arrivals.standings, renderings, weighing.bench)
    if not decision.pending.releases:
        return base
    if isinstance(submission, Wish):
        return candidate(submission, weighing.cases, weighing.bench)
    return submission
