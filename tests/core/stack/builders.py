"""Deployed stacks and unfolded trees for the tests of `kayron.core.stack`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.shelf import Shelf
from kayron.core.snapshot import Condition, Listener, Resource, Resources, Rule, Stack
from kayron.core.stack.comparison import Fate, fates
from kayron.core.stack.deployed import DeployedTree, deployed_tree
from kayron.core.stack.surroundings import Surroundings
from kayron.core.stack.tree import StackNode, StackTree
from kayron.core.stack.unfold import Terms, unfold
from kayron.core.table import Table
from kayron.core.template.given import parse_given
from kayron.core.template.source import parse_template

HERE = Surroundings(
    environment="testing",
    region="us-west-2",
    account="123456789012",
    bucket="templates",
    exports=Table({"Port": "8080"}),
)

URL = "https://templates.s3.us-west-2.amazonaws.com/testing"

TOPIC = "  Topic: {Type: AWS::SNS::Topic}\n"

ELB = "arn:aws:elasticloadbalancing:us-west-2:123456789012"

LISTENER = f"{ELB}:listener/app/main/1/2"

BALANCER = f"{ELB}:loadbalancer/app/main/1"


def rule_arn(number: int) -> str:
    """Return the ARN of a rule of `LISTENER`."""
    return f"{ELB}:listener-rule/app/main/1/2/{number}"


def deployed(
    template: str | Absent | Unknown = "Resources:\n" + TOPIC,
    parameters: Mapping[str, str] | None = None,
    *,
    name: str = "main",
    outputs: Mapping[str, str] | None = None,
    physical: Mapping[str, str] | Unknown | None = None,
    nested: Mapping[str, Fact[Stack]] | None = None,
) -> Stack:
    """Return a stack as it runs."""
    return Stack(
        name=name,
        id=f"arn:{name}",
        status="UPDATE_COMPLETE",
        status_reason="",
        parameters=Table(parameters or {}),
        tags=Table(),
        outputs=Table(outputs or {}),
        role=None,
        updated=datetime(2026, 11, 20, tzinfo=UTC),
        parent=None,
        event=None,
        template=Text(template) if isinstance(template, str) else template,
        resources=_resources(physical),
        nested=Table(nested or {}),
    )


def listener(*priorities: int, groups: tuple[str, ...] = (), first: int = 1) -> Listener:
    """Return `LISTENER` with a live rule for each priority, their ARNs counted from `first`."""
    return Listener(
        load_balancer=BALANCER,
        port=443,
        protocol="HTTPS",
        default_target_groups=(),
        rules=tuple(
            Rule(
                arn=rule_arn(first + index),
                priority=priority,
                conditions=(Condition(kind="host-header", values=("x",), regex=False),),
                target_groups=groups,
            )
            for index, priority in enumerate(priorities)
        ),
        certificates=(),
    )


def unfolded(
    files: Mapping[str, str],
    root: Stack | None = None,
    parameters: Mapping[str, str] | None = None,
    *,
    plain_keys: bool = False,
) -> StackTree:
    """Return the tree of files in `HERE`."""
    values = Table(parameters or {})
    return unfold(files, HERE, root, values, parse_template, Terms(plain_keys=plain_keys))


def as_deployed(root: Stack) -> DeployedTree:
    """Return the tree of a deployed stack in `HERE`."""
    return deployed_tree(root, HERE, parse_given)


def fates_of(before: Stack, files: Mapping[str, str], **parameters: str) -> tuple[Fate, ...]:
    """Return what becomes of a deployed stack when these files are submitted."""
    return fates(as_deployed(before), unfolded(files, before, parameters), Shelf({}))


def only(tree: StackTree | DeployedTree) -> StackNode:
    """Return the one stack of a tree."""
    (node,) = tree.nodes
    return node


def _resources(physical: Mapping[str, str] | Unknown | None) -> Resources | Unknown:
    if isinstance(physical, Unknown):
        return physical
    return Resources(
        by_id=Table(
            {
                name: Resource(type="AWS::Any", physical=id_, status="CREATE_COMPLETE")
                for name, id_ in (physical or {}).items()
            }
        )
    )


LEAF = "Resources:\n" + TOPIC


def nested_stack(name: str, url: str, extra: str = "") -> str:
    """Return a stack resource as two spaces deep YAML; `extra` are more lines before Properties."""
    return (
        f"  {name}:\n    Type: AWS::CloudFormation::Stack\n{extra}"
        f"    Properties:\n      TemplateURL: {url}\n"
    )


def parent(**files: str) -> str:
    """Return a template of nested stacks, each from the file of ours that it is given."""
    stacks = (nested_stack(name, f"{URL}/{file}") for name, file in files.items())
    return "Resources:\n" + "".join(stacks)
