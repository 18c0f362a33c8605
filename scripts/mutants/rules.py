"""The rules of SPEC.md that mutants break, in the order of SPEC.md."""

from __future__ import annotations

SECTION_5 = ("redaction",)

SECTION_6 = ("settings-drift", "template-drift")

SECTION_9 = ("kept", "free", "range", "listener", "order", "several", "arrival")

STACK = (
    "stack-status",
    "root-stack",
    "failed-before",
    "pause",
    "freeze",
    "parameters",
    "priorities",
    "inputs",
    "custom-name",
    "stateful",
    "template-urls",
    "capacity",
    "removals",
    "orphans",
    "unknown-facts",
)

ARTIFACT = ("suspend", "resolved", "image", "parameter", "branches")

GATES = (
    "asks",
    "fork",
    "draft",
    "exclude_branches",
    "exclude_authors",
    "require_labels",
    "exclude_labels",
    "max_age",
    "collision",
    "max_per_service",
    "max_total",
    "capacity",
    "image",
    "priority",
    "reachability",
    "template",
    "held",
)

APPLY = (
    "stale",
    "lease",
    "templates",
    "urls",
    "fence",
    "evidence",
    "capabilities",
    "outcomes",
    "waiting",
    "idempotent",
    "comments",
)

ORIGINAL = range(1, 26)
"""The faults of the Go original, section 17."""

RULES = (
    *(f"5 {name}" for name in SECTION_5),
    *(f"6 {name}" for name in SECTION_6),
    *(f"9 {name}" for name in SECTION_9),
    *(f"10.1 {name}" for name in STACK),
    *(f"10.2 {name}" for name in ARTIFACT),
    *(f"10.3 {name}" for name in GATES),
    *(f"13 {name}" for name in APPLY),
    *(f"17.{number}" for number in ORIGINAL),
)

WITHOUT = {
    "17.21": "Image clean-up comes with the daemon: there is no code yet that could be wrong."
}
"""The rules that no mutant can break, and why."""
