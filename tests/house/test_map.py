"""docs/architecture.md says of every module where it is, and of none that is gone."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.house.layout import ROOT, modules


def placed() -> dict[str, set[str]]:
    """Return the names of modules that stand below the name of each package."""
    text = (ROOT / "docs/architecture.md").read_text()
    found: dict[str, set[str]] = defaultdict(set)
    package = ""
    for line in text.split("## Where things live")[1].split("\n## ")[0].splitlines():
        heading = re.match(r"\*\*([a-z/]+)", line)
        package = heading[1] if heading else package
        named = line.split("|")[1] if line.startswith("|") else line if package == "cli" else ""
        for name in re.findall(r"`([a-z0-9_]+)`", named):
            found[package].add(name)
    return found


def there() -> dict[str, set[str]]:
    """Return the names of all modules by their package."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, _ in modules("core", "adapters", "cli"):
        package, _, name = path.removesuffix(".py").rpartition("/")
        if not name.startswith("__"):
            found[package].add(name)
    return found


def test_every_module_has_its_place_and_none_is_gone() -> None:
    assert placed() == there()
