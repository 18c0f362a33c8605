"""Steps of random histories: what people, pipelines and other tools may do, and Kayron's own turns.

Each step is a value that prints as it is written, so a history that was found can be pinned. A step
that makes no sense in a world leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, field, frozen

from kayron.core.action import UpdateStack
from kayron.core.fact import Unknown
from kayron.core.plan import Plan
from kayron.core.snapshot import Deployment, EcsService
from kayron.core.table import Table
from tests.world.apply import applied, rolled_back
from tests.world.aws import add_foreign_rule, edit_by_hand, push_image, set_status
from tests.world.evaluation import Rejected
from tests.world.github import (
    change_infrastructure,
    change_pull,
    delete_branch,
    open_fork,
    open_pull,
    push,
)
from tests.world.releases import define
from tests.world.settle import plan_of
from tests.world.world import Misreading, World, wait

REPOSITORY = "lite"
"""The repository of both services."""

STABLE = ("UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "CREATE_COMPLETE")


@frozen
class Open:
    """Open a pull request, or reopen it where it was closed; `built` pushes its images too."""

    pull: int
    branch: str
    labels: tuple[str, ...] = field(default=(), kw_only=True)
    built: bool = field(default=True, kw_only=True)
    draft: bool = field(default=False, kw_only=True)

    def __call__(self, world: World) -> World:
        known = world.pulls.get(REPOSITORY, Table()).get(str(self.pull))
        if known is not None:
            return change_pull(world, REPOSITORY, self.pull, open=True)
        world = open_pull(
            world, REPOSITORY, self.pull, self.branch, draft=self.draft, labels=self.labels
        )
        return Build(self.pull)(world) if self.built else world


@frozen
class Fork:
    """Open a pull request from somebody's fork."""

    pull: int
    branch: str

    def __call__(self, world: World) -> World:
        if str(self.pull) in world.pulls.get(REPOSITORY, Table()):
            return world
        return Build(self.pull)(open_fork(world, REPOSITORY, self.pull, self.branch, "mallory"))


@frozen
class Build:
    """Push the images of a pull request's head commit."""

    pull: int

    def __call__(self, world: World) -> World:
        found = world.pulls.get(REPOSITORY, Table()).get(str(self.pull))
        if found is None:
            return world
        return push_image(push_image(world, "lite", found.commit), "site", found.commit)


@frozen
class Close:
    """Close a pull request."""

    pull: int

    def __call__(self, world: World) -> World:
        return Edit(self.pull, open=False)(world)


@frozen(init=False)
class Edit:
    """Change attributes of a pull request: `draft`, `labels`, `open`, `branch`."""

    pull: int
    changes: Table[object]

    def __init__(self, pull: int, **changes: object) -> None:
        self.__attrs_init__(pull=pull, changes=Table(changes))

    def __repr__(self) -> str:
        changes = "".join(f", {name}={value!r}" for name, value in self.changes.items())
        return f"Edit({self.pull}{changes})"

    def __call__(self, world: World) -> World:
        if str(self.pull) not in world.pulls.get(REPOSITORY, Table()):
            return world
        return change_pull(world, REPOSITORY, self.pull, **self.changes)


@frozen
class Push:
    """Push a commit to a branch of the services' repository; `built` pushes the images too."""

    branch: str
    built: bool = field(default=True, kw_only=True)

    def __call__(self, world: World) -> World:
        world = push(world, REPOSITORY, self.branch)
        if not self.built:
            return world
        commit = world.branches[REPOSITORY][self.branch]
        return push_image(push_image(world, "lite", commit), "site", commit)


@frozen
class DeleteBranch:
    """Delete a branch of the services' repository."""

    branch: str

    def __call__(self, world: World) -> World:
        known = self.branch in world.branches.get(REPOSITORY, Table())
        return delete_branch(world, REPOSITORY, self.branch) if known else world


@frozen
class Write:
    """Write a file of the release source."""

    path: str
    text: str

    def __call__(self, world: World) -> World:
        return define(world, self.path, self.text)


@frozen
class Release:
    """Push the image of a release of `site`."""

    tag: str

    def __call__(self, world: World) -> World:
        return push_image(world, "site", self.tag)


