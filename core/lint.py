"""What is wrong with a checkout, before it is pushed: definitions, `kayron.yaml` and templates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from kayron.core.configuration import CONFIGURATION_FILE, parse_configuration
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.release import is_definition_file, parse_definitions
from kayron.core.stack.location import ROOT_FILE
from kayron.core.template.source import parse_template

TEMPLATES = "cloudformation/"
TEMPLATE_SUFFIXES = (".yaml", ".yml", ".json", ".template")

NOTHING = (
    "holds nothing to check: no definitions below infrastructure/ and service/, and no templates "
    "below cloudformation/"
)


def is_template_file(path: str) -> bool:
    """Tell whether a path below the folder of the templates is a template's."""
    return path.endswith(TEMPLATE_SUFFIXES)


def checked_files(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths that `lint` checks, sorted."""
    known = frozenset(paths)
    return tuple(sorted({*filter(declares, known), *_templates(known)}))


def lint(texts: Mapping[str, str], binary: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return every problem of the files of a checkout, by path, in file order.

    It may be of the release source, of the infrastructure repository, of both in one, or the folder
    of the templates itself, which has `index.yaml`. `binary` are the paths that are not UTF-8.
    Other files are ignored.
    """
    paths = checked_files([*texts, *binary])
    if not paths:
        return (Problem(Place("."), f"{NOTHING}."),)
    problems = [*_unreadable(paths, binary)]
    if any(map(declares, texts)):
        problems += _source_problems(texts)
    for path in _templates({*texts, *binary}):
        problems += _template_problems(path, texts)
    return tuple(sorted(set(problems)))


def lint_source(texts: Mapping[str, str], binary: Iterable[str]) -> tuple[Problem, ...]:
    """Return every problem of the release definitions and `kayron.yaml`, in file order."""
    return tuple(sorted({*_unreadable(binary, binary), *_source_problems(texts)}))


def lint_templates(texts: Mapping[str, str], binary: Iterable[str]) -> tuple[Problem, ...]:
    """Return every problem of the files of a templates' folder, by path below it, in file order."""
    problems = [*_unreadable(binary, binary)]
    if ROOT_FILE not in {*texts, *binary}:
        problems.append(Problem(Place(ROOT_FILE), "is missing; it is the root template."))
    for path in texts:
        problems += _template_problems(path, texts)
    return tuple(sorted(set(problems)))


def _source_problems(texts: Mapping[str, str]) -> Iterator[Problem]:
    yield from _problems(lambda: parse_definitions(texts))
    yield from _problems(lambda: parse_configuration(texts.get(CONFIGURATION_FILE)))


def _template_problems(path: str, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    return _problems(partial(parse_template, texts[path], path)) if path in texts else ()


def _unreadable(paths: Iterable[str], binary: Iterable[str]) -> Iterator[Problem]:
    for path in sorted({*paths} & {*binary}):
        yield Problem(Place(path), "is not UTF-8 text; save it as UTF-8.")


def declares(path: str) -> bool:
    """Tell whether a path of the release source is read: a definition file's or `kayron.yaml`."""
    return path == CONFIGURATION_FILE or is_definition_file(path)


def _templates(paths: Collection[str]) -> Iterator[str]:
    """Yield the paths of the templates: below their folder, or all where this is that folder."""
    below = "" if ROOT_FILE in paths else TEMPLATES
    for path in paths:
        if path.startswith(below) and is_template_file(path) and not declares(path):
            yield path


def _problems(parse: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        parse()
    except InvalidInput as error:
        return error.problems
    return ()
