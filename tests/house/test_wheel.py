"""What a wheel installs, and that the program runs from it."""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.layout import ROOT
from tests.house.program import MORNING, PROGRAM, run

BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
PARTS = ("pyproject.toml", "README.md", "LICENSE", "core", "adapters", "cli")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    target = tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, source / part)
    run(sys.executable, "-c", BUILD, target, cwd=source)
    return next(target.glob("*.whl"))


def test_a_wheel_holds_one_package_and_its_metadata(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"kayron", "kayron-0.1.0.dist-info"}
    assert {"/".join(name.split("/")[:2]) for name in names if name.startswith("kayron/")} == {
        "kayron/core",
        "kayron/adapters",
        "kayron/cli",
    }


def test_a_wheel_holds_every_module(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {
        f"kayron/{path.relative_to(ROOT)}"
        for part in ("core", "adapters", "cli")
        for path in (ROOT / part).rglob("*.py")
    }
    assert modules - names == set()


def test_the_program_plans_from_a_wheel_in_another_directory(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    pip = (sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet")
    run(*pip, "--target", target, wheel)
    plan = ("plan", "--snapshot", MORNING, "--format", "json")
    where = "import kayron.core; print(kayron.core.__file__)"
    here = str(target)
    assert run(sys.executable, "-c", where, cwd=tmp_path, PYTHONPATH=here).startswith(here)
    installed = run(target / "bin" / "kayron", *plan, cwd=tmp_path, PYTHONPATH=here)
    assert installed == run(PROGRAM, *plan)
