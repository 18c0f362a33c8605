"""What holds for whatever AWS answers, and however the registry changes between captures."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import botocore.session
import pytest
from attrs import frozen
from botocore.model import StringShape
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.aws.change_set import INVALID, NO_UPDATES, Obstacle, Stopped, stopped
from kayron.adapters.aws.cloudformation import LAG, CloudFormation
from kayron.adapters.aws.ecr import NO_IMAGE, Ecr
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.patience import patience
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import Account, ImageDigest, StackTemplate
from tests.adapters.aws.fakes import FakeCloudFormation, FakeEcr
from tests.adapters.aws.reading import MINUTE, answer, read, still
from tests.adapters.clocks import StillClock

ARN = "arn:aws:cloudformation:us-west-2:123456789012:stack/acme/1"


def values(service: str, shape: str) -> tuple[str, ...]:
    """Return the values that AWS's own model of a service has for something."""
    model = botocore.session.get_session().get_service_model(service)
    found = model.shape_for(shape)
    assert isinstance(found, StringShape)
    return tuple(found.enum)


def image(tag: str) -> ImageDigest:
    return ImageDigest(repository="lite", tag=tag)


@pytest.mark.parametrize("code", values("ecr", "ImageFailureCode"))
def test_of_all_failures_one_alone_says_that_an_image_is_not_there(code: str) -> None:
    fake = FakeEcr(lite={})
    fake.failures = {"v1": code}
    fact = answer(Ecr(lambda: fake), image("v1"))
    assert isinstance(fact, Absent if code == NO_IMAGE else Unknown)


@given(st.lists(st.tuples(st.floats(0, 90), st.booleans()), max_size=8))
def test_no_template_is_remembered_that_may_be_from_before_the_last_update(
    looks: Iterable[tuple[float, bool]],
) -> None:
    clock, fake = StillClock(), FakeCloudFormation({"StackName": "acme", "StackId": ARN})
    system = CloudFormation(lambda: fake)
    need = StackTemplate(stack=ARN, status="UPDATE_COMPLETE", updated=clock.now())
    for seconds, stale in looks:
        clock.passed += seconds
        assert system.remembered([need]) in ({}, {need: "new"})
        fake.template = "old" if stale and clock.passed < LAG else "new"
        found = read(system, need, within=patience(MINUTE, clock, Random(1)))
        assert found == {need: fake.template}


TAGS = ("v1", "v2", "v3")


@frozen(kw_only=True)
class Turn:
    """What is in the registry, which images a capture asks for then, and whether it does afresh."""

    there: frozenset[str]
    asked: frozenset[str]
    afresh: bool


TURNS = st.lists(
    st.builds(
        Turn,
        there=st.frozensets(st.sampled_from(TAGS)),
        asked=st.frozensets(st.sampled_from(TAGS)),
        afresh=st.booleans(),
    ),
    max_size=8,
)


@given(TURNS)
def test_an_image_is_remembered_from_one_capture_to_the_next_and_no_longer(
    turns: Iterable[Turn],
) -> None:
    fake = FakeEcr(lite={})
    system = Ecr(lambda: fake)
    known: set[str] = set()
    for turn in turns:
        fake.repositories["lite"] = dict.fromkeys(sorted(turn.there), "sha256:1")
        if turn.afresh:
            system.forget()
            known = set()
        within = still()
        read(system, Account(), within=within)
        found = read(system, *map(image, sorted(turn.asked)), within=within)
        known = {tag for tag in turn.asked if tag in turn.there or tag in known}
        assert found == {image(t): "sha256:1" if t in known else Absent() for t in turn.asked}


def meaning(code: str, message: str) -> Obstacle | None:
    found = stopped(AwsRefusal("cloudformation:UpdateStack", "failed", code, message), {})
    return found.by if isinstance(found, Stopped) else None


@pytest.mark.parametrize("status", values("cloudformation", "StackStatus"))
def test_a_stack_is_busy_if_and_only_if_its_status_passes_by_itself(status: str) -> None:
    message = f"Stack:{ARN} is in {status} state and can not be updated."
    passing = status.endswith("_IN_PROGRESS")
    assert meaning("ValidationError", message) is (Obstacle.BUSY if passing else Obstacle.CLOSED)


@given(code=st.sampled_from(sorted(INVALID)), rest=st.text(max_size=20))
def test_that_there_is_nothing_to_update_is_no_refusal_whatever_else_is_said(
    code: str, rest: str
) -> None:
    assert meaning(code, NO_UPDATES + rest) is Obstacle.UNCHANGED
    assert meaning(code, f"X{NO_UPDATES}") is Obstacle.REFUSED
