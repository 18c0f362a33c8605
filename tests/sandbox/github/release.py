"""Releases and deployments, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import define, field, frozen


@frozen(kw_only=True)
class Release:
    """A release; `created` is the time of its commit, by which GitHub finds the latest one."""

    id: int
    tag: str
    draft: bool
    prerelease: bool
    latest: bool
    author: str
    created: datetime
    published: datetime | None


@frozen(kw_only=True)
class DeploymentStatus:
    """What was said of a deployment."""

    id: int
    state: str
    creator: str
    created: datetime
    description: str = ""
    environment: str = ""
    log_url: str = ""
    environment_url: str = ""


@define(eq=False, kw_only=True)
class Deployment:
    """A deployment and what was said of it, oldest first."""

    id: int
    sha: str
    ref: str
    task: str
    environment: str
    creator: str
    created: datetime
    description: str | None = None
    payload: str | Mapping[str, object] = ""
    transient: bool = False
    production: bool = False
    statuses: list[DeploymentStatus] = field(factory=list)
