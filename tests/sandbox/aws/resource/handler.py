"""What every type of resource can do, and how names and tags come about."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import field, frozen
from botocore.model import ListShape, MapShape, Shape, StructureShape

from tests.sandbox.aws.cloudformation.value import as_text
from tests.sandbox.aws.ids import Ids
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.tag import as_dict
from tests.sandbox.aws.wire import Data, model


@frozen(kw_only=True)
class Made:
    """A resource that is there."""

    physical: str
    attributes: dict[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Spot:
    """Where a resource stands: its stack, its logical id, and the tags that these bring."""

    stack: str
    stack_id: str
    logical: str
    kind: str
    stack_tags: dict[str, str]
    ids: Ids

    def name(self, longest: int = 255) -> str:
        """Return a name as CloudFormation makes one up."""
        ending = "-" + self.ids.name(f"name {self.stack} {self.logical}")
        return f"{self.stack}-{self.logical}"[: longest - len(ending)] + ending

    def tags(self, properties: Data) -> dict[str, str]:
        """Return the resource's own tags over the stack's, and CloudFormation's."""
        return {
            "aws:cloudformation:stack-name": self.stack,
            "aws:cloudformation:stack-id": self.stack_id,
            "aws:cloudformation:logical-id": self.logical,
            **self.stack_tags,
            **as_dict(properties.get("Tags", [])),
        }


class Handler(Protocol):
    """How resources of a type are made, changed and deleted; `AwsError` where they can't be."""

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a resource."""

    def update(self, spot: Spot, made: Made, properties: Data) -> Made:
        """Change a resource in place; what would replace it doesn't come here."""

    def settle(self, made: Made) -> Steps:
        """Wait until a resource that was made or changed is as it should be."""

    def delete(self, made: Made, properties: Data) -> None:
        """Delete a resource."""


def shaped(service: str, operation: str, properties: Data) -> Data:
    """Return properties as the parameters of an operation that go by the same names.

    CloudFormation takes "80" for 80 and "true" for true, and begins names with a capital letter.
    What the operation doesn't have is left out.
    """
    shape = model(service).operation_model(operation).input_shape
    if shape is None:
        raise ValueError(operation)
    return {
        name: value for name, value in _structure(shape, properties).items() if value is not None
    }


def _structure(shape: StructureShape, value: Data) -> Data:
    names = {name.lower(): name for name in shape.members}
    return {
        names[key.lower()]: _value(shape.members[names[key.lower()]], inner)
        for key, inner in value.items()
        if key.lower() in names
    }


def _value(shape: Shape, value: Any) -> Any:  # noqa: ANN401
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return _structure(shape, value)
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_value(shape.member, one) for one in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: _value(shape.value, one) for key, one in value.items()}
    match shape.type_name:
        case "integer" | "long":
            return int(value)
        case "boolean":
            return as_text(value).lower() == "true"
        case "string":
            return as_text(value)
        case _:
            return value
