"""Tags, as the pairs that AWS's interfaces have and as a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pair = Mapping[str, str]


def as_dict(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return pairs, with `Key` or `key`, as a mapping."""
    return {
        pair.get("Key", pair.get("key", "")): str(pair.get("Value", pair.get("value", "")))
        for pair in pairs
    }


def as_list(tags: Mapping[str, str], *, lower: bool = False) -> list[dict[str, str]]:
    """Return a mapping as pairs; ECS has them in lower case."""
    key, value = ("key", "value") if lower else ("Key", "Value")
    return [{key: name, value: text} for name, text in tags.items()]
