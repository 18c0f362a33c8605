"""Write the snapshots in `fixtures/` anew from their builders; `make fixtures` runs it."""

from __future__ import annotations

from kayron.core.document import canonical
from tests.world.facts import snapshot
from tests.world.recorded import FIXTURES
from tests.world.scenario.table import SCENARIOS


def write() -> None:
    """Write each scenario's snapshot; the expected plans are syrupy's to write."""
    for name, situation in SCENARIOS.items():
        folder = FIXTURES / name
        folder.mkdir(exist_ok=True)
        (folder / "snapshot.json").write_bytes(canonical(snapshot(situation())).encode())
        print(name)


if __name__ == "__main__":
    write()
