"""Values of a template's expressions, as CloudFormation finds them while it deploys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from tests.world.identity import ACCOUNT, REGION
from tests.world.physical import Instance, attribute, nested_name, physical_id, stack_id
from tests.world.template import Plain, read_template, section, sequence, table, text

NO_VALUE: dict[str, Plain] = {"Ref": "AWS::NoValue"}


class Rejected(ValueError):
    """What CloudFormation answers to an update that it does not accept."""


class Cloud:
    """What the stacks of one tree share while they are deployed: templates in S3, and exports."""

    def __init__(self, objects: Mapping[str, str]) -> None:
        self.objects = objects
        self.exports: dict[str, str] = {}


class Evaluation:
    """One stack while it is deployed; everything is evaluated when it is first needed."""

    def __init__(self, cloud: Cloud, name: str, url: str, parameters: Mapping[str, str]) -> None:
        if url not in cloud.objects:
            raise Rejected(f"S3 error: The specified key does not exist: {url}")
        self.cloud = cloud
        self.name = name
        self.url = url
        self.text = cloud.objects[url]
        self.template = read_template(self.text)
        self.parameters = self._parameters(parameters)
        self._instances: dict[str, Instance] = {}
        self._nested: dict[str, Evaluation] = {}

    def _parameters(self, given: Mapping[str, str]) -> dict[str, str]:
        declared = section(self.template, "Parameters")
        if unknown := sorted(given.keys() - declared.keys()):
            raise Rejected(f"Parameters: {unknown} do not exist in the template")
        defaults = {k: text(v["Default"]) for k, v in declared.items() if "Default" in v}
        if missing := sorted(declared.keys() - given.keys() - defaults.keys()):
            raise Rejected(f"Parameters: {missing} must have values")
        return {key: given.get(key, defaults.get(key, "")) for key in sorted(declared)}

    @cached_property
    def resources(self) -> dict[str, Instance]:
        """Return the resources whose condition holds, in template order."""
        declared = section(self.template, "Resources")
        ids = [i for i, r in declared.items() if self.holds(text(r.get("Condition", "")))]
        return {resource_id: self.instance(resource_id) for resource_id in ids}

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Return the outputs whose condition holds, and make their exports known."""
        result = {}
        for name, output in section(self.template, "Outputs").items():
            if self.holds(text(output.get("Condition", ""))):
                result[name] = text(self.value(output["Value"]))
                if "Export" in output:
                    export = text(self.value(table(output["Export"])["Name"]))
                    self.cloud.exports[export] = result[name]
        return result

    def instance(self, resource_id: str) -> Instance:
        """Return a resource with its properties evaluated."""
        if resource_id not in self._instances:
            declared = section(self.template, "Resources")
            if resource_id not in declared:
                raise Rejected(f"Template error: unresolved resource dependency [{resource_id}]")
            resource = declared[resource_id]
            self._instances[resource_id] = Instance(
                stack=self.name,
                id=resource_id,
                type=text(resource["Type"]),
                properties=table(self.value(resource.get("Properties", {}))),
                metadata=resource.get("Metadata", {}),
            )
        return self._instances[resource_id]

    def nested(self, resource_id: str) -> Evaluation:
        """Return the stack of an `AWS::CloudFormation::Stack` resource."""
        if resource_id not in self._nested:
            instance = self.instance(resource_id)
            passed = table(instance.properties.get("Parameters", {}))
            self._nested[resource_id] = Evaluation(
                self.cloud,
                nested_name(self.name, resource_id),
                instance.get("TemplateURL"),
                {key: text(value) for key, value in passed.items()},
            )
        return self._nested[resource_id]

    def holds(self, condition: str) -> bool:
        """Tell whether a named condition holds; no condition holds always."""
        if not condition:
            return True
        return self._truth(table(self.template["Conditions"])[condition])

    def _truth(self, node: Plain) -> bool:
        (name, argument), *_ = table(node).items()
        match name:
            case "Fn::Equals":
                left, right = map(self.value, sequence(argument))
                return left == right
            case "Fn::Not":
                return not self._truth(sequence(argument)[0])
            case "Fn::And":
                return all(map(self._truth, sequence(argument)))
            case "Fn::Or":
                return any(map(self._truth, sequence(argument)))
            case "Condition":
                return self.holds(text(argument))
            case _:
                raise Rejected(f"Template error: {name} is no condition")

    def value(self, node: Plain) -> Plain:
        """Return the value of an expression."""
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return [v for v in map(self.value, node) if v != NO_VALUE]
        if len(node) == 1 and (name := next(iter(node))) in FUNCTIONS:
            return FUNCTIONS[name](self, node[name])
        values = {key: self.value(item) for key, item in node.items()}
        return {key: item for key, item in values.items() if item != NO_VALUE}

    def reference(self, name: str) -> Plain:
        """Return what `Ref` gives."""
        pseudo = {
            "AWS::AccountId": ACCOUNT,
            "AWS::Partition": "aws",
            "AWS::Region": REGION,
            "AWS::StackId": stack_id(self.name),
            "AWS::StackName": self.name,
            "AWS::URLSuffix": "amazonaws.com",
        }
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in pseudo:
            return pseudo[name]
        if name in self.parameters:
            return self.parameters[name]
        return physical_id(self.instance(name))

    def attribute(self, resource_id: str, name: str) -> str:
        """Return what `GetAtt` gives."""
        instance = self.instance(resource_id)
        if instance.type == "AWS::CloudFormation::Stack":
            return self.nested(resource_id).outputs[name.removeprefix("Outputs.")]
        return attribute(instance, name)

    def imported(self, name: str) -> str:
        """Return the value of an export, which a stack evaluated before has made."""
        if name not in self.cloud.exports:
            raise Rejected(f"No export named {name} found.")
        return self.cloud.exports[name]

    def substituted(self, argument: Plain) -> str:
        """Return what `Fn::Sub` gives, in both of its forms."""
        template, extra = (argument, {}) if isinstance(argument, str) else sequence(argument)
        values = {key: text(self.value(item)) for key, item in table(extra).items()}

        def replacement(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            if name in values:
                return values[name]
            if "." in name:
                return self.attribute(*name.split(".", 1))
            return text(self.reference(name))

        return re.sub(r"\$\{([^}]+)\}", replacement, text(template))


def _if(stack: Evaluation, argument: Plain) -> Plain:
    condition, yes, no = sequence(argument)
    return stack.value(yes if stack.holds(text(condition)) else no)


def _join(stack: Evaluation, argument: Plain) -> Plain:
    delimiter, items = sequence(argument)
    return text(delimiter).join(map(text, sequence(stack.value(items))))


def _split(stack: Evaluation, argument: Plain) -> Plain:
    delimiter, whole = sequence(argument)
    return [*text(stack.value(whole)).split(text(delimiter))]


def _select(stack: Evaluation, argument: Plain) -> Plain:
    index, items = map(stack.value, sequence(argument))
    return sequence(items)[int(text(index))]


def _find(stack: Evaluation, argument: Plain) -> Plain:
    name, top, second = map(text, map(stack.value, sequence(argument)))
    return table(section(stack.template, "Mappings")[name][top])[second]


def _attribute(stack: Evaluation, argument: Plain) -> Plain:
    resource_id, name = (
        argument.split(".", 1) if isinstance(argument, str) else map(text, sequence(argument))
    )
    return stack.attribute(resource_id, name)


FUNCTIONS: Mapping[str, Callable[[Evaluation, Plain], Plain]] = {
    "Ref": lambda stack, argument: stack.reference(text(argument)),
    "Fn::FindInMap": _find,
    "Fn::GetAZs": lambda _, __: [f"{REGION}{zone}" for zone in "abc"],
    "Fn::GetAtt": _attribute,
    "Fn::If": _if,
    "Fn::ImportValue": lambda stack, argument: stack.imported(text(stack.value(argument))),
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::Sub": lambda stack, argument: stack.substituted(argument),
}