@frozen
class Commit:
    """Commit a replacement, wherever it applies, to the infrastructure."""

    path: str
    old: str
    new: str

    def __call__(self, world: World) -> World:
        branch = world.branches["infrastructure"].get("main")
        tree = world.trees.get(branch) if branch else None
        text = tree.get(self.path) if tree else None
        if text is None or self.old not in text:
            return world
        return change_infrastructure(world, {self.path: text.replace(self.old, self.new)})


@frozen
class EditByHand:
    """Edit a deployed nested stack in the console; AWS may refuse that."""

    nested: str
    old: str
    new: str

    def __call__(self, world: World) -> World:
        try:
            return edit_by_hand(world, self.nested, self.old, self.new)
        except (LookupError, Rejected):
            return world


@frozen
class ForeignRule:
    """Let another tool add a listener rule, unless the priority is taken."""

    priority: int
    host: str

    def __call__(self, world: World) -> World:
        listeners = world.live.listeners.values() if world.live else ()
        taken = {rule.priority for listener in listeners for rule in listener.rules}
        return (
            world if self.priority in taken else add_foreign_rule(world, self.priority, self.host)
        )


@frozen
class Tag:
    """Set a tag in the settings."""

    key: str
    value: str

    def __call__(self, world: World) -> World:
        tags = world.settings.tags.overlaid({self.key: self.value})
        return evolve(world, settings=evolve(world.settings, tags=tags))


@frozen
class Override:
    """Set a stack parameter in the settings."""

    name: str
    value: str

    def __call__(self, world: World) -> World:
        parameters = world.settings.parameters.overlaid({self.name: self.value})
        return evolve(world, settings=evolve(world.settings, parameters=parameters))


@frozen
class Status:
    """Let somebody else's operation put the root stack into a status."""

    status: str

    def __call__(self, world: World) -> World:
        return set_status(world, self.status)


@frozen
class Sicken:
    """Let the tasks of every ECS service whose tags have this `preview` die."""

    preview: str = ""

    def __call__(self, world: World) -> World:
        if world.live is None:
            return world
        services = {
            arn: _sick(one) if one.tags.get("preview", "") == self.preview else one
            for arn, one in world.live.services.items()
        }
        return evolve(world, live=evolve(world.live, services=Table(services)))


def _sick(service: EcsService) -> EcsService:
    deployments: list[Deployment] = [evolve(one, running=0) for one in service.deployments]
    return evolve(service, running=0, deployments=deployments)


@frozen(init=False)
class Misread:
    """Let captures fail to read what a path leads to in the snapshot."""

    path: tuple[str, ...]

    def __init__(self, *path: str) -> None:
        self.__attrs_init__(path=path)

    def __repr__(self) -> str:
        return f"Misread({', '.join(map(repr, self.path))})"

    def __call__(self, world: World) -> World:
        found = Misreading(path=self.path, fact=Unknown("AccessDenied: 403"))
        return evolve(world, misreadings=(*world.misreadings, found))


@frozen
class ReadAgain:
    """Let captures read everything again."""

    def __call__(self, world: World) -> World:
        return evolve(world, misreadings=())


@frozen
class Wait:
    """Let hours pass."""

    hours: int

    def __call__(self, world: World) -> World:
        return wait(world, hours=self.hours)


@frozen
class Apply:
    """Apply the plan of the moment."""

    def __call__(self, world: World) -> World:
        return applied(world, plan_of(world))


@frozen
class Fail:
    """Try to apply the plan of the moment; its update is rolled back.

    `cause` chooses among the versions that the update moves, past the last one for a failure that
    nothing of ours caused.
    """

    cause: int = 0

    def __call__(self, world: World) -> World:
        return failed(world, plan_of(world), self.cause)


def failed(world: World, made: Plan, cause: int) -> World:
    """Return the world after a plan's update was rolled back; as it is without an update."""
    update = update_of(made)
    if update is None:
        return applied(world, made)
    subjects = [*update.versions, ""]
    subject = subjects[cause % len(subjects)]
    return rolled_back(world, made, cause=subject, resource="Lite/Service", reason="it broke")


def update_of(made: Plan) -> UpdateStack | None:
    """Return a plan's stack update."""
    return next((one for one in made.actions if isinstance(one, UpdateStack)), None)


Step = Callable[[World], World]

History = tuple[Step, ...]


def played(history: History, world: World) -> World:
    """Return the world after a history."""
    for step in history:
        world = step(wait(world, minutes=5))
    return world
