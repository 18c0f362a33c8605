"""CloudFormation templates as plain values: functions in their long form, scalars as text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import yaml

Plain = str | list["Plain"] | dict[str, "Plain"]

NAMED = {"Ref", "Condition"}


class _Loader(yaml.CBaseLoader):
    """PyYAML's loader that keeps every scalar as its text, with short tags besides."""


def _short(loader: yaml.CBaseLoader, tag: str, node: yaml.Node) -> Plain:
    name = tag if tag in NAMED else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        value: Plain = str(node.value)
        if tag == "GetAtt":
            value = [*str(node.value).split(".", 1)]
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode), node
        pairs = loader.construct_mapping(node, deep=True)
        value = {str(key): item for key, item in pairs.items()}
    return {name: value}


_Loader.add_multi_constructor("!", _short)


@lru_cache(maxsize=512)
def read_template(text: str) -> dict[str, Plain]:
    """Return a template, YAML or JSON, as a plain value, which nobody may change."""
    return table(yaml.load(text, Loader=_Loader))  # noqa: S506 - it constructs texts alone


def table(value: Plain) -> dict[str, Plain]:
    """Return a value that is a mapping."""
    assert isinstance(value, dict), value
    return value


def sequence(value: Plain) -> list[Plain]:
    """Return a value that is a list; a single text counts as a list of one."""
    if isinstance(value, str):
        return [value]
    assert isinstance(value, list), value
    return value


def text(value: Plain) -> str:
    """Return a value that is a text; a list gives its items with commas between, as AWS does."""
    if isinstance(value, list):
        return ",".join(map(text, value))
    assert isinstance(value, str), value
    return value


def section(template: Mapping[str, Plain], name: str) -> dict[str, dict[str, Plain]]:
    """Return a section of a template, empty where it has none."""
    return {key: table(value) for key, value in table(template.get(name, {})).items()}
