"""The repository is what it says of itself."""

from __future__ import annotations

import re
import tomllib

from tests.house.layout import ROOT, modules, tracked

MACHINE = re.compile(r"(?<![\w.~-])/(?:work|farm|root|home/\w)[/\w]*")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_wheel_lists_every_folder_that_is_a_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    folders = {
        path.removesuffix("/__init__.py").replace("/", ".")
        for path, _ in modules("core", "adapters", "cli")
        if path.endswith("/__init__.py")
    }
    assert set(project["tool"]["setuptools"]["packages"]) == {f"kayron.{name}" for name in folders}


def test_every_folder_of_modules_is_a_package() -> None:
    paths = [ROOT / path for path, _ in modules("core", "adapters", "cli")]
    assert [path for path in paths if not (path.parent / "__init__.py").exists()] == []


def test_no_module_has_more_than_400_lines() -> None:
    data = {"core/stack/registry.py"}
    paths = {path for path, _ in modules("core", "adapters", "cli")} - data
    sizes = {path: len((ROOT / path).read_text().splitlines()) for path in paths}
    assert {path: size for path, size in sizes.items() if size > 400} == {}


def test_no_file_names_a_machine() -> None:
    found = [
        (name, match.group())
        for name in tracked()
        if not name.endswith((".gz", ".png"))
        for match in MACHINE.finditer((ROOT / name).read_text())
    ]
    assert found == []


def test_every_link_of_the_docs_leads_somewhere() -> None:
    broken = [
        (name, target)
        for name in tracked()
        if name.endswith(".md")
        for target in LINK.findall((ROOT / name).read_text())
        if "://" not in target and not ((ROOT / name).parent / target).exists()
    ]
    assert broken == []


def test_the_lock_names_no_host() -> None:
    locks = sorted((ROOT / "requirements").glob("*.lock"))
    found = [
        line
        for lock in locks
        for line in lock.read_text().splitlines()
        if "://" in line or line.startswith("-")
    ]
    assert locks
    assert found == []
