"""Write tests/sandbox/github/openapi.json: GitHub's own description of the operations we use.

Run as `python scripts/openapi.py FILE`, where FILE is `generated/api.github.com.json` of npm's
`@octokit/openapi` (MIT).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

TARGET = Path(__file__).resolve().parent.parent / "tests" / "sandbox" / "github" / "openapi.json"

OPERATIONS = frozenset(
    {
        "apps/create-installation-access-token",
        "apps/get-authenticated",
        "apps/get-installation",
        "apps/get-org-installation",
        "apps/get-repo-installation",
        "apps/list-installations",
        "apps/list-repos-accessible-to-installation",
        "git/get-blob",
        "git/get-commit",
        "git/get-ref",
        "git/get-tag",
        "git/get-tree",
        "git/list-matching-refs",
        "issues/create-comment",
        "issues/delete-comment",
        "issues/get-comment",
        "issues/list-comments",
        "issues/update-comment",
        "pulls/get",
        "pulls/list",
        "rate-limit/get",
        "repos/compare-commits-with-basehead",
        "repos/create-deployment",
        "repos/create-deployment-status",
        "repos/get",
        "repos/get-branch",
        "repos/get-commit",
        "repos/get-content",
        "repos/get-deployment",
        "repos/get-latest-release",
        "repos/get-release-by-tag",
        "repos/list-branches",
        "repos/list-deployment-statuses",
        "repos/list-deployments",
        "repos/list-releases",
        "users/get-authenticated",
    }
)
"""The operations that are kept, by GitHub's own ids."""

PROSE = frozenset({"description", "example", "examples", "summary", "tags", "x-github"})
"""Keys of prose; nothing is checked by them."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def subset(whole: Mapping[str, Json]) -> dict[str, Json]:
    """Return the description with the operations that we use, and what they refer to."""
    paths: dict[str, Json] = {}
    for path, methods in entries(whole["paths"]):
        kept = {method: plain(each) for method, each in entries(methods) if is_kept(each)}
        if kept:
            paths[path] = kept
    components: dict[str, dict[str, Json]] = {}
    for kind, name in sorted(closure(whole["components"], paths)):
        components.setdefault(kind, {})[name] = plain(entry(entry(whole["components"], kind), name))
    return {
        "openapi": whole["openapi"],
        "info": {key: entry(whole["info"], key) for key in ("title", "version", "license")},
        "paths": paths,
        "components": dict(components),
    }


def is_kept(operation: Json) -> bool:
    """Say whether an operation is one of ours."""
    return isinstance(operation, dict) and operation.get("operationId") in OPERATIONS


def plain(value: Json, *, names: bool = False) -> Json:
    """Return a value without prose; the keys of `properties` are names, and all stay."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: plain(each, names=key == "properties" and not names)
        for key, each in value.items()
        if names or key not in PROSE
    }


def closure(components: Json, start: Json) -> set[tuple[str, str]]:
    """Return kind and name of every component that a value refers to, directly or not."""
    found: set[tuple[str, str]] = set()
    waiting = [start]
    while waiting:
        for target in set(references(waiting.pop())) - found:
            found.add(target)
            waiting.append(plain(entry(entry(components, target[0]), target[1])))
    return found


def references(value: Json) -> Iterator[tuple[str, str]]:
    """Yield kind and name of the components that a value itself refers to."""
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str):
            kind, name = target.removeprefix("#/components/").split("/")
            yield kind, name
        for each in value.values():
            yield from references(each)


def entries(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the entries of a mapping."""
    assert isinstance(value, dict)
    yield from value.items()


def entry(value: Json, key: str) -> Json:
    """Return one entry of a mapping."""
    assert isinstance(value, dict)
    return value[key]


if __name__ == "__main__":
    description = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(subset(description), separators=(",", ":"), ensure_ascii=False)
    TARGET.write_text(f"{text}\n", encoding="utf-8")
