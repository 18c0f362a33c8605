"""Write the snapshots in `fixtures/` anew from their builders; `make fixtures` runs it."""

from __future__ import annotations

from kayron.core.document import canonical
from tests.scenarios.snapshots import SNAPSHOTS
from tests.world.recorded import FIXTURES


def write() -> None:
    """Write each scenario's snapshot; the expected plans are syrupy's to write."""
    for name, made in SNAPSHOTS.items():
        folder = FIXTURES / name
        folder.mkdir(exist_ok=True)
        (folder / "snapshot.json").write_bytes(canonical(made()).encode())
        print(name)


if __name__ == "__main__":
    write()
