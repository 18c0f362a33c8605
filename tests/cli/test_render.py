"""`kayron render`: the templates as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kayron.cli.main import main

Capture = pytest.CaptureFixture[str]


def test_templates_are_written_and_named(moving: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["render", "--snapshot", str(moving), "-o", str(tmp_path)]) == 0
    names = ["index.yaml", "lite.yaml"]
    assert capsys.readouterr().out == "".join(f"{tmp_path / name}\n" for name in names)
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_the_name_of_a_folder_moves_no_cursor(
    moving: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "\x1b[2J\nout"
    assert main(["render", "--snapshot", str(moving), "-o", str(folder)]) == 0
    assert capsys.readouterr().out == (
        f"{tmp_path}/\\x1b[2J\\x0aout/index.yaml\n{tmp_path}/\\x1b[2J\\x0aout/lite.yaml\n"
    )


def test_a_template_without_previews_is_what_it_was(moving: Path, tmp_path: Path) -> None:
    main(["render", "--snapshot", str(moving), "-o", str(tmp_path)])
    (tree,) = json.loads(moving.read_text())["infrastructure"]["trees"].values()
    assert (tmp_path / "lite.yaml").read_text() == "\n".join(tree["texts"]["lite.yaml"])


def test_nothing_to_render_says_why(moving: Path, tmp_path: Path, capsys: Capture) -> None:
    facts = json.loads(moving.read_text()) | {"root": {"absent": True}}
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_text(json.dumps(facts))
    assert main(["render", "--snapshot", str(snapshot), "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("kayron: nothing could be rendered:\nstack: ")
    assert not (tmp_path / "out").exists()


def test_a_folder_must_be_named(moving: Path, capsys: Capture) -> None:
    assert main(["render", "--snapshot", str(moving)]) == 1
    assert capsys.readouterr().err.startswith("kayron: Missing option '-o' / '--output'.")
