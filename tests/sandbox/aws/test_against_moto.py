"""The sandbox against moto, which many others hold against AWS: the same calls, the same answers.

Both get real calls of real clients; moto's are answered in this process, before the sandbox's are
made, and only while `mock_aws` lasts. What is normalised is said in `compared/said.py`, what may
differ beside each service's calls in `compared`.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

import botocore.session
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from tests.sandbox.aws.clients import client
from tests.sandbox.aws.compared import ecr, ecs, elb, elb_rules, others, s3
from tests.sandbox.aws.compared.known import Known, Script
from tests.sandbox.aws.compared.said import Calls, Network, Said, differences
from tests.sandbox.aws.compared.write import Write, play, writes
from tests.sandbox.aws.rollout import Course
from tests.sandbox.aws.sandbox import REGION, Aws
from tests.sandbox.aws.wire import model

SERVICES = (s3, ecr, ecs, elb, elb_rules, others)
SCRIPTS = tuple(chain.from_iterable(service.SCRIPTS for service in SERVICES))
KNOWN: tuple[Known, ...] = tuple(chain.from_iterable(service.KNOWN for service in SERVICES))
NETWORK = Network(vpc="vpc-0", subnets=("subnet-0", "subnet-1"))

UNDECLARED = {"ValidationError"}
"""What any operation may answer with, which the models don't repeat.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
"""


@cache
def motos(service: str) -> Any:  # noqa: ANN401, its class is made
    return botocore.session.get_session().create_client(
        service,
        region_name=REGION,
        aws_access_key_id="moto",
        aws_secret_access_key="moto",  # noqa: S106, of no account
    )


@cache
def asked_of_moto(script: Script) -> tuple[Network, tuple[Said, ...]]:
    """Return what moto says, and the network in which it says so."""
    with mock_aws():
        subnets = motos("ec2").describe_subnets()["Subnets"][:2]
        network = Network(
            vpc=subnets[0]["VpcId"], subnets=tuple(one["SubnetId"] for one in subnets)
        )
        calls = Calls(motos, network)
        script(calls)
    return network, tuple(calls.said)


def asked_of_the_sandbox(aws: Aws, script: Script, network: Network = NETWORK) -> tuple[Said, ...]:
    """Return what the sandbox says, whose rollouts are held where moto's begin."""
    aws.rollouts(Course.HOLD)
    calls = Calls(lambda service: client(aws, service), network)
    script(calls)
    return tuple(calls.said)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_the_sandbox_says_what_moto_says(aws: Aws, script: Script) -> None:
    name = script.__name__
    network, theirs = asked_of_moto(script)
    found = list(differences(theirs, asked_of_the_sandbox(aws, script, network)))
    assert [one for one in found if not any(known.covers(name, one) for known in KNOWN)] == []


def test_every_known_difference_is_met(aws: Aws) -> None:
    found = []
    for script in SCRIPTS:
        aws.reset()
        network, theirs = asked_of_moto(script)
        ours = asked_of_the_sandbox(aws, script, network)
        found += [(script.__name__, one) for one in differences(theirs, ours)]
    assert [one for one in KNOWN if not any(one.covers(*met) for met in found)] == []


@pytest.mark.parametrize(
    "script",
    [script for script in SCRIPTS if script not in s3.SCRIPTS],
    ids=lambda script: script.__name__,
)
def test_every_refusal_of_the_sandbox_is_one_that_aws_declares(aws: Aws, script: Script) -> None:
    refusals = {
        (said.call, said.outcome.partition(" ")[2])
        for said in asked_of_the_sandbox(aws, script)
        if " " in said.outcome
    }
    assert {one for one in refusals if one[1] not in declared(one[0]) | UNDECLARED} == set()


def declared(call: str) -> set[str]:
    """Return the codes of an operation's errors in AWS's own description of it, botocore's."""
    service, operation = call.split()
    errors = model(service).operation_model(operation).error_shapes
    return {shape.metadata.get("error", {}).get("code", shape.name) for shape in errors}


@settings(max_examples=60)
@given(st.lists(writes(), max_size=12))
@example([Write(operation="put", key="a", body=b"one", condition=("IfNoneMatch", "*"))] * 2)
def test_conditional_writes_come_to_the_same(served: Aws, sequence: list[Write]) -> None:
    with mock_aws():
        theirs = play(motos("s3"), sequence)
    served.reset()
    assert play(client(served, "s3"), sequence) == theirs
