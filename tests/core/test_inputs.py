"""What the release source declares."""

from __future__ import annotations

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.inputs import Inputs, known_inputs, read_inputs
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Files, ReleaseSource
from kayron.core.table import Table

INFRASTRUCTURE = "- {github: infrastructure, provider: cloudformation, deploy: {branch: main}}\n"


def source(files: dict[str, str], *binary: str) -> ReleaseSource:
    """Return a release source of these texts."""
    texts = Table({path: Text(text) for path, text in files.items()})
    return ReleaseSource(
        repository="acme/releases",
        ref="heads/main",
        resolution="the default branch",
        commit="c1",
        files=Files(texts=texts, binary=binary),
    )


VALID = source({"infrastructure/a.yaml": INFRASTRUCTURE})


def test_definitions_and_policy_settings_are_read_together() -> None:
    found = read_inputs(VALID)

    assert isinstance(found, Inputs)
    assert found.definitions.infrastructure.github == "infrastructure"


def test_what_could_not_be_read_is_not_invalid() -> None:
    assert read_inputs(evolve(VALID, commit=Absent())) == Absent()
    assert read_inputs(evolve(VALID, commit=Unknown("502"))) == Unknown("502")
    assert read_inputs(evolve(VALID, files=Unknown("truncated"))) == Unknown("truncated")


def test_only_files_that_were_read_are_known_the_next_time() -> None:
    unread = evolve(VALID, files=Unknown("truncated"))
    found = read_inputs(VALID)

    assert known_inputs(unread, read_inputs(unread)) == {}
    assert read_inputs(VALID, known_inputs(VALID, found)) is found


def test_the_problems_of_all_files_come_at_once() -> None:
    files = {"infrastructure/a.yaml": "- 1\n", "kayron.yaml": "colour: red\n", "README": "-"}
    found = read_inputs(source(files, "service/logo.yaml", "service/logo.png"))

    assert isinstance(found, InvalidInput)
    assert {problem.place.file for problem in found.problems} == {
        "infrastructure",
        "infrastructure/a.yaml",
        "kayron.yaml",
        "service/logo.yaml",
    }


def test_an_invalid_kayron_yaml_alone_is_enough() -> None:
    files = {"infrastructure/a.yaml": INFRASTRUCTURE, "kayron.yaml": "colour: red\n"}

    assert isinstance(read_inputs(source(files)), InvalidInput)
