"""The settings that planning uses, without the values of `NoEcho` parameters among them.

Nor does what AWS says of stacks quote any of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from kayron.core.apply.secret import without_secrets
from kayron.core.fact import Fact
from kayron.core.gather.request import Request
from kayron.core.gather.secret import readable
from kayron.core.snapshot import Files, Infrastructure, SnapshotSettings, Stack
from kayron.core.stack.location import ROOT_FILE
from kayron.core.table import Table
from kayron.core.template.library import Library
from kayron.core.template.secrecy import secret_parameters
from kayron.core.template.source import Template


def safe_settings(
    request: Request, root: Fact[Stack], infrastructure: Infrastructure, library: Library
) -> SnapshotSettings:
    """Return the settings; of an override that may be secret only the name.

    It is safe where every root template, the deployed one and those to be deployed, can be read,
    one of them declares the parameter, and none declares it `NoEcho`.
    """
    asked = _root_templates(root, infrastructure, library) if request.parameters else ()
    safe = _safe(asked)
    parameters = request.parameters
    return SnapshotSettings(
        bucket=request.bucket,
        parameters=Table({name: value for name, value in parameters.items() if name in safe}),
        redacted=tuple(name for name in parameters if name not in safe),
        tags=request.tags,
        limits=Table(),
        update_stack=request.update_stack,
    )


def safe_reasons(root: Fact[Stack], secrets: Mapping[str, str]) -> Fact[Stack]:
    """Return the stacks without these values in the reasons of their statuses, which quote them."""
    if not secrets or not isinstance(root, Stack):
        return root
    return evolve(
        root,
        status_reason=without_secrets(root.status_reason, secrets),
        nested=Table({id_: safe_reasons(one, secrets) for id_, one in root.nested.items()}),
    )


def _root_templates(
    root: Fact[Stack], infrastructure: Infrastructure, library: Library
) -> Iterator[Template | None]:
    yield readable(root.template, ROOT_FILE, library.given) if isinstance(root, Stack) else None
    for files in infrastructure.trees.values():
        text = files.texts.get(ROOT_FILE) if isinstance(files, Files) else None
        yield readable(text, ROOT_FILE, library.template)


def _safe(templates: Iterable[Template | None]) -> frozenset[str]:
    declared: set[str] = set()
    secret: set[str] = set()
    for template in templates:
        if template is None:
            return frozenset()
        declared |= template.section("Parameters").keys()
        secret |= secret_parameters(template)
    return frozenset(declared - secret)
