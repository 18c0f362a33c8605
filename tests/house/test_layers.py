"""Imports point one way, cli -> adapters -> core, and core is pure."""

from __future__ import annotations

from tests.house.layout import ROOT, imports, modules, names

PURE = {
    "attrs",
    "cattrs",
    "ruamel",
    "yaml",
    "__future__",
    "bisect",
    "collections",
    "contextlib",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "operator",
    "re",
    "string",
    "sys.intern",
    "textwrap",
    "types",
    "typing",
    "unicodedata",
    "urllib.parse",
    "warnings",
}
"""What core may import: libraries of values and text, which touch nothing outside."""

IMPURE = {
    "open",
    "print",
    "input",
    "eval",
    "exec",
    "compile",
    "breakpoint",
    "globals",
    "__import__",
}
CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")


def within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_core_imports_itself_and_pure_libraries_only() -> None:
    allowed = PURE | {"kayron.core"}
    found = [
        (path, name)
        for path, tree in modules("core")
        for name in imports(tree)
        if not within(name, allowed)
    ]
    assert found == []


def test_adapters_do_not_import_cli() -> None:
    found = [
        (path, name)
        for path, tree in modules("adapters")
        for name in imports(tree)
        if within(name, {"kayron.cli"})
    ]
    assert found == []


def test_core_reads_no_clock_and_no_file_and_prints_nothing() -> None:
    found = [
        (path, name)
        for path, tree in modules("core")
        for name in names(tree)
        if name in IMPURE or name.endswith(CLOCKS)
    ]
    assert found == []


def test_core_silences_no_checker() -> None:
    """No `Any`, `cast` or `type: ignore`: what mypy says of core is the whole truth."""
    found = [
        (path, name)
        for path, tree in modules("core")
        for name in imports(tree)
        if name in {"typing.Any", "typing.cast"}
    ]
    assert found == []


def test_nothing_is_called_utils() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "base", "manager"}
    paths = [path for path, _ in modules("core", "adapters", "cli", "tests", "scripts")]
    assert [path for path in paths if set(path.removesuffix(".py").split("/")) & vague] == []


def test_core_hides_nothing_from_coverage() -> None:
    found = [path for path, _ in modules("core") if "pragma" in (ROOT / path).read_text()]
    assert found == []
