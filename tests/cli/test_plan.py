"""`kayron plan`, offline."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kayron.adapters.store import read_plan
from kayron.cli.main import main
from kayron.core.document import canonical

Capture = pytest.CaptureFixture[str]


def failed(capsys: Capture, *arguments: str) -> str:
    """Return the one message of a command that fails and prints nothing."""
    assert main(arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    return output.err


def test_a_plan_is_shown(moving: Path, capsys: Capture) -> None:
    assert main(["plan", "--snapshot", str(moving)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "~  lite            56343ef9 -> ffffffff  moves       branch main" in lines
    assert lines[-1].startswith("Plan ")


def test_piped_output_has_no_colour_unless_it_is_asked_for(moving: Path, capsys: Capture) -> None:
    main(["plan", "--snapshot", str(moving)])
    plain = capsys.readouterr().out
    main(["plan", "--snapshot", str(moving), "--color", "always"])
    coloured = capsys.readouterr().out
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9]*m", "", coloured) == plain != coloured


def test_the_plan_is_saved_as_it_is_printed(moving: Path, capsys: Capture, tmp_path: Path) -> None:
    for name in ("plan.json", "plan.json.gz"):
        path = tmp_path / name
        arguments = ["plan", "--snapshot", str(moving), "--format", "json", "-o", str(path)]
        assert main(arguments) == 0
        assert canonical(read_plan(path)) == capsys.readouterr().out


def test_the_plan_as_markdown(moving: Path, capsys: Capture) -> None:
    assert main(["plan", "--snapshot", str(moving), "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("## Plan for testing\n")


def test_the_exit_code_tells_whether_there_are_actions_only_if_asked(
    quiet: Path, moving: Path
) -> None:
    codes = [
        main(["plan", "--snapshot", str(path), *options])
        for path in (quiet, moving)
        for options in ([], ["--detailed-exitcode"])
    ]
    assert codes == [0, 0, 0, 2]


def test_a_subject_is_explained(moving: Path, capsys: Capture) -> None:
    assert main(["plan", "--snapshot", str(moving), "--explain", "lite"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("lite\n   kind")
    assert "allow" in shown


def test_an_unknown_subject_names_near_ones(moving: Path, capsys: Capture) -> None:
    assert failed(capsys, "plan", "--snapshot", str(moving), "--explain", "lit") == (
        "kayron: The plan has no subject 'lit'; did you mean lite?\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    {
        ("--explain", "lite", "--format", "json"): "--explain: It explains as text only.",
        ("-o", "/nowhere/plan.json"): "/nowhere/plan.json: cannot be written: there is no folder",
    }.items(),
)
def test_what_cannot_be_shown_or_saved_is_said_before_facts_are_read(
    options: tuple[str, ...], message: str, capsys: Capture
) -> None:
    assert message in failed(capsys, "plan", "--snapshot", "/nowhere/snapshot.json", *options)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a local checkout of the release source that asks for another branch."""
    for name, content in {
        "service/lite.yaml": "- docker: lite\n  github: lite\n  deploy: {branch: next}\n",
        "infrastructure/all.yaml": "- github: infrastructure\n  provider: cloudformation\n"
        "  deploy: {branch: main}\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(content)
    return tmp_path


def test_a_local_release_source_and_what_was_not_recorded_for_it(
    quiet: Path, checkout: Path, capsys: Capture
) -> None:
    assert main(["plan", "--snapshot", str(quiet), "--source", str(checkout)]) == 0
    output = capsys.readouterr()
    assert "the local files ask for it, and the snapshot lacks it" in re.sub(
        r"\s+", " ", output.out
    )
    assert output.err == f"kayron: what if the files were those of {checkout}\n"


def test_problems_of_a_local_release_source_are_an_error(
    quiet: Path, checkout: Path, capsys: Capture
) -> None:
    (checkout / "service/lite.yaml").write_text("- docker: LITE\n  deploy: {}\n")
    message = failed(capsys, "plan", "--snapshot", str(quiet), "--source", str(checkout))
    assert len(re.findall(r"service/lite\.yaml:\d+:\d+: ", message)) == 3


def test_local_templates(quiet: Path, tmp_path: Path, capsys: Capture) -> None:
    recorded = json.loads(quiet.read_text())["infrastructure"]["trees"]
    (tree,) = recorded.values()
    for path, lines in tree["texts"].items():
        text = "\n".join(lines).replace("Family: lite", "Family: other")
        (tmp_path / path).write_text(text)
    assert main(["plan", "--snapshot", str(quiet), "--infrastructure", str(tmp_path)]) == 0
    assert re.search(r"\+ +Family: other", capsys.readouterr().out)


@pytest.mark.parametrize("option", ["--source", "--infrastructure"])
def test_a_checkout_that_is_not_there(quiet: Path, capsys: Capture, option: str) -> None:
    message = failed(capsys, "plan", "--snapshot", str(quiet), option, "/nowhere")
    assert message.splitlines()[-1] == "kayron: /nowhere: does not exist."
