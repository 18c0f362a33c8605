"""The program: its commands, its errors, its exit codes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kayron.adapters.store import FileError
from kayron.cli import terminal
from kayron.cli.carry_out import NobodyToAsk
from kayron.cli.main import app, main
from kayron.cli.terminal import room

Capture = pytest.CaptureFixture[str]

PROGRAM = Path(sys.executable).parent / "kayron"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_every_command(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    commands = [text.split()[0] for text in lines[lines.index("Commands:") + 1 :]]
    acting = ["plan", "apply", "deploy"]
    assert commands == [*acting, "status", "render", "lint", "schema", "version", "snapshot"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "No such command 'nonsense'. See 'kayron --help'."),
        (["plan", "--nonsense"], "No such option: --nonsense"),
        (["plan", "--format", "xml"], "'xml' is not one of text, json, markdown."),
        (["plan", "--snapshot"], "Option '--snapshot' requires an argument."),
    ],
)
def test_a_mistake_of_usage_is_never_taken_for_a_plan_with_actions(
    arguments: list[str], message: str, capsys: Capture
) -> None:
    assert main(arguments) == 1
    assert message in capsys.readouterr().err


def test_lint_tells_problems_by_its_exit_code(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "kayron.yaml").write_text("nonsense: true\n")
    assert main(["lint", str(tmp_path)]) == 1
    assert "kayron.yaml:1:1: " in capsys.readouterr().out


def test_an_internal_error_is_one_line(capsys: Capture) -> None:
    """No file can have this name, which stands for any mistake of ours."""
    assert main(["plan", "--snapshot", "\0"]) == 1
    message = capsys.readouterr().err
    assert message.startswith("kayron: internal error: ValueError: ")
    assert message.endswith(" Run with --debug, and report it.\n")
    assert "Traceback" not in message


@pytest.mark.parametrize("command", ["plan --snapshot", "lint"])
def test_a_message_moves_no_cursor_and_has_no_line_of_somebody_else(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main([*command.split(), str(tmp_path / "\x1b[2J\nkayron: done")]) == 1
    expected = f"kayron: {tmp_path}/\\x1b[2J\\x0akayron: done: does not exist.\n"
    assert capsys.readouterr().err == expected


def test_a_word_of_the_command_line_moves_no_cursor(capsys: Capture) -> None:
    assert main(["plan", "--format", "\x1b[2J"]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_what_the_system_refuses_is_no_mistake_of_ours(capsys: Capture) -> None:
    name = "a" * 300
    assert main(["lint", name]) == 1
    assert capsys.readouterr().err == f"kayron: {name}: file name too long.\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_nobody_may_enter_is_said(tmp_path: Path, capsys: Capture) -> None:
    tmp_path.chmod(0)
    assert main(["lint", str(tmp_path / "checkout")]) == 1
    tmp_path.chmod(0o700)
    assert capsys.readouterr().err == f"kayron: {tmp_path}/checkout: permission denied.\n"


@pytest.mark.parametrize("arguments", [["--debug", "plan"], ["plan", "--debug"]])
def test_debug_raises_wherever_it_stands(arguments: list[str]) -> None:
    with pytest.raises(FileError, match="does not exist"):
        main([*arguments, "--snapshot", "nowhere.json"])


def test_completion_knows_the_choices() -> None:
    environment = {
        "_KAYRON_COMPLETE": "complete_bash",
        "COMP_WORDS": "kayron plan --format ",
        "COMP_CWORD": "3",
    }
    result = CliRunner().invoke(app, [], prog_name="kayron", env=environment)
    assert result.output.split() == ["text", "json", "markdown"]


def test_piped_output_has_one_width_whatever_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert room() == terminal.PIPED


def on_a_terminal(path: Path, *options: str, **environment: str) -> str:
    """Return what the program writes to a terminal."""
    ours, theirs = pty.openpty()
    variables = {"TERM": "xterm", "COLUMNS": "90", **environment}
    command = [str(PROGRAM), "plan", "--snapshot", str(path), *options]
    with subprocess.Popen(command, stdout=theirs, env=variables) as running:
        os.close(theirs)
        pieces = []
        # Linux tells by an error that the last writer has gone.
        with suppress(OSError):
            while piece := os.read(ours, 65536):
                pieces.append(piece)
        os.close(ours)
        assert running.wait(timeout=60) == 0
    return b"".join(pieces).decode()


def longest(text: str) -> int:
    """Return the length of the longest line but for the summary."""
    return max(map(len, text.splitlines()[:-1]))


@pytest.mark.parametrize(("columns", "most"), [("10", 60), ("62", 62), ("80", 80)])
def test_a_plan_fits_its_terminal(moving: Path, columns: str, most: int) -> None:
    shown = on_a_terminal(moving, "--color", "never", COLUMNS=columns)
    assert most * 0.8 < longest(shown) <= most + 2


@pytest.mark.parametrize(
    ("options", "environment", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    quiet: Path, options: tuple[str, ...], environment: dict[str, str], *, coloured: bool
) -> None:
    assert ("\x1b[" in on_a_terminal(quiet, *options, **environment)) == coloured


def program(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed program in a clean environment."""
    return subprocess.run(
        [PROGRAM, *arguments], capture_output=True, env={}, check=False, timeout=60
    )


def test_the_program_says_utf_8_in_any_environment(quiet: Path) -> None:
    ended = program("plan", "--snapshot", str(quiet), "--format", "json")
    assert ended.returncode == 0
    assert ended.stdout.decode().startswith("{\n")


def test_an_error_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    ended = program("plan", "--snapshot", str(tmp_path))
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.decode() == f"kayron: {tmp_path}: is a folder; name the file in it.\n"


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    ended = program("plan", "--snapshot", str(tmp_path), "--debug")
    assert ended.returncode == 1
    assert ended.stderr.startswith(b"Traceback")


def test_a_reader_that_leaves_is_no_error(quiet: Path) -> None:
    command = f"{PROGRAM} plan --snapshot {quiet} --format json; echo $? >&2"
    ended = subprocess.run(
        ["bash", "-c", f"({command}) | true"], capture_output=True, check=False, timeout=60
    )
    assert ended.stderr == b"0\n"


def on_a_full_disk(*arguments: str) -> bytes:
    """Return the message with which the program fails whose output has no room."""
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert ended.returncode == 1
    return ended.stderr


def test_a_full_disk_is_an_error(quiet: Path) -> None:
    assert on_a_full_disk("plan", "--snapshot", str(quiet)) == (
        b"kayron: standard output cannot be written: no space left on device.\n"
    )


def test_help_that_finds_no_room_is_an_error_and_no_mistake_of_ours() -> None:
    assert on_a_full_disk("--help") == b"kayron: no space left on device.\n"


@pytest.mark.parametrize(
    ("arguments", "closed", "code", "message"),
    [
        ("version", ">&-", 0, b""),
        ("plan --snapshot nowhere.json", "2>&-", 1, b""),
        ("apply", "<&-", 1, f"kayron: {NobodyToAsk()}\n".encode()),
    ],
)
def test_a_stream_that_is_closed_is_as_good_as_empty(
    arguments: str, closed: str, code: int, message: bytes
) -> None:
    command = f"{PROGRAM} {arguments} {closed}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, b"", message)


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    pipe = tmp_path / "snapshot.json"
    os.mkfifo(pipe)
    with subprocess.Popen([PROGRAM, "plan", "--snapshot", pipe], stderr=subprocess.PIPE) as running:
        with pipe.open("wb"):
            running.send_signal(signal.SIGINT)
            _, message = running.communicate(timeout=60)
        assert running.returncode == 130
        assert b"Traceback" not in message
