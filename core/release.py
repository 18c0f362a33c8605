"""Release definitions as the release source declares them: which files, and what holds of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from kayron.core.declaration import Declaration, read_declaration
from kayron.core.definition import (
    Branch,
    Definition,
    Definitions,
    PriorityRange,
    Release,
    Strategy,
    Suspend,
)
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.version import stack_parameter
from kayron.core.yaml_node import Items, shape
from kayron.core.yaml_source import compose

__all__ = [
    "Branch",
    "Definition",
    "Definitions",
    "PriorityRange",
    "Release",
    "Strategy",
    "Suspend",
    "is_definition_file",
    "parse_definitions",
]

FOLDERS = ("infrastructure/", "service/")
SUFFIXES = (".yaml", ".yml")


def is_definition_file(path: str) -> bool:
    """Tell whether a path of the release source holds release definitions."""
    return path.startswith(FOLDERS) and path.endswith(SUFFIXES)


def parse_definitions(texts: Mapping[str, str]) -> Definitions:
    """Return the release definitions of the files of a release source, by path.

    Raises `InvalidInput` with every problem of every file. Paths that hold no definitions are
    ignored.
    """
    problems: list[Problem] = []
    paths = sorted(filter(is_definition_file, texts))
    files = [_read(texts[path], path, problems) for path in paths]
    declarations = [declaration for file in files for declaration in file or ()]
    problems += _infrastructure_problems(declarations, whole=None not in files)
    problems += _doubles(declarations)
    if problems:
        raise InvalidInput(problems)
    definitions = _spelled_alike([d.definition for d in declarations if d.definition is not None])
    services = (definition for definition in definitions if definition.docker is not None)
    return Definitions(
        infrastructure=next(d for d in definitions if d.docker is None),
        services=tuple(sorted(services, key=lambda definition: definition.subject)),
    )


def _spelled_alike(definitions: Sequence[Definition]) -> Sequence[Definition]:
    """Return the definitions with one spelling of each repository, which is the first.

    GitHub's names are the same in upper and lower case. Facts are by name, and so are comments.
    """
    spelled: dict[str, str] = {}
    return [
        evolve(one, github=spelled.setdefault(one.github.lower(), one.github))
        for one in definitions
    ]


def _read(text: str, path: str, problems: list[Problem]) -> list[Declaration] | None:
    """Return what a file declares, None where it cannot be told."""
    before = len(problems)
    root = compose(text, path, problems)
    if root is None:
        return None if len(problems) > before else []
    if not isinstance(root, Items):
        message = f"must hold a list of definitions, each with a dash, not {shape(root)}."
        problems.append(Problem(root.place, message))
        return None
    declarations = (read_declaration(node, problems) for node in root.nodes)
    return [declaration for declaration in declarations if declaration is not None]


def _infrastructure_problems(
    declarations: Sequence[Declaration], *, whole: bool
) -> Iterator[Problem]:
    """Yield what is wrong with the number of infrastructure definitions; it must be one.

    That there is none is known only of the whole: where every file could be read.
    """
    places = [d.provider for d in declarations if d.provider is not None]
    if whole and not places:
        message = "provider: no definition has `provider: cloudformation`; exactly one must."
        yield Problem(Place("infrastructure"), message)
    for place in places[1:]:
        yield Problem(place, f"provider: {places[0]} has it too; keep one of them.")


def _doubles(declarations: Sequence[Declaration]) -> Iterator[Problem]:
    """Yield each definition whose `docker` or stack parameter an earlier one has.

    Two of the infrastructure are not told apart by name: there must not be two.
    """
    earlier: dict[str, Declaration] = {}
    for this in declarations:
        if this.name is None:
            continue
        parameter = stack_parameter(this.name)
        first = earlier.setdefault(parameter, this)
        if first is this or first.key == this.key == "github":
            continue
        if first.name == this.name and first.key == this.key:
            message = f"{this.name} is defined at {first.place} too; keep one of them."
        else:
            message = f"its stack parameter {parameter} is that of {first.name} at {first.place}."
        yield Problem(this.place, f"{this.key}: {message}")
