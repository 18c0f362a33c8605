"""Calls within a capture."""

from __future__ import annotations

import traceback
from random import Random

import pytest
from botocore.exceptions import ConnectionClosedError
from hypothesis import given
from hypothesis import strategies as st

from kayron.adapters.aws.call import Caller, Data, Pages, answered, batches
from kayron.adapters.aws.error import AwsRefusal
from kayron.adapters.job import CaptureError
from kayron.adapters.patience import TRIES, patience
from kayron.core.fact import Unknown
from tests.adapters.aws.fakes import Fake, page, refused
from tests.adapters.aws.reading import still
from tests.adapters.clocks import StillClock

PAGES = Pages(items="Things", given="Next", sent="From")


class Things(Fake):
    """Lists what has a number."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def list_things(self, **parameters: object) -> Data:
        self.note("ListThings", parameters)
        things = [{"Number": number} for number in range(self.count)]
        return page("Things", things, parameters, "Next", "From")


def caller() -> Caller:
    return Caller(prefix="svc", patience=still())


@given(count=st.integers(0, 9))
def test_every_item_of_every_page_is_read(count: int) -> None:
    found = caller().items("ListThings", Things(count).list_things, PAGES, Name="x")
    assert [one["Number"] for one in found] == list(range(count))


def test_parameters_are_sent_with_every_page() -> None:
    things = Things(3)
    list(caller().items("ListThings", things.list_things, PAGES, Name="x"))
    assert things.calls == [
        ("ListThings", {"Name": "x"}),
        ("ListThings", {"Name": "x", "From": "2"}),
    ]


def test_a_page_that_fails_is_tried_again_by_itself() -> None:
    things = Things(5)
    things.fail(None, refused("Throttling"), ConnectionClosedError(endpoint_url="x"))
    assert len(list(caller().items("ListThings", things.list_things, PAGES))) == 5
    assert [call.get("From") for _, call in things.calls] == [None, "2", "2", "2", "4"]


def test_what_fails_again_and_again_is_refused() -> None:
    things = Things(1)
    things.fail(*[refused("Throttling", "Rate exceeded")] * TRIES)
    with pytest.raises(AwsRefusal) as caught:
        caller().call("ListThings", things.list_things)
    assert str(caught.value) == "svc:ListThings failed: Throttling"
    assert len(things.calls) == TRIES


def test_nothing_is_called_after_the_deadline() -> None:
    things, clock = Things(9), StillClock()
    late = Caller(prefix="svc", patience=patience(1, clock, Random(1)))
    found = late.items("ListThings", things.list_things, PAGES)
    next(found)
    clock.sleep(2)
    with pytest.raises(AwsRefusal, match="svc:ListThings was not called: the deadline"):
        list(found)
    assert len(things.calls) == 1


def test_an_answer_may_leave_out_an_empty_list_and_nothing_else() -> None:
    def nothing() -> Data:
        return {}

    assert list(caller().items("ListThings", nothing, PAGES)) == []
    found = answered(lambda: caller().call("DescribeThing", nothing)["Things"])
    assert found == Unknown("AWS's answer has no 'Things'")


def test_no_traceback_shows_what_aws_says_of_a_signature() -> None:
    things = Things(1)
    things.fail(refused("SignatureDoesNotMatch", "x-amz-security-token:canary"))
    with pytest.raises(CaptureError) as caught:
        caller().call("ListThings", things.list_things)
    assert "canary" not in "".join(traceback.format_exception(caught.value))


@given(items=st.sets(st.text(max_size=3)), most=st.integers(1, 4))
def test_batches_are_full_and_in_order(items: set[str], most: int) -> None:
    found = list(batches(items, most))
    assert [item for some in found for item in some] == sorted(items)
    assert all(len(some) == most for some in found[:-1])
    assert all(found)
