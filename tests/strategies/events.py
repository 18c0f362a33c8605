"""Steps of random histories: what others do in AWS, what operators set, and what captures miss."""

from __future__ import annotations

from attrs import evolve, frozen

from kayron.core.fact import Unknown
from kayron.core.snapshot import Deployment, EcsService
from kayron.core.table import Table
from tests.world.aws import add_foreign_rule, edit_by_hand, set_status
from tests.world.evaluation import Rejected
from tests.world.world import Misreading, World, wait

STABLE = ("UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "CREATE_COMPLETE")


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
