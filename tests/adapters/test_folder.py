"""Rendered templates as files, none of which lands outside the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from attrs import evolve

from kayron.adapters.folder import write_templates
from kayron.adapters.store import FileError
from kayron.core.conversion import Text
from kayron.core.plan import RenderedTemplate
from tests.plans import TEMPLATES


def at(path: str) -> RenderedTemplate:
    return evolve(TEMPLATES[0], path=path)


def test_templates_are_written_by_their_path(tmp_path: Path) -> None:
    paths = write_templates(tmp_path / "out", [at("index.yaml"), at("deep/er/lite.yaml")])
    assert paths == (tmp_path / "out/index.yaml", tmp_path / "out/deep/er/lite.yaml")
    assert {path.read_text() for path in paths} == {TEMPLATES[0].text}


def test_bytes_are_those_of_the_template(tmp_path: Path) -> None:
    template = evolve(at("index.yaml"), text=Text("a: é\r\n"))
    (path,) = write_templates(tmp_path, [template])
    assert path.read_bytes() == b"a: \xc3\xa9\r\n"


@pytest.mark.parametrize("path", ["../lite.yaml", "/etc/lite.yaml", "a/../../lite.yaml", "", "."])
def test_nothing_is_written_outside(tmp_path: Path, path: str) -> None:
    with pytest.raises(FileError, match="would be written outside of"):
        write_templates(tmp_path / "out", [at("index.yaml"), at(path)])
    assert list(tmp_path.rglob("*.yaml")) == []


def test_a_link_does_not_lead_outside(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/deep").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError, match="would be written outside of"):
        write_templates(tmp_path / "out", [at("deep/lite.yaml")])


@pytest.mark.parametrize("path", ["lite.yaml", "loop/lite.yaml"])
def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    folder = tmp_path if "/" in path else tmp_path / "loop"
    with pytest.raises(FileError, match="cannot be written: too many levels of symbolic links"):
        write_templates(folder, [at(path)])


@pytest.mark.parametrize("path", ["lite.yaml", "deep/lite.yaml"])
def test_a_file_in_the_way_is_said(tmp_path: Path, path: str) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(FileError, match="cannot be made a folder: a file is in its way"):
        write_templates(tmp_path / "out", [at(path)])


def test_why_else_a_folder_cannot_be_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"a{300}: cannot be made a folder: file name too long"):
        write_templates(tmp_path / ("a" * 300), [at("lite.yaml")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_nobody_may_write_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="out: cannot be made a folder: permission denied"):
        write_templates(tmp_path / "out", [at("lite.yaml")])
