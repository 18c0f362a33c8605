"""From a snapshot to the plan: what differs, what the policies say, and the actions that follow."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from kayron.core.action import Action
from kayron.core.agenda import update_actions
from kayron.core.basis import basis_of
from kayron.core.decision import Decision, Known, Options, decide
from kayron.core.document import Pieces, digest_by_field
from kayron.core.fact import Absent, Unknown
from kayron.core.gather import memo as gather_memo
from kayron.core.inputs import Inputs, KnownInputs, known_inputs, read_inputs
from kayron.core.plan import FORMAT, Drift, DriftKind, Plan
from kayron.core.policy.stack import StackCase, judge_stack
from kayron.core.problem import InvalidInput
from kayron.core.proposal import propose
from kayron.core.row import artifact_row, preview_drift, preview_row, release_drift
from kayron.core.seal import UNSEALED, seal
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.tree import stack_path
from kayron.core.table import Table
from kayron.core.telling import comment_actions
from kayron.core.template.library import Library, Shelves
from kayron.core.template_row import template_rows
from kayron.core.verdict import STACK

PLAIN = Options()


@frozen(kw_only=True, eq=False)
class Memo:
    """What a plan worked out of texts alone, to make the next one faster."""

    snapshot: Pieces
    inputs: KnownInputs
    shelves: Shelves
    known: Known | None


def knowing(memo: Memo | None, read: gather_memo.Memo) -> Memo:
    """Return a memo that knows what a capture worked out too."""
    if memo is None:
        return Memo(snapshot={}, inputs=read.inputs, shelves=read.shelves, known=None)
    if read.shelves is memo.shelves:
        return memo
    templates = {**read.shelves.templates, **memo.shelves.templates}
    return evolve(
        memo,
        inputs={**read.inputs, **memo.inputs},
        shelves=evolve(memo.shelves, templates=templates),
    )


def plan(
    snapshot: Snapshot, memo: Memo | None = None, options: Options = PLAIN
) -> tuple[Plan, Memo]:
    """Return the plan of a snapshot, and the memo that makes the next plan faster.

    Any snapshot gives a plan: what is wrong becomes verdicts. The memo is one that an earlier plan
    returned; it changes the time, never the result.
    """
    name, pieces = digest_by_field(snapshot, memo.snapshot if memo else {})
    blank = _blank(snapshot, name)
    library = Library(memo.shelves if memo else None)
    inputs = read_inputs(snapshot.source, memo.inputs if memo else None)
    root = snapshot.root
    if isinstance(root, Stack) and isinstance(inputs, Inputs):
        known = memo.known if memo else None
        decision = decide(snapshot, root, inputs, options, library, known)
        made, known = _decided(blank, snapshot, root, decision, options), decision.known
    else:
        made, known = _undecided(blank, snapshot, inputs, options), None
    inputs_ = known_inputs(snapshot.source, inputs)
    shelves = library.shelves()
    return seal(made), Memo(snapshot=pieces, inputs=inputs_, shelves=shelves, known=known)


def _decided(
    blank: Plan, snapshot: Snapshot, root: Stack, first: Decision, options: Options
) -> Plan:
    proposal = propose(snapshot, root, first, options)
    decision = proposal.decision
    chosen, diffs = decision.chosen, decision.shelves.diffs
    templates = template_rows(chosen, decision.ground, decision.base, diffs) if chosen else ()
    scene = proposal.scene(snapshot)
    previews = [(case, preview_row(case, scene)) for case in decision.arrivals.standings.cases]
    rows = tuple(row for _, row in previews)
    update = proposal.update(rows)
    comments = comment_actions(snapshot, decision.inputs, previews, proposal.frame)
    actions: tuple[Action, ...] = (
        *(update_actions(snapshot, root, templates, update) if update else ()),
        # Without all stacks, nobody can say what has become of a preview; a pause is of everything.
        *(() if decision.ground.unread or proposal.paused else comments),
    )
    settled = decision.releases.settled
    return evolve(
        blank,
        artifacts=tuple(
            artifact_row(one, proposal.versions, settled=settled)
            for one in decision.releases.artifacts
        ),
        previews=rows,
        drift=tuple(_drift(decision)),
        verdicts=proposal.verdicts,
        templates=templates,
        parameters=chosen.parameters if chosen else (),
        tags=proposal.submission.tags if proposal.submission else root.tags,
        capabilities=proposal.submission.capabilities if proposal.submission else (),
        actions=actions,
        waiting=proposal.waiting,
        basis=basis_of(snapshot, root.event, proposal.desired, proposal.verdicts, actions),
    )


def _undecided(
    blank: Plan,
    snapshot: Snapshot,
    inputs: Inputs | Absent | Unknown | InvalidInput,
    options: Options,
) -> Plan:
    """Return the plan of an environment whose stack or release source says nothing to go by."""
    root = snapshot.root
    case = StackCase(
        snapshot=snapshot,
        inputs=inputs,
        unknown=(f"the root stack ({root.cause})",) if isinstance(root, Unknown) else (),
        missing=(),
        claimed=(),
        desired="",
        operation="",
        retry=options.retry,
    )
    verdicts = judge_stack(case)
    event = root.event if isinstance(root, Stack) else None
    basis = basis_of(snapshot, event, "", verdicts, ())
    return evolve(blank, verdicts=verdicts, basis=basis)


def _blank(snapshot: Snapshot, name: str) -> Plan:
    """Return the plan that says of a snapshot only what it is; `name` is its digest."""
    root = snapshot.root
    return Plan(
        format=FORMAT,
        snapshot=name,
        captured=snapshot.captured,
        environment=snapshot.environment,
        region=snapshot.region,
        account=snapshot.account,
        stack=snapshot.stack,
        status=root.status if isinstance(root, Stack) else "",
        source=snapshot.source.repository,
        commit=snapshot.source.commit,
        artifacts=(),
        previews=(),
        drift=(),
        verdicts=(),
        templates=(),
        parameters=(),
        tags=root.tags if isinstance(root, Stack) else Table(),
        capabilities=(),
        actions=(),
        waiting=(),
        basis=basis_of(snapshot, None, "", (), ()),
        digest=UNSEALED,
    )


def _drift(decision: Decision) -> Iterator[Drift]:
    """Yield all drift: of releases, of previews, of settings and of templates."""
    for one in decision.releases.artifacts:
        yield from release_drift(one, settled=decision.releases.settled)
    for case in decision.today.standings.cases:
        yield from preview_drift(case, decision.today.standings)
    for reason in decision.settings:
        yield Drift(kind=DriftKind.SETTINGS, subject=STACK, reason=reason)
    for found in decision.template:
        subject = stack_path(found.stack) or STACK
        yield Drift(kind=DriftKind.TEMPLATE, subject=subject, reason=found.reason)
