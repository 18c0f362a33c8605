"""The values of one preview, and how they fill the slots of a blueprint."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import field, frozen
from attrs.validators import matches_re

from kayron.core.template.edit import Piece

HASH_GRAMMAR: Final = re.compile("[0-9A-F]{8}")

VERSION_GRAMMAR: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|[a-z0-9]+:[0-9a-f]{32,128}")
"""A tag or a digest.

https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests
"""


@frozen(kw_only=True)
class Rendering:
    """What one preview's text differs in.

    `hash` is in upper case. `version` is a tag or a digest. `pull` is None where only the deployed
    template knows of the preview. `priorities` are in the order of `Anatomy.rules`. Raises
    `ValueError` for a hash or a version that a template could read as something else.
    """

    hash: str = field(validator=matches_re(HASH_GRAMMAR))
    version: str = field(validator=matches_re(VERSION_GRAMMAR))
    pull: int | None
    priorities: tuple[int, ...]


@frozen(kw_only=True)
class Mold:
    """A preview's text: `parts` has constant text at even places, at odd ones what `slots` names.

    `metadata` is the text before and after a pull request's number, and the text without one.
    """

    parts: tuple[str, ...] = field(repr=False)
    slots: tuple[int, ...]
    metadata: tuple[str, str, str]

    @classmethod
    def of(cls, pieces: Iterable[Piece], metadata: tuple[str, str, str]) -> Mold:
        """Return the mold of pieces."""
        constants, slots = [""], list[int]()
        for piece in pieces:
            if isinstance(piece, str):
                constants[-1] += piece
            else:
                slots.append(piece)
                constants.append("")
        parts = [""] * (len(constants) + len(slots))
        parts[::2] = constants
        return cls(parts=tuple(parts), slots=tuple(slots), metadata=metadata)

    def filled(self, rendering: Rendering) -> list[str]:
        """Return the parts with a preview's values in the slots, in the order of `edit`'s slots."""
        before, after, without = self.metadata
        pull, version = rendering.pull, rendering.version
        values = (
            rendering.hash,
            rendering.hash.lower(),
            ("@" if ":" in version else ":") + version,
            "" if pull is None else f" of pull request {pull}",
            without if pull is None else f"{before}{pull}{after}",
            *map(str, rendering.priorities),
        )
        whole = list(self.parts)
        whole[1::2] = [values[slot] for slot in self.slots]
        return whole
