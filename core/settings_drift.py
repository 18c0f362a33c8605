"""Settings drift: override parameters and tags that the deployed stack has otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from kayron.core.operation import different_tags
from kayron.core.snapshot import SnapshotSettings, Stack


def settings_drift(
    root: Stack, settings: SnapshotSettings, versions: frozenset[str], *, force: bool
) -> Iterator[str]:
    """Yield a sentence for each setting that the stack has otherwise.

    `versions` are the parameters of artifacts, which no setting decides. A parameter that the stack
    does not have is none of its settings. Values of `NoEcho` parameters cannot be compared; by
    force they count as different.
    """
    for name, value in settings.parameters.items():
        if name in root.parameters and name not in versions and root.parameters[name] != value:
            yield f"The parameter {name} is {root.parameters[name]} and shall be {value}."
    for name in settings.redacted if force else ():
        if name in root.parameters and name not in versions:
            yield f"The parameter {name}, which cannot be compared, is sent by force."
    for key in different_tags(root.tags, settings.tags):
        found = f"is {root.tags[key]}" if key in root.tags else "is missing"
        yield f"The tag {key} {found} and shall be {settings.tags[key]}."
