from __future__ import annotations

from attrs import evolve

from kayron.core.snapshot import Exports
from kayron.core.stack.surroundings import Surroundings, surroundings_of
from kayron.core.table import Table
from tests.core.builder import snapshot

HERE = Surroundings(
    environment="testing",
    region="eu-west-1",
    account="123456789012",
    bucket="bucket",
    exports=Table(),
)


def test_a_snapshot_tells_where_its_stacks_live() -> None:
    exports = Table({"Port": "80"})
    recorded = evolve(snapshot(), exports=Exports(by_name=exports))
    assert surroundings_of(recorded) == evolve(HERE, exports=exports)


def test_exports_that_were_not_read_are_none() -> None:
    assert surroundings_of(snapshot()) == HERE
