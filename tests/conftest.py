"""What holds for every test: how thoroughly properties are tried, and that none leaves loopback."""

from __future__ import annotations

import gc
import os
import sys

from hypothesis import settings

settings.register_profile(
    "ci", max_examples=250, derandomize=True, deadline=None, print_blob=True, database=None
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=50)
settings.register_profile("search", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

NETWORK = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"})
LOOPBACK = "127.0.0.1"


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Raise where the interpreter is about to leave the machine; see `sys.addaudithook`."""
    if event in NETWORK and not stays_here(arguments):
        raise PermissionError(f"a unit test must not use the network: {event} {arguments[1:]!r}")


def stays_here(arguments: tuple[object, ...]) -> bool:
    """Whether an event's address, or the host that it looks up, is the loopback of the sandbox."""
    match arguments:
        case (_, (host, *_)):
            return host == LOOPBACK
        case (host, *_):
            return host in {LOOPBACK, LOOPBACK.encode()}
        case _:
            return False


sys.addaudithook(refuse_network)


def pytest_collection_finish() -> None:
    """Let garbage be looked for in what tests make: what was imported stays, and is a lot."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
