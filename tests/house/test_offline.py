"""An offline plan is offline: it loads no client and opens no socket."""

from __future__ import annotations

import json
import sys

from tests.house.program import MORNING, run

WATCH = """
import json, sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise PermissionError(event)

sys.addaudithook(refuse)
from kayron.cli.main import run

sys.argv[0] = "kayron"
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
print()
print(json.dumps(sorted(sys.modules)))
"""

HEAVY = {"boto3", "botocore", "github", "requests", "urllib3", "cfnlint", "asyncio", "ssl"}


def loaded_by(*arguments: str) -> set[str]:
    """Return the modules that a command loads, having refused it every socket."""
    output = run(sys.executable, "-c", WATCH, *arguments)
    return set(json.loads(output.splitlines()[-1]))


def test_an_offline_plan_loads_no_client_and_opens_no_socket() -> None:
    assert loaded_by("plan", "--snapshot", str(MORNING)) & HEAVY == set()


def test_help_loads_neither_clients_nor_the_core() -> None:
    loaded = loaded_by("--help")
    assert loaded & (HEAVY | {"rich", "ruamel.yaml", "yaml", "kayron.core.plan"}) == set()
