"""A small AWS on loopback in which every need has an answer, and the real clients for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest
from attrs import frozen

from kayron.adapters.aws.client import AwsClients, aws_systems
from kayron.adapters.job import Results, System
from kayron.adapters.patience import Patience
from kayron.core.document import canonical
from kayron.core.gather.aws import (
    Account,
    AccountLimits,
    AwsNeed,
    CertificateNames,
    ImageDigest,
    ListedExports,
    ListenerCertificates,
    ListenerRules,
    Listeners,
    NewestEvent,
    OutcomesRecord,
    RunningService,
    StackNamed,
    StackResources,
    StackTemplate,
    TaskImages,
)
from kayron.core.gather.need import Need
from kayron.core.snapshot import Outcomes
from tests.adapters.aws.reading import read, still
from tests.sandbox.aws.sandbox import Aws

CANARY = "canary"
SECRETS = {"AWS_SECRET_ACCESS_KEY": f"{CANARY}-key", "AWS_SESSION_TOKEN": f"{CANARY}-token"}

KEY = "testing/acme.outcomes.json"
TEMPLATE = '{"Resources" : {"Topic":{"Type": "AWS::SNS::Topic"}},\r\n "Outputs": {}}\n'


@frozen(kw_only=True)
class Live:
    """The sandbox, and a need for each operation, by IAM's prefix and AWS's name of it."""

    aws: Aws
    needs: Mapping[tuple[str, str], AwsNeed]

    def read(self, clients: AwsClients, *needs: AwsNeed) -> Results:
        """Return the answers of systems that remember nothing."""
        return read_all(aws_systems(clients), needs)


def read_all(
    systems: Sequence[System], needs: Collection[AwsNeed], within: Patience | None = None
) -> Results:
    """Return the answers to needs, each from the system whose they are."""
    within = within or still()
    answers: dict[Need[object], object] = {}
    for system in systems:
        left = [need for need in needs if need not in answers]
        answers |= read(system, *left, within=within)
    return answers


OPERATIONS = (
    ("acm", "DescribeCertificate"),
    ("cloudformation", "DescribeStackEvents"),
    ("cloudformation", "DescribeStacks"),
    ("cloudformation", "GetTemplate"),
    ("cloudformation", "ListExports"),
    ("cloudformation", "ListStackResources"),
    ("ecr", "BatchGetImage"),
    ("ecs", "DescribeServices"),
    ("ecs", "DescribeTaskDefinition"),
    ("elasticloadbalancing", "DescribeAccountLimits"),
    ("elasticloadbalancing", "DescribeListenerCertificates"),
    ("elasticloadbalancing", "DescribeListeners"),
    ("elasticloadbalancing", "DescribeRules"),
    ("s3", "GetObject"),
    ("sts", "GetCallerIdentity"),
)
"""Every operation that reading AWS uses."""


@contextmanager
def live() -> Iterator[Live]:
    """Serve it, and let the environment lead there."""
    with Aws() as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in {**aws.environment(), **SECRETS}.items():
            patch.setenv(name, value)
        yield Live(aws=aws, needs=_filled(aws))


def _filled(aws: Aws) -> Mapping[tuple[str, str], AwsNeed]:
    stack = aws.deploy("acme", TEMPLATE, tags={"environment": "testing"})
    resting = {"stack": stack.id, "status": stack.status}
    aws.push_image("lite", "v1")
    aws.put_files("acme-templates", {KEY: canonical(Outcomes(entries=()))})
    return {
        **_balancing(aws),
        **_running(aws),
        ("cloudformation", "DescribeStackEvents"): NewestEvent(stack=stack.id),
        ("cloudformation", "DescribeStacks"): StackNamed(name="acme"),
        ("cloudformation", "GetTemplate"): StackTemplate(**resting, updated=stack.created),
        ("cloudformation", "ListExports"): ListedExports(),
        ("cloudformation", "ListStackResources"): StackResources(**resting, updated=stack.created),
        ("ecr", "BatchGetImage"): ImageDigest(repository="lite", tag="v1"),
        ("s3", "GetObject"): OutcomesRecord(bucket="acme-templates", key=KEY),
        ("sts", "GetCallerIdentity"): Account(),
    }


def _balancing(aws: Aws) -> Mapping[tuple[str, str], AwsNeed]:
    request, create = aws.region.acm.request, aws.region.elb
    certificate = request({"DomainName": "example.org"})["CertificateArn"]
    balancer = create.create_balancer({"Name": "acme"})["LoadBalancers"][0]["LoadBalancerArn"]
    described = create.create_listener(
        {
            "LoadBalancerArn": balancer,
            "Port": 443,
            "Protocol": "HTTPS",
            "Certificates": [{"CertificateArn": certificate}],
            "DefaultActions": [{"Type": "fixed-response"}],
        }
    )
    listener = described["Listeners"][0]["ListenerArn"]
    prefix = "elasticloadbalancing"
    return {
        ("acm", "DescribeCertificate"): CertificateNames(certificate=certificate),
        (prefix, "DescribeAccountLimits"): AccountLimits(),
        (prefix, "DescribeListenerCertificates"): ListenerCertificates(listener=listener),
        (prefix, "DescribeListeners"): Listeners(load_balancer=balancer),
        (prefix, "DescribeRules"): ListenerRules(listener=listener),
    }


def _running(aws: Aws) -> Mapping[tuple[str, str], AwsNeed]:
    ecs = aws.region.ecs
    ecs.create_cluster({"clusterName": "acme"})
    containers = [{"name": "lite", "image": "registry/lite:v1"}]
    registered = ecs.task_definitions.register(
        {"family": "lite", "containerDefinitions": containers}
    )
    task = registered["taskDefinition"]["taskDefinitionArn"]
    service = ecs.create_service({"cluster": "acme", "serviceName": "lite", "taskDefinition": task})
    aws.settle()
    return {
        ("ecs", "DescribeServices"): RunningService(arn=service["service"]["serviceArn"]),
        ("ecs", "DescribeTaskDefinition"): TaskImages(task_definition=task),
    }
