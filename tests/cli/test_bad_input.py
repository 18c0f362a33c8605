"""Bad input of every kind: one clear message, exit code 1, no traceback, and at once."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from kayron.cli.main import main
from tests.world.acme import REPOSITORIES
from tests.world.recorded import FIXTURES

Capture = pytest.CaptureFixture[str]

RECORDED = FIXTURES / "nothing-has-changed" / "snapshot.json"

PATIENCE = 5
"""Seconds of our own work in which every refusal must be there; alone, none needs one."""


def refused(capsys: Capture, *arguments: str) -> list[str]:
    """Return the lines of the message with which a command fails, without the program's name."""
    begun = process_time()
    assert main(arguments) == 1
    assert process_time() - begun < PATIENCE
    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err
    *notes, message = output.err.partition("kayron: ")[2].split("kayron: ")
    assert all(note.startswith("what if ") for note in notes)
    return message.splitlines()


def planned(capsys: Capture, path: Path) -> list[str]:
    """Return the message for a snapshot, with the file's path as `FILE`."""
    lines = refused(capsys, "plan", "--snapshot", str(path))
    return [line.replace(str(path), "FILE") for line in lines]


def changed(change: Callable[[dict[str, object]], object]) -> bytes:
    """Return a recorded snapshot with a change in its JSON."""
    document = json.loads(RECORDED.read_bytes())
    change(document)
    return json.dumps(document).encode()


BEGUN = b"{" + b" " * 1_000_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"region: us-west-2\n", "FILE: is not JSON: a document of Kayron starts with `{`."),
        (b'{"a": 1,\n}', "FILE:2:1: is not JSON: Expecting property name"),
        (b"", "FILE:1:1: is not JSON: Expecting value."),
        (b'{"a":' * 100_000, "FILE: is nested too deeply."),
        (b'{"a": "\xff"}', "FILE:1:8: is not UTF-8 text; save it as UTF-8."),
        (b'{"a": 1, "a": 2}', "FILE: is not a document of Kayron: the key 'a' stands twice"),
        (
            changed(lambda found: found.update(format=9)),
            "FILE: $.format: is 9, and this version of Kayron reads 1 only. Use the version",
        ),
        (changed(lambda found: found.pop("region")), "FILE: $.region: is missing; add it"),
        (
            changed(lambda found: found.update(colour="red")),
            "FILE: $.colour: is a field that this version does not know; remove it.",
        ),
        (
            changed(lambda found: found.update(region=7)),
            "FILE: $.region: expected a text, found a whole number.",
        ),
        (b"\0" * 100_000_000, "FILE: is not JSON: a document of Kayron starts with `{`."),
        (b"{" + b"\0" * 100_000_000, "FILE:1:2: is not JSON"),
        (gzip.compress(b"\0" * 100_000_000), "FILE: is not JSON: a document of Kayron starts"),
        (gzip.compress(BEGUN) * 300, "FILE: is no document: it has more than 268,435,456 bytes"),
        (gzip.compress(BEGUN)[:500], "FILE: cannot be read: "),
    ],
    ids=[
        "another language",
        "broken",
        "empty",
        "deep",
        "not UTF-8",
        "a key twice",
        "another format version",
        "a missing field",
        "an extra field",
        "a wrong type",
        "zeros",
        "zeros after a brace",
        "zeros, gzipped",
        "a gzip bomb",
        "cut off",
    ],
)
def test_a_file_that_is_no_snapshot(
    content: bytes, message: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "snapshot.json"
    path.write_bytes(content)
    (line,) = planned(capsys, path)
    assert line.startswith(message)


def test_every_wrong_field_is_named_at_once(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "snapshot.json"
    path.write_bytes(changed(lambda found: found.update(region=7, account=None, colour="red")))
    assert [line.split(":")[1] for line in planned(capsys, path)] == [
        " $.account",
        " $.colour",
        " $.region",
    ]


def test_a_folder_instead_of_a_file(tmp_path: Path, capsys: Capture) -> None:
    assert planned(capsys, tmp_path) == ["FILE: is a folder; name the file in it."]


def test_a_file_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    assert planned(capsys, tmp_path / "snapshot.json") == ["FILE: does not exist."]


def test_a_file_that_even_root_cannot_read(capsys: Capture) -> None:
    (line,) = planned(capsys, Path("/proc/self/mem"))
    assert line.startswith("FILE: cannot be read: ")


def test_a_file_that_never_ends(capsys: Capture) -> None:
    assert planned(capsys, Path("/dev/zero")) == [
        "FILE: is not JSON: a document of Kayron starts with `{`."
    ]


def bomb() -> str:
    """Return YAML whose aliases expand to more than there are atoms."""
    first, last = "a0: &a0 [x, x, x, x, x, x, x, x, x]", "Resources: {A: {Type: *a89}}"
    nested = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 90))
    return "\n".join([first, *nested, last])


