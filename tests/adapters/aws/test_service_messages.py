"""What ECS says of a service: its newest messages, or that they cannot be read."""

from __future__ import annotations

from datetime import UTC, datetime

from kayron.adapters.aws.service_messages import ServiceMessages
from tests.adapters.aws.fakes import FakeEcs, refused
from tests.adapters.aws.writing import minute

ARN = "arn:aws:ecs:us-west-2:123456789012:service/acme/shop"
OLD = "arn:aws:ecs:us-west-2:123456789012:service/shop"

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class DeniedEcs(FakeEcs):
    """An ECS that tells nothing."""

    def describe_services(self, **_: object) -> dict[str, object]:
        raise refused("AccessDeniedException", "no")


def said(ecs: FakeEcs, arn: str = ARN) -> tuple[str, ...]:
    """Return what is said of a service."""
    return ServiceMessages(lambda: ecs, minute)(arn)


def test_the_newest_messages_stand_in_their_order() -> None:
    ecs = FakeEcs()
    events = [{"createdAt": NOON.replace(minute=9 - n), "message": f"{9 - n}"} for n in range(9)]
    ecs.services[ARN] = {"serviceName": "shop", "events": events}
    assert said(ecs) == ("12:06:00 6", "12:07:00 7", "12:08:00 8", "12:09:00 9")


def test_a_service_that_is_gone_says_nothing() -> None:
    assert said(FakeEcs()) == ()


def test_an_old_arn_names_no_cluster_to_ask() -> None:
    assert said(FakeEcs(), OLD) == ()


def test_what_cannot_be_read_is_told() -> None:
    assert said(DeniedEcs()) == (
        "What ECS says of it is not known: ecs:DescribeServices is denied.",
    )
