"""Write core/stack/registry.py from the resource schemas that cfn-lint carries.

Run as `python scripts/registry.py`. A test compares its text with the file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cfnlint.data.AdditionalSpecs
from cfnlint.helpers import load_resource
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

TARGET = Path(__file__).resolve().parent.parent / "core" / "stack" / "registry.py"

REGION = "us-east-1"
"""The region whose schemas count: it has every resource type."""

PREFIX = "/properties/"

MODULE = '''"""What AWS's resource registry says of replacement; scripts/registry.py makes it.

From the schemas in cfn-lint, region {region}, {count} types with create-only properties.
"""

from __future__ import annotations

# ruff: noqa: E501

CREATE_ONLY = """\\
{create_only}
"""
"""A line per resource type: the type, then its create-only properties. A change of one replaces the
resource. One after `=` is of the type's identifier, which no two resources share."""

STATEFUL = """\\
{stateful}
"""
"""The resource types that cfn-lint counts as stateful (its rule I3011)."""
'''


def registry_text() -> str:
    """Return the text of the module."""
    lines = sorted(line for line in map(create_only_line, resource_types()) if line)
    stateful: dict[str, dict[str, object]] = load_resource(
        cfnlint.data.AdditionalSpecs, "StatefulResources.json"
    )
    return MODULE.format(
        region=REGION,
        count=len(lines),
        create_only="\n".join(lines),
        stateful="\n".join(sorted(stateful["ResourceTypes"])),
    )


def resource_types() -> list[str]:
    """Return every resource type of the region."""
    return list(PROVIDER_SCHEMA_MANAGER.get_resource_types(REGION))


def create_only_line(kind: str) -> str:
    """Return the line of a type, or nothing where it has no create-only property.

    A property counts as identifier where all properties of the primary identifier are create-only
    and set by people.
    """
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    create_only = set(paths(schema, "createOnlyProperties"))
    identifier = set(paths(schema, "primaryIdentifier"))
    named = identifier <= create_only and not identifier & set(paths(schema, "readOnlyProperties"))
    words = [f"={path}" if named and path in identifier else path for path in sorted(create_only)]
    return " ".join([kind, *words]) if words else ""


def paths(schema: dict[str, object], key: str) -> Iterator[str]:
    """Yield the property paths of one list of a schema, without their common beginning."""
    found = schema.get(key, [])
    assert isinstance(found, list)
    for path in found:
        yield path.removeprefix(PREFIX)


if __name__ == "__main__":
    TARGET.write_text(registry_text(), encoding="utf-8")
