"""What holds between a world, the plan of it, and the world after the plan was applied.

Each law is a function that yields what is wrong; what it compares with is read from the model of
AWS and GitHub, never from the plan's own account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from kayron.core.action import CreateComment, DeleteComment, PutTemplate, UpdateComment
from kayron.core.plan import Change, Drift, DriftKind, Plan
from kayron.core.snapshot import EcsService, Pull, Rule
from kayron.core.table import Table
from kayron.core.verdict import STACK, Outcome
from tests.strategies.events import STABLE
from tests.strategies.steps import REPOSITORY
from tests.strategies.turns import update_of
from tests.strategies.worlds import CONFIGURATION, FREEZE, hash_of
from tests.world.aws import live
from tests.world.cloudformation import all_stacks, known_resources
from tests.world.world import World

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"

ROOT = "index.yaml"

WITHOUT_DEFAULT = re.compile(r"^  (\w+): \{Type: String\}$", re.MULTILINE)
"""A parameter of the root template."""

RECORDED = re.compile(r"Kayron: *\{? *\n? *pull: (\d+)")
"""The number of a preview's pull request in a deployed template."""

OF_PREVIEW = re.compile(r"(.*)([0-9A-F]{8})", re.DOTALL)


@frozen(kw_only=True)
class Turn:
    """A plan and the worlds before and after it was applied."""

    before: World
    made: Plan
    after: World


def priorities_stay(turn: Turn) -> Iterator[str]:
    """Yield each rule of a preview that gets another priority, though it stays."""
    before, after = _preview_rules(turn.before), _preview_rules(turn.after)
    for arn in before.keys() & after.keys():
        if before[arn][1].priority != after[arn][1].priority:
            yield f"{before[arn][0]} moves to {after[arn][1].priority}"


def new_priorities_are_in_range(turn: Turn) -> Iterator[str]:
    """Yield each new priority that is not after its main rule's, by 99 at most, before the next."""
    main = {name: rule.priority for name, rule in _rules(turn.after).values() if not _split(name)}
    old = _preview_rules(turn.before)
    for arn, (name, rule) in _preview_rules(turn.after).items():
        low = main[_split(name)[0]]
        between = [one for one in main.values() if low < one <= rule.priority]
        if arn not in old and (between or not low < rule.priority <= low + 99):
            yield f"{name} gets {rule.priority}, after {low} with {between} between"


def images_were_pushed(turn: Turn) -> Iterator[str]:
    """Yield each image that newly runs, and was not in the registry."""
    for arn, service in live(turn.after).services.items():
        old = live(turn.before).services.get(arn)
        for image in _images(service) - (_images(old) if old else set()):
            docker, _, tag = image.rpartition("/")[2].partition(":")
            if tag not in turn.before.images.get(docker, Table()):
                yield f"{arn} runs {image}, which was never pushed"


def previews_are_of_eligible_pulls(turn: Turn) -> Iterator[str]:
    """Yield each new or moved preview that is of no open pull request's head, or of a fork."""
    heads = {(hash_of(pull.branch), pull.commit) for pull in _pulls(turn.before) if _may(pull)}
    for arn, service in live(turn.after).services.items():
        old = live(turn.before).services.get(arn)
        if (hash_ := service.tags.get("preview")) and (not old or _images(old) != _images(service)):
            for image in _images(service):
                if (hash_, image.rpartition(":")[2]) not in heads:
                    yield f"{arn} runs {image}"


def nothing_leaves_unsaid(turn: Turn) -> Iterator[str]:
    """Yield each preview that is gone, and that the plan did not say would leave."""
    subjects = {one.subject for one in turn.made.previews if one.change is Change.REMOVE}
    kept = {(s.tags.get("service"), s.tags.get("preview")) for s in _services(turn.after)}
    for service in _services(turn.before):
        key = (service.tags.get("service"), service.tags.get("preview"))
        if key[1] and key not in kept and f"{key[0]}/{key[1]}" not in subjects:
            yield f"{key} is gone, and no row says so"


