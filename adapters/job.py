"""A job: needs that one system answers with one call, or with one list of pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol, TypeAlias

from attrs import field, frozen

from kayron.adapters.patience import Patience
from kayron.core.error import KayronError
from kayron.core.fact import Unknown
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.github import OpenPulls
from kayron.core.gather.need import Need
from kayron.core.gather.seen import PullList

Results: TypeAlias = Mapping[Need[object], object]
"""The answer to each need, of the type that the need says."""


@frozen(kw_only=True)
class Job:
    """What to read, and how. `run` answers every need, or raises `CaptureError`."""

    needs: tuple[AnyNeed, ...]
    run: Callable[[], Results] = field(eq=False)


class System(Protocol):
    """One system outside. It may remember what cannot have changed."""

    def remembered(self, needs: Collection[AnyNeed]) -> Results:
        """Return the answers that need no call."""

    def jobs(self, needs: Collection[AnyNeed], patience: Patience) -> Iterable[Job]:
        """Return the jobs for those needs that this system answers, in as few calls as it can."""


class CaptureError(KayronError):
    """Nothing can be read at all, and why: what was refused, and the setting to look at."""

    def __init__(self, what: str, setting: str) -> None:
        super().__init__(what, setting)
        self.what = what
        self.setting = setting

    def __str__(self) -> str:
        return f"{self.what} Look at {self.setting}."


def unanswered(need: AnyNeed, error: str) -> object:
    """Return the answer to a need that could not be read."""
    if isinstance(need, OpenPulls):
        return PullList(complete=Unknown(error), pulls=())
    return Unknown(error)
