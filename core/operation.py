"""The identity of a stack update: what it would submit, and the moment that it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from kayron.core.document import digest, digest_of_text
from kayron.core.snapshot import Event
from kayron.core.table import Table

RESERVED = "aws:"
"""What keys of tags begin with that AWS alone gives; a setting cannot spell one."""


@frozen(kw_only=True)
class Submission:
    """What an update of the root stack submits.

    `templates` has the content-addressed key of each template by path; a value of `parameters` is
    None for `UsePreviousValue`.
    """

    templates: Table[str]
    parameters: Table[str | None]
    redacted: tuple[str, ...]
    tags: Table[str]
    capabilities: tuple[str, ...]


def desired_digest(submission: Submission) -> str:
    """Return the digest that tells two desired states apart, whenever they are submitted."""
    return digest(submission)


def operation_name(desired: str, event: Event | None) -> str:
    """Return the name of one update: change set name and client tokens at once.

    It is 56 characters of `a-z0-9-`. The newest event makes a later retry another operation.
    """
    moment = digest_of_text(event.id if event else "")
    return f"kayron-{desired[:32]}-{moment[:16]}"


def tags_sent(deployed: Table[str], setting: Table[str]) -> Table[str]:
    """Return the tags to submit: an update replaces the whole set, so the deployed ones stay.

    Those that AWS gave stay by themselves, and an update that has one is refused.
    Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
    """
    kept = {key: value for key, value in deployed.items() if not key.lower().startswith(RESERVED)}
    return Table(kept).overlaid(setting)


def different_tags(deployed: Table[str], setting: Table[str]) -> Iterable[str]:
    """Yield the keys of the setting's tags that the deployed stack lacks or has otherwise."""
    return (key for key, value in setting.items() if deployed.get(key) != value)
