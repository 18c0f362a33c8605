"""What holds for every test: how thoroughly properties are tried, and that nothing is connected."""

from __future__ import annotations

import os
import sys

from hypothesis import settings

settings.register_profile(
    "ci", max_examples=500, derandomize=True, deadline=None, print_blob=True, database=None
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=50)
settings.register_profile("search", max_examples=5000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

NETWORK = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"})


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Raise where the interpreter is about to use the network; see `sys.addaudithook`."""
    if event in NETWORK:
        raise PermissionError(f"a unit test must not use the network: {event} {arguments[1:]!r}")


sys.addaudithook(refuse_network)
