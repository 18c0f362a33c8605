from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest

from tests.sandbox.server import serve
from tests.sandbox.traffic import Call, Fault, Traffic

Got = tuple[int, bytes]


class Counter:
    """An application that counts what it was asked, and answers with the body that it was sent."""

    def __init__(self) -> None:
        self.effects = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        self.effects += 1
        if environ["PATH_INFO"] == "/broken":
            raise RuntimeError("the sandbox has a fault of its own")
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"you said ", environ["wsgi.input"].read()]


def named(environ: WSGIEnvironment) -> tuple[str, str]:
    return "shop", str(environ["PATH_INFO"]).removeprefix("/")


def refused(_environ: WSGIEnvironment, fault: Fault) -> WSGIApplication:
    def answer(_environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        start("429 Too Many Requests", [])
        return [fault.value.encode()]

    return answer


@contextmanager
def connected(app: WSGIApplication) -> Iterator[http.client.HTTPConnection]:
    with serve(app) as server:
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
        try:
            yield connection
        finally:
            connection.close()


def asked(connection: http.client.HTTPConnection, path: str = "/buy", body: str = "") -> Got:
    connection.request("POST", path, body)
    response = connection.getresponse()
    return response.status, response.read()


def wrapped(traffic: Traffic, app: Counter) -> WSGIApplication:
    return traffic.wrap(app, name=named, refuse=refused)


def without_times(call: Call) -> tuple[str, str, str, str, str, int]:
    return call.service, call.operation, call.method, call.path, call.query, call.status


def test_calls_of_one_connection_are_answered_and_logged_in_order() -> None:
    traffic = Traffic()
    with connected(wrapped(traffic, Counter())) as connection:
        first = asked(connection, "/buy?how=many", "two")
        socket = connection.sock
        second = asked(connection, "/sell", "one")
        assert (first, second) == ((200, b"you said two"), (200, b"you said one"))
        assert connection.sock is socket
    assert [without_times(call) for call in traffic.calls] == [
        ("shop", "buy", "POST", "/buy", "how=many", 200),
        ("shop", "sell", "POST", "/sell", "", 200),
    ]


def test_an_application_that_raises_is_a_500_that_says_why() -> None:
    with connected(Counter()) as connection:
        status, body = asked(connection, "/broken")
    assert status == 500
    assert b"a fault of its own" in body


@pytest.mark.parametrize(
    "fault",
    [Fault.THROTTLED, Fault.TOO_MANY_REQUESTS, Fault.SERVER_ERROR, Fault.UNAVAILABLE],
)
def test_a_refusal_is_the_systems_own_and_without_effect(fault: Fault) -> None:
    traffic, app = Traffic(), Counter()
    traffic.fail(fault)
    with connected(wrapped(traffic, app)) as connection:
        assert asked(connection) == (429, fault.value.encode())
        assert app.effects == 0
        assert asked(connection) == (200, b"you said ")
    assert [call.fault for call in traffic.calls] == [fault, None]


@pytest.mark.parametrize(
    ("fault", "effects"), [(Fault.RESET_BEFORE, 0), (Fault.RESET_AFTER, 1), (Fault.TIMEOUT, 0)]
)
def test_a_reset_comes_before_or_after_the_effect(fault: Fault, effects: int) -> None:
    traffic, app = Traffic(), Counter()
    traffic.fail(fault, seconds=0.05)
    with connected(wrapped(traffic, app)) as connection:
        with pytest.raises(ConnectionResetError):
            asked(connection)
        assert app.effects == effects
        connection.close()
        assert asked(connection) == (200, b"you said ")
    assert [call.status for call in traffic.calls] == [0, 200]


def test_a_truncated_answer_announces_more_than_it_gives() -> None:
    traffic, app = Traffic(), Counter()
    traffic.fail(Fault.TRUNCATED)
    with (
        connected(wrapped(traffic, app)) as connection,
        pytest.raises(http.client.IncompleteRead) as cut,
    ):
        asked(connection, body="hello you")
    assert cut.value.partial == b"you said "
    assert app.effects == 1


def test_only_the_named_operation_fails_and_only_as_often_as_asked() -> None:
    traffic = Traffic()
    traffic.fail(Fault.THROTTLED, "shop", "b*", times=2)
    with connected(wrapped(traffic, Counter())) as connection:
        statuses = [
            asked(connection, path)[0] for path in ("/sell", "/buy", "/borrow", "/buy", "/sell")
        ]
    assert statuses == [200, 429, 429, 200, 200]


def test_a_delay_slows_the_named_operation() -> None:
    traffic = Traffic()
    traffic.delay(0.05, operation="buy")
    with connected(wrapped(traffic, Counter())) as connection:
        asked(connection, "/buy")
        asked(connection, "/sell")
    assert traffic.calls[0].seconds >= 0.05
    assert traffic.calls[1].seconds < traffic.calls[0].seconds


def test_random_delays_depend_on_the_seed_alone() -> None:
    def seconds(seed: int) -> list[float]:
        traffic = Traffic(seed)
        traffic.delay((0.0, 0.001))
        return [traffic.drawn("shop", "buy") for _ in range(5)]

    assert seconds(1) == seconds(1)
    assert seconds(1) != seconds(2)


@pytest.mark.parametrize("effects", [0, 1])
def test_what_goes_on_around_a_call_may_break_it_before_or_after_its_effect(effects: int) -> None:
    @contextmanager
    def around(service: str, operation: str) -> Iterator[None]:
        assert (service, operation) == ("shop", "buy")
        if effects:
            yield
        raise ConnectionResetError

    traffic, app = Traffic(), Counter()
    traffic.surround(around)
    with connected(wrapped(traffic, app)) as connection:
        with pytest.raises(ConnectionResetError):
            asked(connection)
        assert app.effects == effects
        connection.close()
        traffic.clear()
        assert asked(connection) == (200, b"you said ")


def test_clearing_ends_a_wait_and_forgets_everything() -> None:
    traffic = Traffic()
    traffic.fail(Fault.TIMEOUT, times=None, seconds=60)
    with connected(wrapped(traffic, Counter())) as connection:
        connection.request("GET", "/buy")
        time.sleep(0.1)
        traffic.clear()
        with pytest.raises(ConnectionResetError):
            connection.getresponse()
        connection.close()
        assert asked(connection)[0] == 200
