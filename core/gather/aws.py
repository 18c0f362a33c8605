"""The needs that AWS answers, each in the account and region of the credentials."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from kayron.core.conversion import Text
from kayron.core.fact import Fact
from kayron.core.gather.need import Need
from kayron.core.gather.seen import ArnList, ListenerList, RuleList, StackList, StackSeen
from kayron.core.snapshot import (
    EcsService,
    Event,
    Exports,
    Images,
    Names,
    Outcomes,
    Resources,
)
from kayron.core.table import Table


@frozen(kw_only=True)
class Account(Need[Fact[str]]):
    """The id of the account."""


@frozen(kw_only=True)
class StackNamed(Need[Fact[StackSeen]]):
    """A stack by its name or id."""

    name: str


@frozen(kw_only=True)
class AllStacks(Need[Fact[StackList]]):
    """Every stack of the account in the region: one list holds all the nested ones."""


@frozen(kw_only=True)
class NewestEvent(Need[Fact[Event]]):
    """The newest event of a stack itself."""

    stack: str


@frozen(kw_only=True)
class StackResources(Need[Fact[Resources]]):
    """The resources of a stack, which stay the same until `status` or `updated` change."""

    stack: str
    status: str
    updated: datetime


@frozen(kw_only=True)
class StackTemplate(Need[Fact[Text]]):
    """The template of a stack as submitted, which stays the same as `StackResources` does."""

    stack: str
    status: str
    updated: datetime


@frozen(kw_only=True)
class ListedExports(Need[Fact[Exports]]):
    """The exports of the account in the region."""


@frozen(kw_only=True)
class RunningService(Need[Fact[EcsService]]):
    """An ECS service by ARN; the images of its deployments are unknown still."""

    arn: str


@frozen(kw_only=True)
class TaskImages(Need[Fact[Images]]):
    """The images of a task definition, by its ARN with revision."""

    task_definition: str


@frozen(kw_only=True)
class Listeners(Need[Fact[ListenerList]]):
    """The listeners of a load balancer, by its ARN."""

    load_balancer: str


@frozen(kw_only=True)
class ListenerRules(Need[Fact[RuleList]]):
    """The rules of a listener, by its ARN."""

    listener: str


@frozen(kw_only=True)
class ListenerCertificates(Need[Fact[ArnList]]):
    """The certificates of a listener, by its ARN."""

    listener: str


@frozen(kw_only=True)
class CertificateNames(Need[Fact[Names]]):
    """The domain names that a certificate covers, by its ARN."""

    certificate: str


@frozen(kw_only=True)
class AccountLimits(Need[Fact[Table[int]]]):
    """The limits of Elastic Load Balancing in the account, by AWS's names."""


@frozen(kw_only=True)
class ImageDigest(Need[Fact[str]]):
    """The digest of an image in ECR."""

    repository: str
    tag: str


@frozen(kw_only=True)
class OutcomesRecord(Need[Fact[Outcomes]]):
    """The outcomes record, by its key in the bucket."""

    bucket: str
    key: str


CloudFormationNeed: TypeAlias = (
    StackNamed | AllStacks | NewestEvent | StackResources | StackTemplate | ListedExports
)

EcsNeed: TypeAlias = RunningService | TaskImages

LoadBalancerNeed: TypeAlias = (
    Listeners | ListenerRules | ListenerCertificates | CertificateNames | AccountLimits
)

AwsNeed: TypeAlias = (
    CloudFormationNeed | EcsNeed | LoadBalancerNeed | Account | ImageDigest | OutcomesRecord
)
