"""Kayron applying in a sandbox, in this process: the real clients, and a listener for a person."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from attrs import define, field

from kayron.adapters.capture import Progress
from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Wishes
from kayron.adapters.live import Live
from kayron.core.action import Action, UpdateStack
from kayron.core.apply.ending import Ending
from kayron.core.apply.event import StackEvent
from kayron.core.apply.record import ActionOutcome, Applied
from kayron.core.decision import Options
from kayron.core.document import parse, structure
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Outcomes, Submission
from kayron.core.stack.tree import Ids
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.sandbox.clocks import WrongClock
from tests.sandbox.served import BOT, Served
from tests.sandbox.traffic import Call

LEASE = "testing/acme-testing.lease.json"
RECORD = "testing/acme-testing.outcomes.json"
READS = ("Describe", "List", "Get", "BatchGet")
THREADS = 4
RIGHT = timedelta()
PATIENCE = 6
"""Applies until there is nothing left to do."""


@define
class Listener:
    """Hears what an apply tells, and may do something at the first word of an action or event."""

    on_begun: Callable[[Action], None] = lambda _: None
    on_event: Callable[[StackEvent], None] = lambda _: None
    plans: list[Plan] = field(factory=list)
    facts: list[str] = field(factory=list)
    outcomes: dict[str, ActionOutcome] = field(factory=dict)
    events: list[tuple[str, str]] = field(factory=list)

    def reading(self, progress: Progress) -> None:
        pass

    def planned(self, made: Plan) -> None:
        self.plans.append(made)

    def stale(self, facts: tuple[str, ...]) -> None:
        self.facts.extend(facts)

    def begun(self, action: Action) -> None:
        self.on_begun(action)

    def ended(self, action: Action, outcome: ActionOutcome) -> None:
        self.outcomes[action.id] = outcome

    def happened(self, event: StackEvent, path: Ids) -> None:
        self.events.append(("/".join(path), event.status))
        self.on_event(event)


def living(organisation: Served, wrong: timedelta = RIGHT) -> AbstractContextManager[Live]:
    """Live in an organisation, as one process does, whose clock may be wrong."""
    return organisation.live(THREADS, WrongClock(organisation.aws, wrong))


def applied(
    organisation: Served,
    reviewed: Plan | None = None,
    listener: Listener | None = None,
    *,
    wait: bool = True,
    retry: bool = False,
    wrong: timedelta = RIGHT,
) -> Applied:
    """Apply the plan of this moment, or a reviewed one, a while after what was done before.

    `wrong` is how far ahead the clock of this process is.
    """
    organisation.wait(seconds=10)
    wishes = Wishes(options=Options(retry=retry), wait=wait)
    with living(organisation, wrong) as live:
        return apply(live, "aiko@desk", wishes, reviewed, listener or Listener())


def planned(organisation: Served) -> Plan:
    """Return the plan of this moment."""
    with living(organisation) as live:
        return plan(live.capture())[0]


def at_rest(organisation: Served) -> tuple[Applied, ...]:
    """Apply until there is nothing left to do; return the applies that did something."""
    done: list[Applied] = []
    for _ in range(PATIENCE):
        one = applied(organisation)
        if one.ending is Ending.UNCHANGED:
            return tuple(done)
        assert one.ending is Ending.DONE, (one.ending, one.outcomes)
        done.append(one)
    raise AssertionError("the organisation does not come to rest")


def updates(done: Applied | Plan) -> tuple[UpdateStack, ...]:
    """Return the updates of a plan; one at most."""
    made = done.plan if isinstance(done, Applied) else done
    return tuple(action for action in made.actions if isinstance(action, UpdateStack))


def record(acme: Organisation) -> tuple[Submission, ...]:
    """Return the outcomes record as it lies in the bucket."""
    found = acme.aws.region.s3.bucket(BUCKET).objects.get(RECORD)
    text = found.body.decode() if found else '{"entries": []}'
    return structure(parse(text, RECORD), Outcomes, RECORD).entries


def comment(acme: Organisation, repository: str, number: int) -> str:
    """Return the text of the one status comment of a pull request."""
    pull = acme.repositories[repository].pulls[number]
    (own,) = [one.body for one in pull.comments.values() if one.author == BOT]
    return own


def runs(acme: Organisation, docker: str) -> list[str]:
    """Return the tags of an image that run in steady ECS services, previews among them."""
    ecs = acme.aws.region.ecs
    images = [
        image
        for cluster in ecs.clusters.values()
        for service in cluster.services.values()
        if service.status == "ACTIVE" and service.primary.rollout == "COMPLETED"
        for image in ecs.task_definitions.images(service.primary.task_definition)
    ]
    named = [image.rpartition("/")[2].split(":") for image in images]
    return sorted(tag for name, tag in named if name == docker)


def deployed(acme: Organisation, *path: str) -> str:
    """Return the template of a stack, that of the root or a nested one."""
    stack = acme.aws.stack(STACK)
    for logical in path:
        stack = acme.aws.stack(stack.resources[logical].physical)
    return stack.definition.template.text


def writes(acme: Organisation) -> tuple[Call, ...]:
    """Return the calls that write, but for those of the lease."""
    github, aws = acme.traffic
    posts = tuple(call for call in github.calls if call.method != "GET")
    return posts + tuple(call for call in aws.calls if _writes(call))


def _writes(call: Call) -> bool:
    return not call.operation.startswith(READS) and not call.path.endswith("lease.json")


def forget(acme: Organisation) -> None:
    """Forget the calls that were made so far."""
    for traffic in acme.traffic:
        traffic.forget()
