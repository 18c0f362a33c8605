"""All services of one region, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from attrs import define, field, frozen

from tests.sandbox.aws.acm import Acm
from tests.sandbox.aws.cloudformation.change import Comparison
from tests.sandbox.aws.cloudformation.change_operations import ChangeSets
from tests.sandbox.aws.cloudformation.journal import Journal
from tests.sandbox.aws.cloudformation.nested import Nesting
from tests.sandbox.aws.cloudformation.operations import Operations
from tests.sandbox.aws.cloudformation.reading import Reading
from tests.sandbox.aws.cloudformation.removal import Removal
from tests.sandbox.aws.cloudformation.stack import Stacks
from tests.sandbox.aws.cloudformation.state import Evaluation
from tests.sandbox.aws.cloudformation.submission import Submissions, Templates
from tests.sandbox.aws.cloudformation.transition import Transition
from tests.sandbox.aws.cloudformation.trouble import Trouble
from tests.sandbox.aws.cloudformation.writing import Writing
from tests.sandbox.aws.ecr import Ecr
from tests.sandbox.aws.ecs import Ecs
from tests.sandbox.aws.elb import Elb
from tests.sandbox.aws.elb_group import Groups
from tests.sandbox.aws.elb_read import Descriptions
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.resource import ecs as ecs_resources
from tests.sandbox.aws.resource import elb as elb_resources
from tests.sandbox.aws.resource import other
from tests.sandbox.aws.resource.handler import Handler
from tests.sandbox.aws.s3 import S3
from tests.sandbox.aws.sts import Sts
from tests.sandbox.aws.wire import Data

Operation = Callable[[Data], Data]


@frozen(kw_only=True)
class CloudFormation:
    """CloudFormation's parts."""

    stacks: Stacks
    trouble: Trouble
    reading: Reading
    writing: Writing
    change_sets: ChangeSets


@define(kw_only=True)
class Region:
    """One region: its services' state, and their operations by boto3's name of the service."""

    place: Place
    acm: Acm = field(init=False)
    cloudformation: CloudFormation = field(init=False)
    ecr: Ecr = field(init=False)
    ecs: Ecs = field(init=False)
    elb: Elb = field(init=False)
    s3: S3 = field(init=False)
    operations: Mapping[str, Mapping[str, Operation]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.acm, self.ecr, self.ecs = Acm(self.place), Ecr(self.place), Ecs(self.place)
        self.elb, self.s3 = Elb(self.place), S3(self.place)
        groups = Groups(self.elb)
        handlers = {
            **ecs_resources.handlers(self.ecs, self.place),
            **elb_resources.handlers(self.elb, groups),
        }
        others = other.Handlers(self.place, self.s3, self.acm)
        handler = partial(_handler, handlers, others)
        self.cloudformation = _cloudformation(self.place, self.s3, handler)
        self.operations = {
            "acm": self.acm.operations,
            "cloudformation": {
                **self.cloudformation.reading.operations,
                **self.cloudformation.writing.operations,
                **self.cloudformation.change_sets.operations,
            },
            "ecr": self.ecr.operations,
            "ecs": self.ecs.operations,
            "elbv2": {
                **self.elb.operations,
                **groups.operations,
                **Descriptions(self.elb, groups).operations,
            },
            "sts": Sts(self.place).operations,
        }

    def operation(self, service: str, name: str) -> Operation:
        """Return an operation of a service."""
        operations = self.operations.get(service, {})
        if name not in operations:
            raise AwsError("InvalidAction", f"The sandbox has no {service} {name}")
        return operations[name]


def _cloudformation(place: Place, s3: S3, handler: Callable[[str], Handler]) -> CloudFormation:
    stacks, trouble, journal = Stacks(), Trouble(place.pace), Journal(place)
    templates = Templates(s3)
    evaluation = Evaluation(place=place, stacks=stacks, fetch=templates.fetch)
    comparison = Comparison(stacks=stacks, evaluation=evaluation)
    transition = Transition(
        place=place,
        stacks=stacks,
        journal=journal,
        trouble=trouble,
        evaluation=evaluation,
        handlers=handler,
    )
    nesting = Nesting(
        place=place,
        stacks=stacks,
        journal=journal,
        transition=transition,
        differs=comparison.differs,
    )
    removal = Removal(
        place=place, stacks=stacks, journal=journal, trouble=trouble, handlers=handler
    )
    operations = Operations(
        place=place,
        stacks=stacks,
        journal=journal,
        trouble=trouble,
        nesting=nesting,
        removal=removal,
    )
    submissions = Submissions(place=place, fetch=templates.fetch)
    writing = Writing(place, stacks, operations, submissions)
    return CloudFormation(
        stacks=stacks,
        trouble=trouble,
        reading=Reading(place, stacks, submissions),
        writing=writing,
        change_sets=ChangeSets(place, stacks, comparison, submissions, writing),
    )


def _handler(handlers: Mapping[str, Handler], others: other.Handlers, kind: str) -> Handler:
    return handlers.get(kind) or others.of(kind)
