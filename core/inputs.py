"""What the release source declares: the definitions and `kayron.yaml`, or why they do not count."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from kayron.core.configuration import CONFIGURATION_FILE, Configuration, parse_configuration
from kayron.core.fact import Absent, Unknown
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.release import Definitions, is_definition_file, parse_definitions
from kayron.core.snapshot import Files, ReleaseSource


@frozen(kw_only=True)
class Inputs:
    """Valid release definitions and policy settings."""

    definitions: Definitions
    configuration: Configuration


KnownInputs = Mapping[Files, Inputs | InvalidInput]
"""What the files of a release source come to."""


def known_inputs(
    source: ReleaseSource, inputs: Inputs | Absent | Unknown | InvalidInput
) -> KnownInputs:
    """Return what is known of the files that were read for these inputs."""
    files = source.files
    if isinstance(files, Files) and isinstance(inputs, Inputs | InvalidInput):
        return {files: inputs}
    return {}


def read_inputs(
    source: ReleaseSource, known: KnownInputs | None = None
) -> Inputs | Absent | Unknown | InvalidInput:
    """Return what the release source declares; files that are known are not parsed again.

    Absent: there is no ref to read (production without a release). `InvalidInput` is returned, not
    raised, with the problems of all files.
    """
    if isinstance(source.commit, Absent | Unknown):
        return source.commit
    if isinstance(source.files, Absent | Unknown):
        return source.files
    return (known or {}).get(source.files) or _parse(source.files)


def _parse(files: Files) -> Inputs | InvalidInput:
    problems = [
        Problem(Place(path), "is not UTF-8 text; save it as UTF-8.")
        for path in files.binary
        if path == CONFIGURATION_FILE or is_definition_file(path)
    ]
    definitions = configuration = None
    try:
        definitions = parse_definitions(files.texts)
    except InvalidInput as error:
        problems += error.problems
    try:
        configuration = parse_configuration(files.texts.get(CONFIGURATION_FILE))
    except InvalidInput as error:
        problems += error.problems
    if problems or definitions is None or configuration is None:
        return InvalidInput(problems)
    return Inputs(definitions=definitions, configuration=configuration)
