"""A model of an executor: what the world is like after a plan was applied, or what went wrong.

It believes nothing: every action's expectation is checked against the world before it acts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from attrs import evolve

from kayron.core.action import (
    Action,
    CreateComment,
    DeleteComment,
    OverwriteTemplate,
    PutTemplate,
    UpdateComment,
    UpdateStack,
)
from kayron.core.conversion import Text
from kayron.core.document import digest_of_text
from kayron.core.plan import Plan
from kayron.core.snapshot import Comment, Comments, EcsService, Event, Outcomes, Result, Submission
from kayron.core.table import Table
from tests.world.aws import live
from tests.world.cloudformation import Update, deploy
from tests.world.identity import number, template_url, uuid
from tests.world.world import World, wait


class Stale(AssertionError):
    """The world is not what an action expects to find."""


def applied(world: World, plan: Plan) -> World:
    """Return the world after every action of a plan succeeded."""
    done: set[str] = set()
    for action in plan.actions:
        _expect(done.issuperset(action.needs), f"{action.id} runs before one of {action.needs}")
        world = _done(wait(world, seconds=10), action, plan)
        done.add(action.id)
    return world


def rolled_back(world: World, plan: Plan, *, cause: str, resource: str, reason: str) -> World:
    """Return the world after the stack update of a plan was rolled back because of `cause`."""
    for action in plan.actions:
        if isinstance(action, UpdateStack):
            return _rolled_back(wait(world, minutes=6), action, cause, resource, reason)
        world = _done(wait(world, seconds=10), action, plan)
    raise Stale("the plan updates no stack")


def _done(world: World, action: Action, plan: Plan) -> World:
    match action:
        case PutTemplate():
            return _put(world, action, plan)
        case OverwriteTemplate():
            return _overwritten(world, action, plan)
        case UpdateStack():
            return _updated(world, action)
        case CreateComment():
            return _commented(world, action)
        case UpdateComment():
            return _edited(world, action)
        case DeleteComment():
            return _deleted(world, action)
    assert_never(action)


def _expect(met: bool, otherwise: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not met:
        raise Stale(otherwise)


# S3


def _put(world: World, action: PutTemplate, plan: Plan) -> World:
    (text,) = {t.text for t in plan.templates if t.key == action.key}
    url = template_url(action.bucket, action.key)
    _expect(digest_of_text(text) == action.digest, f"{action.key} has another digest")
    _expect(world.objects.get(url, text) == text, f"{action.key} would be overwritten")
    return evolve(world, objects=world.objects.overlaid({url: text}))


def _overwritten(world: World, action: OverwriteTemplate, plan: Plan) -> World:
    _expect_event(world, action.event)
    (text,) = {t.text for t in plan.templates if t.path == action.path}
    _expect(digest_of_text(text) == action.digest, f"{action.key} has another digest")
    return evolve(
        world, objects=world.objects.overlaid({template_url(action.bucket, action.key): text})
    )


# CloudFormation


def _updated(world: World, action: UpdateStack) -> World:
    _expect_event(world, action.event)
    later = wait(world, minutes=4)
    before = live(world)
    update = Update(
        stack=action.stack,
        template_url=action.template_url,
        parameters=_values(world, action),
        tags=action.tags,
        time=later.now,
        token=action.operation,
    )
    after = deploy(update, world.objects, world.foreign, before)
    return _recorded(
        evolve(later, live=after), _submission(action, later, Result.SUCCEEDED, None, None, None)
    )


def _values(world: World, action: UpdateStack) -> Table[str]:
    """Return the value of each parameter, the deployed one where the action keeps it."""
    before = live(world).root.parameters
    return Table({k: before[k] if v is None else v for k, v in action.parameters.items()})


def _expect_event(world: World, expected: str | None) -> None:
    event = live(world).root.event
    _expect(expected == (event.id if event else None), "the stack was updated meanwhile")


def _rolled_back(
    world: World, action: UpdateStack, cause: str, resource: str, reason: str
) -> World:
    _expect_event(world, action.event)
    event = Event(id=uuid(f"{action.operation} failed"), token=action.operation, time=world.now)
    root = evolve(
        live(world).root,
        status="UPDATE_ROLLBACK_COMPLETE",
        status_reason="",
        updated=world.now,
        event=event,
    )
    submission = _submission(action, world, Result.FAILED, cause, resource, reason)
    return _recorded(evolve(world, live=evolve(live(world), root=root)), submission)


def _submission(
    action: UpdateStack,
    world: World,
    result: Result,
    cause: str | None,
    resource: str | None,
    reason: str | None,
) -> Submission:
    return Submission(
        operation=action.operation,
        desired=action.desired,
        time=world.now,
        previews=action.previews,
        versions=action.versions,
        pulls=action.pulls,
        result=result,
        cause=cause,
        resource=resource,
        reason=reason,
    )


def _recorded(world: World, submission: Submission) -> World:
    return evolve(world, outcomes=Outcomes(entries=(*world.outcomes.entries, submission)))


# GitHub


def _commented(world: World, action: CreateComment) -> World:
    own = _own(world, action.repository, action.pull)
    _expect(not own, f"{action.repository}#{action.pull} has a comment already")
    new = Comment(id=number(f"{action.repository} {action.pull}", 10**9), body=action.body)
    return _with_comments(world, action.repository, action.pull, [new])


def _edited(world: World, action: UpdateComment) -> World:
    for subject, version in action.ready.items():
        _expect(_runs(world, subject, version), f"{subject} does not run {version}")
    own = _own(world, action.repository, action.pull)
    wanted = action.comment or next(comment.id for comment in own)
    _expect(wanted in {comment.id for comment in own}, f"comment {wanted} does not exist")
    edited = [evolve(c, body=action.body) if c.id == wanted else c for c in own]
    return _with_comments(world, action.repository, action.pull, edited)


def _deleted(world: World, action: DeleteComment) -> World:
    rest = [c for c in _own(world, action.repository, action.pull) if c.id != action.comment]
    return _with_comments(world, action.repository, action.pull, rest)


def _own(world: World, repository: str, pull: int) -> tuple[Comment, ...]:
    known = world.comments.get(repository, Table()).get(str(pull))
    return known.own if known else ()


def _with_comments(world: World, repository: str, pull: int, own: Iterable[Comment]) -> World:
    others: Table[Comments] = world.comments.get(repository, Table())
    changed = others.overlaid({str(pull): Comments(own=tuple(own))})
    return evolve(world, comments=world.comments.overlaid({repository: changed}))


def _runs(world: World, subject: str, version: str) -> bool:
    """Tell whether a preview's ECS service completed the deployment of a version."""
    service, _, preview = subject.partition("/")
    return any(
        _shows(found, version)
        for found in live(world).services.values()
        if found.tags.get("service") == service and found.tags.get("preview", "") == preview
    )


def _shows(service: EcsService, version: str) -> bool:
    primary = next(d for d in service.deployments if d.status == "PRIMARY")
    images = getattr(primary.images, "by_container", Table[str]())
    complete = primary.rollout == "COMPLETED" and primary.running == primary.desired > 0
    return complete and any(
        image.endswith((f":{version}", f"@{version}")) for image in images.values()
    )


def comment(world: World, repository: str, pull: int, body: str) -> World:
    """Let Kayron have commented on a pull request."""
    new = Comment(id=number(f"{repository} {pull}", 10**9), body=Text(body))
    return _with_comments(world, repository, pull, [new])
