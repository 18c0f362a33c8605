"""What a capture is asked to record: the settings that decide which facts are read."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from kayron.core.setting_value import Repository
from kayron.core.settings import Settings
from kayron.core.snapshot import Environment, Files
from kayron.core.table import Table


@frozen(kw_only=True)
class Request:
    """What to record, of which moment. `parameters` may be secret, and are not printed.

    `checkout` are files that take the place of the release source's, so that what they ask for is
    recorded.
    """

    captured: datetime
    environment: Environment
    source: Repository
    stack: str
    region: str
    bucket: str
    parameters: Table[str] = field(repr=False)
    tags: Table[str]
    update_stack: bool
    checkout: Files | None = None


def request_of(settings: Settings, captured: datetime) -> Request:
    """Return what the settings of a process ask for."""
    return Request(
        captured=captured,
        environment=settings.environment,
        source=settings.release_source,
        stack=settings.stack,
        region=settings.region,
        bucket=settings.bucket,
        parameters=settings.parameters,
        tags=settings.tags,
        update_stack=settings.update_stack,
    )