TEMPLATES = {
    "what is not YAML": ("Resources: [\n  a: b: c\n", "2:7: is not YAML"),
    "a key twice": ("Resources:\n  A: {Type: T}\n  A: {Type: T}\n", "3:3: repeats the key 'A'"),
    "a tag": ("Resources:\n  A: {Type: !Insert x}\n", "2:13: has the tag !Insert, which"),
    "a bomb": (bomb(), "1:1: has aliases that expand to more than 500,000 values."),
}


@pytest.mark.parametrize(("text", "message"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_local_template_that_is_none(
    text: str, message: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "index.yaml").write_text("Resources: {A: {Type: T}}\n")
    (tmp_path / "lite.yaml").write_text(text)
    options = ["--snapshot", str(RECORDED), "--infrastructure", str(tmp_path)]
    (line,) = refused(capsys, "plan", *options)
    assert line.startswith(f"lite.yaml:{message}")


@pytest.mark.parametrize(("text", "message"), TEMPLATES.values(), ids=TEMPLATES)
def test_lint_says_the_same_of_it(text: str, message: str, tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "cloudformation"
    folder.mkdir()
    (folder / "lite.yaml").write_text(text)
    assert main(["lint", str(tmp_path)]) == 1
    assert f"cloudformation/lite.yaml:{message}" in capsys.readouterr().out


def test_a_local_template_that_is_not_text(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "index.yaml").write_bytes(b"\xff\xfe")
    options = ["--snapshot", str(RECORDED), "--infrastructure", str(tmp_path)]
    assert refused(capsys, "plan", *options) == ["index.yaml: is not UTF-8 text; save it as UTF-8."]


def test_local_templates_without_a_root(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "cloudformation").mkdir()
    options = ["--snapshot", str(RECORDED), "--infrastructure", str(tmp_path)]
    assert refused(capsys, "plan", *options) == ["index.yaml: is missing; it is the root template."]


FIVE = """\
- docker: Five
  github: five.git
  deploy:
    release: v1
    preveiw: true
  privoder: cloudformation
"""


def test_a_release_definition_with_five_mistakes(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "five.yaml").write_text(FIVE)
    (tmp_path / "infrastructure").mkdir()
    valid = (REPOSITORIES / "releases").glob("infrastructure/*")
    for path in valid:
        (tmp_path / "infrastructure" / path.name).write_bytes(path.read_bytes())
    lines = refused(capsys, "plan", "--snapshot", str(RECORDED), "--source", str(tmp_path))
    assert [" ".join(line.split()[:2]) for line in lines] == [
        "service/five.yaml:1:11: docker:",
        "service/five.yaml:2:11: github:",
        "service/five.yaml:4:14: deploy.release:",
        "service/five.yaml:5:5: deploy.preveiw:",
        "service/five.yaml:6:3: privoder:",
    ]
    assert main(["lint", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == lines


def test_a_checkout_with_a_file_of_zeros(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "service").mkdir()
    path = tmp_path / "service" / "zeros.yaml"
    path.write_bytes(b"\0" * 100_000_000)
    (line,) = refused(capsys, "plan", "--snapshot", str(RECORDED), "--source", str(tmp_path))
    assert re.fullmatch(rf"{re.escape(str(path))}: has more than [0-9,]+ bytes; .+", line)