def what_is_stopped_stays(turn: Turn) -> Iterator[str]:
    """Yield each artifact that moved, though the plan said that it does not."""
    before, after = live(turn.before).root.parameters, live(turn.after).root.parameters
    for one in turn.made.artifacts:
        # A parameter that a new template no longer has is nobody's version any more.
        known = one.parameter in before and one.parameter in after
        if known and not one.moves and before[one.parameter] != after[one.parameter]:
            yield f"{one.subject} moves to {after[one.parameter]}"


def what_is_not_stopped_moves(turn: Turn) -> Iterator[str]:
    """Yield each artifact that drifts and stays, though nothing stops it."""
    update = update_of(turn.made)
    if update is None or update.previews:
        return
    stopped = _stopped(turn.made)
    moving = {one.subject for one in turn.made.artifacts if one.moves}
    for drift in turn.made.drift:
        if drift.kind is DriftKind.RELEASE and drift.subject not in stopped | moving:
            yield f"{drift.subject} drifts, and nothing is said of it"


def one_comment_each(turn: Turn) -> Iterator[str]:
    """Yield each pull request with several status comments."""
    for number, comments in turn.after.comments.get(REPOSITORY, Table()).items():
        if len(comments.own) > 1:
            yield f"#{number} has {len(comments.own)} comments"


def ready_is_ready(turn: Turn) -> Iterator[str]:
    """Yield each row that says Ready of a commit that not all tasks of the preview run."""
    asked = {str(one.pull) for one in turn.made.previews}
    for number, comments in turn.after.comments.get(REPOSITORY, Table()).items():
        for comment in comments.own if number in asked and not _unread(turn) else ():
            for line in comment.body.split("\n"):
                if "| Ready |" in line and not _true(line, turn.after, number):
                    yield f"#{number} is told {line}"


def ready_is_recorded(turn: Turn) -> Iterator[str]:
    """Yield each pull request that is told Ready, and that no template records.

    Once it is closed, nothing would lead to its comment.
    """
    recorded = {
        int(number)
        for stack in all_stacks(live(turn.after).root)
        for number in RECORDED.findall(str(stack.template))
    }
    for one in turn.made.previews:
        own = turn.after.comments.get(REPOSITORY, Table()).get(str(one.pull))
        told = any("| Ready |" in comment.body for comment in own.own) if own else False
        if told and one.pull not in recorded and not _unread(turn):
            yield f"#{one.pull} is told Ready, and {recorded} are recorded"


def nothing_is_done_when_nothing_may_be(turn: Turn) -> Iterator[str]:
    """Yield each action, comments too, while everything is paused or `kayron.yaml` is invalid.

    In a freeze comments are written.
    """
    stopped = turn.before.definitions.get(CONFIGURATION, "").startswith(("pause:", "nonsense:"))
    for action in turn.made.actions:
        commenting = isinstance(action, CreateComment | UpdateComment | DeleteComment)
        if stopped or (_is_frozen(turn.before) and not commenting):
            yield f"{action.id}, though nothing may be done"


def broken_templates_stop_the_infrastructure_alone(turn: Turn) -> Iterator[str]:
    """Yield each denial of the stack for what is declared, where that is valid."""
    if not turn.before.definitions.get(CONFIGURATION, "").startswith("nonsense:"):
        for one in turn.made.verdicts:
            if (one.policy, one.subject, one.outcome) == ("inputs", STACK, Outcome.DENY):
                yield one.reason


def an_update_finds_its_templates(turn: Turn) -> Iterator[str]:
    """Yield each template that a stack gets, and that is not put before the update."""
    update = update_of(turn.made)
    puts = {one.key: one.id for one in turn.made.actions if isinstance(one, PutTemplate)}
    for template in turn.made.templates:
        needed = update and template.stacks and not template.deployed
        if update and needed and puts.get(template.key) not in update.needs:
            yield f"{template.path} is not put first"


def every_parameter_has_a_value(turn: Turn) -> Iterator[str]:
    """Yield each parameter of the root template, without a default, that gets no value."""
    update = update_of(turn.made)
    root = next((one.text for one in turn.made.templates if one.path == ROOT), "")
    for name in re.findall(
        r"^  (\w+): \{Type: String\}$", root.partition("Resources:")[0], re.MULTILINE
    ):
        if update and name not in update.parameters and name not in update.redacted:
            yield f"{name} has no value"


