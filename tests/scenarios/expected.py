"""Where syrupy keeps the expected plan of a scenario: beside its snapshot, one file a format."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.data import SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from tests.world.recorded import FIXTURES


class ExpectedPlan(SingleFileSnapshotExtension):
    """Store the text as it is, line endings kept, as `fixtures/SCENARIO/plan.EXTENSION`."""

    _write_mode = WriteMode.TEXT

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:  # noqa: ARG003 - syrupy's
        return "plan"

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        item = test_location.item
        assert isinstance(item, pytest.Function)
        return str(FIXTURES / str(item.callspec.params["scenario"]))

    @classmethod
    def discovery_dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003 - syrupy's
        return str(FIXTURES)

    def owns_snapshot_collection(self, *, filepath: str, test_location: PyTestLocation) -> bool:  # noqa: ARG002 - syrupy's
        """Claim the expected plans alone: unused files that are claimed can be deleted."""
        return Path(filepath).name == f"plan.{self.file_extension}"

    @classmethod
    def matches_test_location(
        cls, *, test_location: PyTestLocation, snapshot_location: str
    ) -> bool:
        return Path(snapshot_location).parent == Path(cls.dirname(test_location=test_location))

    def read_snapshot_data_from_location(
        self,
        *,
        snapshot_location: str,
        snapshot_name: str,  # noqa: ARG002 - syrupy's
        session_id: str,  # noqa: ARG002 - syrupy's
    ) -> str | None:
        path = Path(snapshot_location)
        return path.read_bytes().decode() if path.exists() else None

    @classmethod
    def write_snapshot_collection(
        cls,
        *,
        snapshot_collection: SnapshotCollection,
        name_order: dict[str, int] | None = None,  # noqa: ARG003 - syrupy's
    ) -> None:
        (found,) = snapshot_collection
        Path(snapshot_collection.location).write_bytes(str(found.data).encode())


class PlanAsJson(ExpectedPlan):
    """The canonical JSON."""

    file_extension = "json"


class PlanAsText(ExpectedPlan):
    """What a terminal shows."""

    file_extension = "txt"


class PlanAsMarkdown(ExpectedPlan):
    """What a pull request shows."""

    file_extension = "md"
