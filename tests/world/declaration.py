"""Release definitions as far as the world needs them: what is wanted of which repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from attrs import frozen


@frozen(kw_only=True)
class Declared:
    """One release definition. `docker` is None for the infrastructure."""

    docker: str | None
    github: str
    release: str | None
    branch: str | None
    preview: bool

    @property
    def parameter(self) -> str:
        """Return the name of the stack parameter that has the version."""
        words = (self.docker or self.github).split("-")
        return "".join(map(str.capitalize, words)) + "Version"


def declared(definitions: Mapping[str, str]) -> Iterator[Declared]:
    """Yield the definitions of the files that can be read; the others want nothing."""
    for path, text in definitions.items():
        if path.startswith(("infrastructure/", "service/")):
            yield from map(_declared, filter(_has_repository, _items(text)))


def zones(configuration: str) -> set[str]:
    """Return the time zones that `kayron.yaml` names."""
    windows = (yaml.safe_load(configuration) or {}).get("freeze", [])
    return {window["zone"] for window in windows}


def _items(text: str) -> list[Any]:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        return []
    return value if isinstance(value, list) else []


def _has_repository(item: Any) -> bool:  # noqa: ANN401 - it is what people wrote
    return isinstance(item, dict) and "github" in item


def _declared(item: Any) -> Declared:  # noqa: ANN401 - it is what people wrote
    deploy = item.get("deploy")
    deploy = deploy if isinstance(deploy, dict) else {}
    return Declared(
        docker=item.get("docker"),
        github=item["github"],
        release=deploy.get("release"),
        branch=deploy.get("branch"),
        preview=bool(deploy.get("preview")),
    )
