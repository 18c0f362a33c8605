"""Large snapshots, built directly: a settled environment in three levels of nested stacks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from attrs import frozen

from benchmarks.template import IDS, service_template
from kayron.core.conversion import Text
from kayron.core.snapshot import (
    FORMAT,
    Certificate,
    Comments,
    Condition,
    Deployment,
    EcsService,
    Environment,
    Event,
    Exports,
    Files,
    Images,
    Infrastructure,
    Listener,
    Names,
    Outcomes,
    Pull,
    Pulls,
    ReleaseSource,
    Resource,
    Resources,
    Rule,
    Snapshot,
    SnapshotSettings,
    Stack,
)
from kayron.core.table import Table

REGION = "us-west-2"
ACCOUNT = "123456789012"
BUCKET = "acme-templates"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DEPLOYED = NOW - timedelta(days=2)
GROUP = 100
"""Services in one group's template, and with them the parameters that it has."""

UNLIMITED = Table(
    dict.fromkeys(("operation_resources", "template_bytes", "template_parameters"), 10**9)
)
"""AWS would refuse stacks of this size; what is measured is the planning of all of it."""

RULES = 4
"""Services behind one load balancer, so that 20 previews of each find room."""


def sha(text: str) -> str:
    """Return what stands for the commit of a text."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


INFRASTRUCTURE = sha("infrastructure")


def arn(service: str, resource: str) -> str:
    """Return the ARN of a resource in the region and account of these worlds."""
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


@frozen
class Service:
    """A service by its number, with as many open pull requests as it has previews."""

    number: int
    previews: int

    @property
    def name(self) -> str:
        return f"service-{self.number:05}"

    @property
    def id(self) -> str:
        return f"Service{self.number:05}"

    @property
    def path(self) -> str:
        return f"services/{self.name}.yaml"

    @property
    def commit(self) -> str:
        return sha(self.name)

    @property
    def priority(self) -> int:
        return 100 + 100 * (self.number % RULES)

    @property
    def export(self) -> str:
        return f"listener-{self.number // RULES}"

    @property
    def listener(self) -> str:
        return listener(self.number // RULES)

    @property
    def ecs(self) -> str:
        return arn("ecs", f"service/testing-{self.name}/testing-{self.name}")

    @property
    def rule(self) -> str:
        return f"{self.listener.replace(':listener/', ':listener-rule/')}/{sha(self.name)[:16]}"

    @property
    def target_group(self) -> str:
        name = f"targetgroup/{self.name}/{sha(self.name)[:16]}"
        return arn("elasticloadbalancing", name)

    @property
    def template(self) -> str:
        return service_template(self.name, self.id, self.export, self.priority)


def listener(number: int) -> str:
    """Return the ARN of the one listener of a load balancer."""
    key = sha(f"lb-{number}")
    name = f"listener/app/lb-{number}/{key[:16]}/{key[16:32]}"
    return arn("elasticloadbalancing", name)


def settled(services: int, with_previews: int = 0, previews: int = 0) -> Snapshot:
    """Return an environment that runs what is declared, but for previews: none of them runs yet.

    The first `with_previews` services ask for previews and have that many open pull requests.
    """
    every = [Service(n, previews if n < with_previews else 0) for n in range(services)]
    groups = [every[start : start + GROUP] for start in range(0, services, GROUP)]
    trees = _tree(groups)
    return Snapshot(
        format=FORMAT,
        captured=NOW,
        environment=Environment.TESTING,
        region=REGION,
        account=ACCOUNT,
        stack="testing",
        settings=SnapshotSettings(
            bucket=BUCKET,
            parameters=Table(),
            redacted=(),
            tags=Table(),
            limits=UNLIMITED,
            update_stack=False,
        ),
        zones=Table(),
        source=_source(groups),
        infrastructure=Infrastructure(trees=Table({INFRASTRUCTURE: trees})),
        branches=_branches(every),
        pulls=Table({s.name: _pulls(s) for s in every if s.previews}),
        images=Table({s.name: _images(s) for s in every}),
        root=_root(groups, trees.texts),
        exports=_exports(every),
        services=Table({s.ecs: ecs_service(s, s.commit) for s in every}),
        listeners=_listeners(every),
        account_limits=Table({"rules_per_load_balancer": 100}),
        outcomes=Outcomes(entries=()),
        comments=Table({s.name: _comments(s) for s in every if s.previews}),
    )


def branch(service: Service, number: int) -> str:
    """Return the head branch of a service's pull request."""
    return f"feature/{service.number}-{number}"


