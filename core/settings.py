"""The settings of a process, from `KAYRON_*` variables and dotenv text; it reads neither."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kayron.core.snapshot import Environment
from kayron.core.table import Table


class Secret:
    """A text that must not be shown: a print, a log line and a failed test say only `***`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def reveal(self) -> str:
        """Return the text, for the one call that needs it."""
        return self._value


@frozen(kw_only=True)
class Repository:
    """A GitHub repository. `host` is `github.com`, but for GitHub Enterprise."""

    host: str = "github.com"
    owner: str
    name: str

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"


@frozen(kw_only=True)
class Settings:
    """What a process is told by its environment."""

    environment: Environment
    github_token: Secret
    release_source: Repository
    stack: str
    parameters: Table[str]
    tags: Table[str]
    bucket: str
    region: str
    log_level: str
    http_host: str
    http_port: int
    webhook_secret: Secret | None
    run_server: bool
    run_worker: bool
    update_stack: bool


def parse_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that a mapping of environment variables holds; others are ignored.

    Raises `InvalidInput` with every variable that is missing or malformed, and what it is for.
    """
    raise NotImplementedError
