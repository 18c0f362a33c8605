"""Every need there is, as one closed union; and the one that the machine itself answers."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from kayron.core.fact import Fact
from kayron.core.gather.aws import AwsNeed
from kayron.core.gather.github import GitHubNeed
from kayron.core.gather.need import Need


@frozen(kw_only=True)
class ZoneOffset(Need[Fact[int]]):
    """How many minutes an IANA time zone is east of UTC at a moment; absent: no such zone."""

    zone: str
    at: datetime


AnyNeed: TypeAlias = GitHubNeed | AwsNeed | ZoneOffset