def head(service: Service, number: int) -> str:
    """Return the head commit of a service's pull request."""
    return sha(branch(service, number))


def _source(groups: list[list[Service]]) -> ReleaseSource:
    texts = {
        f"service/group-{number:03}.yaml": Text("\n".join(map(_definition, group)))
        for number, group in enumerate(groups)
    }
    own = "- github: infrastructure\n  provider: cloudformation\n  deploy: { branch: main }\n"
    return ReleaseSource(
        repository="acme/releases",
        ref="heads/main",
        resolution="there is no branch testing, so the default branch main",
        commit=sha("releases"),
        files=Files(texts=Table(texts).overlaid({"infrastructure/all.yaml": Text(own)}), binary=()),
    )


def _definition(service: Service) -> str:
    preview = "\n    preview: true" if service.previews else ""
    return f"""\
- docker: {service.name}
  github: {service.name}
  deploy:
    branch: main{preview}
"""


def _tree(groups: list[list[Service]]) -> Files:
    texts = {service.path: Text(service.template) for group in groups for service in group}
    texts |= {
        f"group-{number:03}.yaml": Text(_parent({s.id: (s.path, [s]) for s in group}))
        for number, group in enumerate(groups)
    }
    nested = {
        f"Group{number:03}": (f"group-{number:03}.yaml", group)
        for number, group in enumerate(groups)
    }
    root = _parent(nested, "  InfrastructureVersion:\n    Type: String\n")
    return Files(texts=Table(texts).overlaid({"index.yaml": Text(root)}), binary=())


def _parent(nested: dict[str, tuple[str, list[Service]]], parameters: str = "") -> str:
    """Return a template that passes each nested stack the versions of its services."""
    versions = "".join(
        f"  {service.id}Version:\n    Type: String\n"
        for _, services in nested.values()
        for service in services
    )
    stacks = "\n".join(_stack_resource(id_, *content) for id_, content in nested.items())
    own = f"  Environment:\n    Type: String\n{parameters}{versions}"
    return f'AWSTemplateFormatVersion: "2010-09-09"\n\nParameters:\n{own}\nResources:\n{stacks}'


def _stack_resource(id_: str, path: str, services: list[Service]) -> str:
    versions = "".join(f"        {s.id}Version: !Ref {s.id}Version\n" for s in services)
    return f"""\
  {id_}:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "{url("${Environment}/" + path)}"
      Parameters:
        Environment: !Ref Environment
{versions}"""


def url(key: str) -> str:
    """Return the URL of an object in the bucket."""
    return f"https://{BUCKET}.s3.{REGION}.amazonaws.com/{key}"


def _root(groups: list[list[Service]], texts: Table[Text]) -> Stack:
    nested = {f"Group{number:03}": _group(number, group) for number, group in enumerate(groups)}
    versions = {f"{s.id}Version": s.commit for group in groups for s in group}
    own = {"Environment": "testing", "InfrastructureVersion": INFRASTRUCTURE}
    return _stack("testing", None, versions | own, texts["index.yaml"], nested, {})


def _group(number: int, group: list[Service]) -> Stack:
    name = f"testing-Group{number:03}"
    nested = {service.id: _service_stack(service, name) for service in group}
    versions = {f"{service.id}Version": service.commit for service in group}
    text = _parent({service.id: (service.path, [service]) for service in group})
    return _stack(name, "testing", versions | {"Environment": "testing"}, text, nested, {})


def _service_stack(service: Service, parent: str) -> Stack:
    physical = {
        "Service": service.ecs,
        "ListenerRule": service.rule,
        "TargetGroup": service.target_group,
    }
    resources = {
        id_: Resource(
            type=type_,
            physical=physical.get(id_, f"testing-{service.name}-{id_}"),
            status="CREATE_COMPLETE",
        )
        for id_, type_ in IDS.items()
    }
    values = {
        "Environment": "testing",
        "NetworkStack": "network",
        f"{service.id}Version": service.commit,
    }
    return _stack(f"{parent}-{service.id}", parent, values, service.template, {}, resources)


