"""`kayron version` and `kayron schema`: which Kayron this is, and what it writes."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from kayron.cli.terminal import write

SHORT = 12
"""Digits of a commit that are shown."""


def version() -> int:
    """Show the version, the commit if it is known, and Python's."""
    from importlib.metadata import distribution

    installed = distribution("kayron")
    commit = commit_of(installed.read_text("direct_url.json"))
    known = f" (commit {commit[:SHORT]})" if commit else ""
    write(f"kayron {installed.version}{known}, Python {platform.python_version()}\n")
    return 0


class Document(Enum):
    """What has a published schema."""

    PLAN = "plan"
    STATUS = "status"
    APPLIED = "applied"


def schema(
    document: Annotated[
        Document, typer.Argument(metavar="plan|status|applied", help="What to describe.")
    ] = Document.PLAN,
) -> int:
    """Show the JSON Schema of a saved plan, of a status, or of the record of an apply."""
    from kayron.core.schema import applied_schema, plan_schema, status_schema

    schemas = {
        Document.PLAN: plan_schema,
        Document.STATUS: status_schema,
        Document.APPLIED: applied_schema,
    }
    write(schemas[document]())
    return 0


def commit_of(origin: str | None) -> str:
    """Return the commit that pip installed from, or that a linked checkout is at."""
    where = json.loads(origin) if origin else {}
    if "vcs_info" in where:
        return str(where["vcs_info"].get("commit_id", ""))
    if where.get("dir_info", {}).get("editable"):
        return _head(Path(unquote(urlsplit(where["url"]).path)) / ".git")
    return ""


def _head(git: Path) -> str:
    """Return the commit of a repository's HEAD, or nothing where that is no loose ref."""
    with suppress(OSError):
        head = (git / "HEAD").read_text().strip()
        name = head.removeprefix("ref: ")
        return head if name == head else (git / name).read_text().strip()
    return ""
