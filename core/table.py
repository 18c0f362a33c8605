"""An immutable mapping from text, always in key order."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Generic, TypeVar, overload

T = TypeVar("T")
V = TypeVar("V", covariant=True)


class Table(Mapping[str, V], Generic[V]):
    """Hold values by name, sorted by name, whatever order they came in."""

    __slots__ = ("_hash", "_items")

    _items: dict[str, V]
    _hash: int | None

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        # The common case first: whether something is a mapping takes long to tell.
        found = dict(items.items() if isinstance(items, (dict, Mapping)) else items)
        self._items = {key: found[key] for key in sorted(found)}
        self._hash = None

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, /, default: T) -> V | T: ...
    def get(self, key: str, /, default: T | None = None) -> V | T | None:
        """Return a value, or the default; a look-up of the dictionary itself."""
        return self._items.get(key, default)

    def items(self) -> ItemsView[str, V]:
        """Return the pairs; the view of the dictionary itself, for it is asked for most of all."""
        return self._items.items()

    def values(self) -> ValuesView[V]:
        """Return the values; the view of the dictionary itself."""
        return self._items.values()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._items == other._items

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(tuple(self._items.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Table({self._items!r})"

    def overlaid(self, other: Mapping[str, V]) -> Table[V]:
        """Return a table with the values of both, `other`'s where both have one."""
        return Table({**self._items, **other})