def _stack(
    name: str,
    parent: str | None,
    parameters: dict[str, str],
    template: str,
    nested: dict[str, Stack],
    resources: dict[str, Resource],
) -> Stack:
    stacks = {
        id_: Resource(
            type="AWS::CloudFormation::Stack", physical=stack.id, status="CREATE_COMPLETE"
        )
        for id_, stack in nested.items()
    }
    event = Event(id="2f0e6c9c-3b0a-4f0f-8f6e-5f1d8a6f7a11", token=None, time=DEPLOYED)
    return Stack(
        name=name,
        id=_stack_id(name),
        status="UPDATE_COMPLETE",
        status_reason="",
        parameters=Table(parameters),
        tags=Table({"environment": "testing"}),
        outputs=Table(),
        role=None,
        updated=DEPLOYED,
        parent=None if parent is None else _stack_id(parent),
        event=event if parent is None else None,
        template=Text(template),
        resources=Resources(by_id=Table(resources | stacks)),
        nested=Table(nested),
    )


def _stack_id(name: str) -> str:
    return arn("cloudformation", f"stack/{name}/{sha(name)[:8]}")


def _branches(services: list[Service]) -> Table[Table[str]]:
    heads = {service.name: Table({"main": service.commit}) for service in services}
    return Table(heads).overlaid({"infrastructure": Table({"main": INFRASTRUCTURE})})


def _pulls(service: Service) -> Pulls:
    requests = (
        Pull(
            number=number,
            branch=branch(service, number),
            commit=head(service, number),
            committed=DEPLOYED,
            head_repository=service.number,
            base_repository=service.number,
            created=DEPLOYED + timedelta(minutes=number),
            draft=False,
            labels=(),
            author="ada",
            open=True,
        )
        for number in range(1, service.previews + 1)
    )
    return Pulls(complete=True, requests=tuple(requests), unread=Table())


def _images(service: Service) -> Table[str]:
    commits = [service.commit, *(head(service, n) for n in range(1, service.previews + 1))]
    return Table(
        {commit: f"sha256:{hashlib.sha256(commit.encode()).hexdigest()}" for commit in commits}
    )


def ecs_service(service: Service, version: str) -> EcsService:
    """Return the ECS service that runs a version of a service."""
    image = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{service.name}:{version}"
    deployment = Deployment(
        status="PRIMARY",
        rollout="COMPLETED",
        created=DEPLOYED,
        task_definition=arn("ecs", f"task-definition/testing-{service.name}:7"),
        running=1,
        desired=1,
        images=Images(by_container=Table({"main": image})),
    )
    return EcsService(
        cluster=f"testing-{service.name}",
        name=f"testing-{service.name}",
        status="ACTIVE",
        tags=Table({"environment": "testing", "service": service.name}),
        controller="ECS",
        strategy="ROLLING",
        running=1,
        desired=1,
        deployments=(deployment,),
    )


def _exports(services: list[Service]) -> Exports:
    network = {
        f"network-{name}": f"{name.lower()}-0123456789abcdef0"
        for name in ("Vpc", "PrivateSubnet1", "PrivateSubnet2", "LoadBalancerSecurityGroup")
    }
    return Exports(by_name=Table({s.export: s.listener for s in services} | network))


def _listeners(services: list[Service]) -> Table[Listener]:
    behind: dict[str, list[Service]] = {}
    for service in services:
        behind.setdefault(service.listener, []).append(service)
    return Table({arn_: _listener(arn_, group) for arn_, group in behind.items()})


def _listener(listener_arn: str, services: list[Service]) -> Listener:
    load_balancer = listener_arn.replace(":listener/", ":loadbalancer/").rpartition("/")[0]
    names = [name for service in services for name in _names(service)]
    return Listener(
        load_balancer=load_balancer,
        port=443,
        protocol="HTTPS",
        default_target_groups=(),
        rules=tuple(map(_rule, services)),
        certificates=(
            Certificate(
                arn=arn("acm", f"certificate/{sha(listener_arn)}"), names=Names(values=tuple(names))
            ),
        ),
    )


def _names(service: Service) -> Iterator[str]:
    yield f"{service.name}.testing.example.org"
    yield f"*.{service.name}.testing.example.org"


def _rule(service: Service) -> Rule:
    host = Condition(
        kind="host-header", values=(f"{service.name}.testing.example.org",), regex=False
    )
    return Rule(
        arn=service.rule,
        priority=service.priority,
        conditions=(host,),
        target_groups=(service.target_group,),
    )


def _comments(service: Service) -> Table[Comments]:
    return Table({str(n): Comments(own=()) for n in range(1, service.previews + 1)})
