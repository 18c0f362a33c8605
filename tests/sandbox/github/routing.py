"""Which operation a request is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from tests.sandbox.github.description import Operation

LONG = frozenset({"basehead", "branch", "path", "ref", "tag", "tree_sha"})
"""Parameters that may hold slashes."""

PARAMETER = re.compile(r"\{(\w+)\}")


@frozen(kw_only=True)
class Route:
    """An operation, and the values that the path has for its parameters."""

    operation: Operation
    where: Mapping[str, str]


@frozen
class Routes:
    """All operations, by method and path."""

    _patterns: tuple[tuple[str, re.Pattern[str], Operation], ...]
    _found: dict[tuple[str, str], Route | None] = field(factory=dict, eq=False)

    def find(self, method: str, path: str) -> Route | None:
        """Return the route of a request, if there is one; clients ask for the same most times."""
        asked = method, path
        if asked not in self._found:
            self._found[asked] = self._route(method, path)
        return self._found[asked]

    def _route(self, method: str, path: str) -> Route | None:
        for accepted, pattern, operation in self._patterns:
            found = pattern.fullmatch(path) if accepted == method else None
            if found is not None:
                return Route(operation=operation, where=found.groupdict(default=""))
        return None


def routes(operations: Iterable[Operation]) -> Routes:
    """Return the routes of operations; of two that fit, the one with fewer parameters wins."""
    ordered = sorted(operations, key=lambda each: (each.path.count("{"), each.path))
    return Routes(tuple((each.method, _pattern(each.path), each) for each in ordered))


def _pattern(path: str) -> re.Pattern[str]:
    # The root of a repository's content has an empty path, with or without a slash.
    text = path.replace("/contents/{path}", "/contents(?:/{path})?")
    return re.compile(PARAMETER.sub(_group, text))


def _group(parameter: re.Match[str]) -> str:
    name = parameter[1]
    if name == "path":
        return "(?P<path>.*)"
    return f"(?P<{name}>.+)" if name in LONG else f"(?P<{name}>[^/]+)"
