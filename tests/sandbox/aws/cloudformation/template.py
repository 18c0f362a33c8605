"""A template as CloudFormation reads it: text to data, and what it refuses at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from attrs import frozen

from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.wire import Data

MOST_BYTES = 1_000_000
MOST_BODY_BYTES = 51_200
MOST = {"Resources": 500, "Parameters": 200, "Outputs": 200, "Mappings": 200}
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""

SECTIONS = frozenset(
    {
        "AWSTemplateFormatVersion", "Conditions", "Description", "Mappings", "Metadata", "Outputs",
        "Parameters", "Resources", "Rules", "Transform",
    }
)  # fmt: skip

EXTENSIONS = "AWS::LanguageExtensions"
EXPAND = "CAPABILITY_AUTO_EXPAND"

IAM_NAMES = {
    "AWS::IAM::Group": "GroupName",
    "AWS::IAM::InstanceProfile": "InstanceProfileName",
    "AWS::IAM::ManagedPolicy": "ManagedPolicyName",
    "AWS::IAM::Role": "RoleName",
    "AWS::IAM::User": "UserName",
}
IAM = frozenset({*IAM_NAMES, "AWS::IAM::AccessKey", "AWS::IAM::Policy"})
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html"""


@frozen(eq=False)
class Template:
    """A template: what was submitted, and what it says."""

    text: str
    data: Data

    def section(self, name: str) -> Data:
        """Return one of its mappings; empty where it has none."""
        section: Data = self.data.get(name) or {}
        return section

    @property
    def resources(self) -> Mapping[str, Data]:
        """Its resources by logical id."""
        return self.section("Resources")

    def hidden(self, parameter: str) -> bool:
        """Whether a parameter's value is never shown."""
        return str(self.section("Parameters")[parameter].get("NoEcho")).lower() == "true"


class _Loader(yaml.CSafeLoader):
    """Loads what CloudFormation loads: short functions, and dates as the texts that they are."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _function(loader: _Loader, name: str, node: yaml.Node) -> Data:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    elif isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    else:
        raise TypeError(node)
    if name in {"Ref", "Condition"}:
        return {name: value}
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _function)


@lru_cache(maxsize=4096)
def parsed(text: str) -> Template:
    """Return the template that a text is; nobody changes it."""
    if len(text.encode()) > MOST_BYTES:
        raise validation(f"Template may not exceed {MOST_BYTES} bytes in size.")
    data = _loaded(text)
    if not isinstance(data, dict):
        raise validation("Template format error: unsupported structure.")
    unknown = sorted(str(name) for name in data.keys() - SECTIONS)
    if unknown:
        names = ", ".join(unknown)
        raise validation(f"Invalid template property or properties [{names}]")
    template = Template(text, data)
    _check(template)
    return template


def _loaded(text: str) -> object:
    try:
        if text.lstrip().startswith("{"):
            return json.loads(text)
        return yaml.load(text, _Loader)  # noqa: S506, it's a safe loader
    except ValueError as error:
        raise validation(f"Template format error: JSON not well-formed. {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise validation(f"Template format error: YAML not well-formed.{where}") from error


def _check(template: Template) -> None:
    if not template.resources:
        raise validation("Template format error: At least one Resources member must be defined.")
    for name, resource in template.section("Resources").items():
        if not isinstance(resource, dict) or "Type" not in resource:
            raise validation(
                f"Template format error: [/Resources/{name}] Every Resources object must contain a "
                "Type member."
            )
    if template.data.get("Transform", EXTENSIONS) != EXTENSIONS:
        raise validation(
            f"The sandbox has no transform but {EXTENSIONS}, which changes nothing here"
        )


def check_counts(template: Template, most: int | None) -> None:
    """Raise where a section has more entries than so many, or than AWS allows."""
    for section, allowed in MOST.items():
        count = len(template.section(section))
        if count > (most or allowed):
            raise validation(
                f"Template format error: Number of {section.lower()}, {count}, is greater than "
                f"maximum allowed, {most or allowed}"
            )


def check_capabilities(template: Template, given: list[str]) -> None:
    """Raise where the template needs a capability that wasn't given."""
    if "Transform" in template.data and EXPAND not in given:
        raise AwsError("InsufficientCapabilitiesException", f"Requires capabilities : [{EXPAND}]")
    resources = [one for one in template.resources.values() if one["Type"] in IAM]
    if not resources:
        return
    named = any(
        IAM_NAMES.get(one["Type"], "") in (one.get("Properties") or {}) for one in resources
    )
    enough = {"CAPABILITY_NAMED_IAM"} | (set() if named else {"CAPABILITY_IAM"})
    if not enough & set(given):
        needed = "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM"
        raise AwsError("InsufficientCapabilitiesException", f"Requires capabilities : [{needed}]")
