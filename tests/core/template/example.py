"""A small template with a service, to be varied text by text, and what comes of expanding it."""

from __future__ import annotations

from kayron.core.table import Table
from kayron.core.template.blueprint import Blueprint
from kayron.core.template.expand import expand
from kayron.core.template.library import Library, Use
from kayron.core.template.plain import Plain, plain
from kayron.core.template.refusal import Refusal
from kayron.core.template.rendering import Rendering
from kayron.core.template.scope import Scope
from kayron.core.template.source import parse_template

HASH = "529E8759"

TEXT = """\
Parameters:
  Host: {Type: String}
  Name: {Type: String}
  Version: {Type: String}
  Stage: {Type: String}
  Unknown: {Type: String}
Conditions:
  Live: !Equals [!Ref Stage, production]
  Test: !Equals [!Ref Stage, testing]
  Perhaps: !Equals [!Ref Unknown, x]
Resources:
  Api:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers:
        - TargetGroupArn: !Ref Group
          ContainerPort: 80
      Tags:
        - {Key: environment, Value: testing}
        - {Key: service, Value: shop}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: shop:v1
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Port: 80
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: listener
      Priority: 100
      Conditions:
        - Field: host-header
          Values: [shop.example.org]
      Actions:
        - Type: forward
          TargetGroupArn: !Ref Group
  Record:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: shop.example.org
      Type: A
Outputs:
  Url: {Value: !Ref Api}
"""

RULE = TEXT[TEXT.index("  Rule:") : TEXT.index("  Record:")]

RECORD = TEXT[TEXT.index("  Record:") : TEXT.index("Outputs:")]

GROUP = TEXT[TEXT.index("  Group:") : TEXT.index("  Rule:")]

SCOPE = Scope(
    parameters=Table({"Host": "shop.example.org", "Name": "shop", "Stage": "testing"}),
    pseudo=Table({"AWS::Region": "us-west-2"}),
)

RENDERING = Rendering(hash=HASH, version="v2", pull=7, priorities=(101, 102, 103))


def but(*changes: tuple[str, str]) -> str:
    """Return the template with the first occurrence of each text replaced; it must have it."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def cut(text: str, domain: str | None = None, docker: str = "shop") -> Blueprint | Refusal:
    """Return the blueprint of the service in a text, or why there is none."""
    use = Use(file="shop.yaml", text=text, environment="testing", scope=SCOPE)
    return Library().blueprint(use, docker, domain)


def made(text: str, domain: str | None = None, docker: str = "shop") -> Blueprint:
    """Return the blueprint of the service in a text."""
    found = cut(text, domain, docker)
    assert isinstance(found, Blueprint), str(found)
    return found


def refusal(text: str, domain: str | None = None, docker: str = "shop") -> str:
    """Return why there is no blueprint of the service in a text, the place before it."""
    found = cut(text, domain, docker)
    assert isinstance(found, Refusal)
    return str(found)


def rendered(text: str, *renderings: Rendering, domain: str | None = None) -> str:
    """Return the text with previews."""
    template = parse_template(text, "shop.yaml")
    return expand(template, [(made(text, domain), renderings or [RENDERING])])


def addition(text: str, rendering: Rendering = RENDERING, domain: str | None = None) -> str:
    """Return the text of one preview."""
    return made(text, domain).text(rendering)


def copies(text: str, domain: str | None = None) -> dict[str, Plain]:
    """Return the resources of a preview as plain documents, by the original's logical id."""
    after = parse_template(rendered(text, domain=domain), "shop.yaml").resources
    return {id_: plain(after[id_ + HASH].node) for id_ in made(text, domain).anatomy.ids}


def at(document: Plain, *keys: str | int) -> Plain:
    """Return what stands under keys in a plain document, None where one is absent."""
    for key in keys:
        match document, key:
            case dict(), str():
                document = document.get(key)
            case list(), int():
                document = document[key]
            case _:
                return None
    return document


def copied(text: str, resource: str, *keys: str | int, domain: str | None = None) -> Plain:
    """Return what stands under keys in a preview's copy of a resource."""
    return at(copies(text, domain)[resource], *keys)