def an_update_changes_something(turn: Turn) -> Iterator[str]:
    """Yield an update by nothing but the infrastructure's version, which nothing uses."""
    update = update_of(turn.made)
    if update is None:
        return
    known = live(turn.before).root.parameters
    changed = {
        name for name, value in update.parameters.items() if value not in (None, known.get(name))
    }
    templates = any(one.stacks and not one.deployed for one in turn.made.templates)
    tags = update.tags != live(turn.before).root.tags
    if changed <= {"InfrastructureVersion"} and not templates and not tags:
        yield f"the update changes {', '.join(changed) or 'nothing'}"


LAWS = (
    every_parameter_has_a_value,
    an_update_changes_something,
    nothing_is_done_when_nothing_may_be,
    broken_templates_stop_the_infrastructure_alone,
    an_update_finds_its_templates,
    priorities_stay,
    new_priorities_are_in_range,
    images_were_pushed,
    previews_are_of_eligible_pulls,
    nothing_leaves_unsaid,
    what_is_stopped_stays,
    what_is_not_stopped_moves,
    one_comment_each,
    ready_is_ready,
    ready_is_recorded,
)


def broken(turn: Turn) -> list[str]:
    """Return every breach of a law."""
    return [f"{law.__name__}: {wrong}" for law in LAWS for wrong in law(turn)]


def unexplained(made: Plan) -> list[Drift]:
    """Return the drift of a plan without an update that no verdict explains.

    Template drift needs none: it is reported, and mended only where that is asked for.
    """
    stopped = _stopped(made)
    if STACK in stopped:
        return []
    return [
        drift
        for drift in made.drift
        if drift.kind is not DriftKind.TEMPLATE and drift.subject not in stopped
    ]


def _stopped(made: Plan) -> set[str]:
    return {one.subject for one in made.verdicts if one.outcome is not Outcome.ALLOW}


def _rules(world: World) -> Mapping[str, tuple[str, Rule]]:
    """Return the rules of our stacks by ARN, with stack and logical id."""
    rules = {rule.arn: rule for one in live(world).listeners.values() for rule in one.rules}
    return {
        found.physical: (f"{stack.name}/{id_}", rules[found.physical])
        for stack in all_stacks(live(world).root)
        for id_, found in known_resources(stack).items()
        if found.type == RULE
    }


def _preview_rules(world: World) -> Mapping[str, tuple[str, Rule]]:
    return {arn: found for arn, found in _rules(world).items() if _split(found[0])}


def _split(name: str) -> tuple[str, ...]:
    """Return the original's name and the hash of a copy's name, nothing for any other."""
    found = OF_PREVIEW.fullmatch(name)
    return found.groups() if found else ()


def _images(service: EcsService) -> set[str]:
    tables = (getattr(one.images, "by_container", Table[str]()) for one in service.deployments)
    return {image for table in tables for image in table.values()}


def _services(world: World) -> Iterator[EcsService]:
    yield from live(world).services.values()


def _pulls(world: World) -> Iterator[Pull]:
    yield from world.pulls.get(REPOSITORY, Table()).values()


def _may(pull: Pull) -> bool:
    return pull.open and pull.head_repository == pull.base_repository


def _is_frozen(world: World) -> bool:
    day, hour = world.now.weekday(), world.now.hour
    return world.definitions.get(CONFIGURATION) == FREEZE and day == 0 and 8 <= hour < 12


def _unread(turn: Turn) -> bool:
    return any(one.path[:1] in [("comments",), ("root",)] for one in turn.before.misreadings)


def _true(line: str, world: World, number: str) -> bool:
    pull = world.pulls[REPOSITORY][number]
    commits = re.findall(r"\b[0-9a-f]{40}\b", line)
    running = [one for one in _services(world) if one.tags.get("preview") == hash_of(pull.branch)]
    named = re.match(r"\| `(\w+)` \|", line)
    of_row = [one for one in running if not named or one.tags.get("service") == named[1]]
    return live(world).root.status in STABLE and any(
        image.endswith(f":{commit}") and one.running == one.desired > 0
        for commit in commits
        for one in of_row
        for image in _images(one)
    )
