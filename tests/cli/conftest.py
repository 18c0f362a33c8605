"""Recorded snapshots with and without something to do, and an organisation on loopback."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from kayron.core.document import canonical
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.cli.live import Here, here
from tests.sandbox.acme.organisation import Organisation
from tests.world.facts import snapshot as facts
from tests.world.small import small


@pytest.fixture(scope="session", autouse=True)
def heeded() -> Iterator[None]:
    """Let programs heed an interrupt, which whoever runs in the background ignores."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def quiet_facts() -> Snapshot:
    """Return the facts of an organisation that runs what it should."""
    return facts(small())


@pytest.fixture(scope="session")
def quiet(quiet_facts: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a recorded snapshot whose plan has no actions."""
    path = tmp_path_factory.mktemp("quiet") / "snapshot.json"
    path.write_text(canonical(quiet_facts))
    return path


@pytest.fixture(scope="session")
def moving(quiet_facts: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a recorded snapshot of a service whose branch moved on to another image."""
    head, image = "f" * 40, "sha256:" + "f" * 64
    branches = quiet_facts.branches.overlaid({"lite": Table({"main": head})})
    images = Table({"lite": quiet_facts.images["lite"].overlaid({head: image})})
    path = tmp_path_factory.mktemp("moving") / "snapshot.json"
    path.write_text(canonical(evolve(quiet_facts, branches=branches, images=images)))
    return path


@pytest.fixture(scope="module")
def organisation() -> Iterator[Organisation]:
    """Serve Acme on loopback; whoever disturbs it puts it right again."""
    with Organisation() as served:
        yield served


@pytest.fixture
def acme(organisation: Organisation, tmp_path: Path) -> Here:
    """Return an empty folder in which the program meets Acme, undisturbed."""
    for traffic in organisation.traffic:
        traffic.clear()
    organisation.aws.access.clear()
    return here(organisation, tmp_path)
