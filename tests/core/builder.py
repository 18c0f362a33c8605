"""Builders of the facts that decide about artifacts and previews: each says only what matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from attrs import evolve

from kayron.core.configuration import Configuration
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gate_setting import GateOverrides
from kayron.core.hashing import branch_hash
from kayron.core.preview import PreviewCase, Standing
from kayron.core.problem import Place
from kayron.core.release import Branch, Definition, Definitions, Strategy
from kayron.core.snapshot import (
    Deployment,
    EcsService,
    Environment,
    Images,
    Infrastructure,
    Listener,
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
from kayron.core.stack.ledger import Deployed
from kayron.core.table import Table
from kayron.core.wanted import wanted_previews

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""When every snapshot here is captured."""

REPOSITORY = 1
"""GitHub's id of the base repository."""


def definition(
    docker: str | None = "lite",
    *,
    github: str = "",
    strategy: Strategy | None = None,
    preview: GateOverrides | None = None,
) -> Definition:
    return Definition(
        docker=docker,
        github=github or docker or "infrastructure",
        strategy=strategy or Branch(name="main"),
        preview=preview,
        domain=None,
        priorities=None,
        place=Place("service/lite.yaml", 1, 3),
    )


def asking(docker: str = "lite", *, github: str = "", **gates: object) -> Definition:
    """Return the definition of a service that asks for previews, with these gates of its own."""
    overrides = GateOverrides(**gates)  # type: ignore[arg-type]
    return definition(docker, github=github, preview=overrides)


def definitions(*services: Definition) -> Definitions:
    return Definitions(infrastructure=definition(None), services=services)


def pull(
    number: int, branch: str = "", *, age: timedelta = timedelta(days=1), **changes: object
) -> Pull:
    """Return a pull request of this age at noon; its commit is `c` and its number."""
    made = Pull(
        number=number,
        branch=branch or f"feature/{number}",
        commit=f"c{number}",
        committed=NOON - age,
        head_repository=REPOSITORY,
        base_repository=REPOSITORY,
        created=NOON - age,
        draft=False,
        labels=(),
        author="octocat",
        open=True,
    )
    return evolve(made, **changes)  # type: ignore[arg-type]


def pulls(
    *requests: Pull,
    complete: bool | Unknown = True,
    unread: Mapping[str, Absent | Unknown] | None = None,
) -> Pulls:
    return Pulls(complete=complete, requests=requests, unread=Table(unread or {}))


def deployed(
    branch: str,
    number: int | None = None,
    *,
    service: str = "lite",
    version: str | None = "old",
    stack: tuple[str, ...] = ("Lite",),
) -> Deployed:
    """Return what the ledger says of the preview of a branch."""
    hash_ = branch_hash(branch)
    return Deployed(
        service=service,
        hash=hash_,
        pull=number,
        stack=stack,
        ids=(f"Service{hash_}",),
        priorities=Table({"Rule": 101}),
        listeners=Table(),
        version=version,
    )


def case(
    standing: Standing, request: Pull | None = None, held: Deployed | None = None, **rest: object
) -> PreviewCase:
    """Return the case of a preview of `lite` with these facts."""
    made = PreviewCase(
        docker="lite",
        hash=held.hash if held else branch_hash(request.branch if request else "feature"),
        repository="lite",
        standing=standing,
        pull=request,
        deployed=held,
    )
    return evolve(made, **rest)  # type: ignore[arg-type]


def snapshot(
    *,
    environment: Environment = Environment.TESTING,
    pull_lists: Mapping[str, Pulls] | None = None,
    root: Fact[Stack] | None = None,
    services: Mapping[str, Fact[EcsService]] | None = None,
    listeners: Mapping[str, Fact[Listener]] | None = None,
) -> Snapshot:
    return Snapshot(
        format=1,
        captured=NOON,
        environment=environment,
        region="eu-west-1",
        account="123456789012",
        stack="testing",
        settings=SnapshotSettings(
            bucket="bucket",
            parameters=Table(),
            redacted=(),
            tags=Table(),
            limits=Table(),
            update_stack=False,
        ),
        zones=Table(),
        source=ReleaseSource(
            repository="acme/releases",
            ref="heads/main",
            resolution="head of the default branch",
            commit="f00d",
            files=Absent(),
        ),
        infrastructure=Infrastructure(trees=Table()),
        branches=Table(),
        pulls=Table(pull_lists or {}),
        images=Table(),
        root=Absent() if root is None else root,
        exports=Absent(),
        services=Table(services or {}),
        listeners=Table(listeners or {}),
        account_limits=Table(),
        outcomes=Outcomes(entries=()),
        comments=Table(),
    )


def previews(
    *services: Definition,
    requests: Pulls | None = None,
    held: Iterable[Deployed] = (),
    configuration: Configuration | None = None,
    environment: Environment = Environment.TESTING,
) -> tuple[PreviewCase, ...]:
    """Return the previews of services that all share the repository of the first one."""
    lists = {} if requests is None else {services[0].github: requests}
    return wanted_previews(
        definitions(*services),
        configuration or Configuration(),
        snapshot(environment=environment, pull_lists=lists),
        held,
    )


def deployment(
    image: str = "registry.example.org/lite:v1.0.0",
    *,
    age: timedelta = timedelta(hours=1),
    **changes: object,
) -> Deployment:
    """Return a deployment that is done, with one container."""
    made = Deployment(
        status="PRIMARY",
        rollout="COMPLETED",
        created=NOON - age,
        task_definition="arn:task",
        running=2,
        desired=2,
        images=images(app=image),
    )
    return evolve(made, **changes)  # type: ignore[arg-type]


def images(**by_container: str) -> Images:
    return Images(by_container=Table(by_container))


def ecs_service(
    name: str = "lite",
    *deployments: Deployment,
    tags: Mapping[str, str] | None = None,
    status: str = "ACTIVE",
    controller: str = "ECS",
) -> EcsService:
    """Return an ECS service, tagged as the main one of `lite` unless said otherwise."""
    own = {"environment": "testing", "service": "lite"} if tags is None else tags
    return EcsService(
        cluster="main",
        name=name,
        status=status,
        tags=Table(own),
        controller=controller,
        strategy="ROLLING",
        running=2,
        desired=2,
        deployments=deployments or (deployment(),),
    )


def stack(
    resources: Mapping[str, Resource] | Absent | Unknown,
    nested: Mapping[str, Fact[Stack]] | None = None,
    *,
    parameters: Mapping[str, str] | None = None,
) -> Stack:
    return Stack(
        name="testing",
        id="arn:stack",
        status="UPDATE_COMPLETE",
        status_reason="",
        parameters=Table(parameters or {}),
        tags=Table(),
        outputs=Table(),
        role=None,
        updated=NOON,
        parent=None,
        event=None,
        template=Text("Resources: {}"),
        resources=(
            resources
            if isinstance(resources, Absent | Unknown)
            else Resources(by_id=Table(resources))
        ),
        nested=Table(nested or {}),
    )


def resource(kind: str, physical: str, status: str = "UPDATE_COMPLETE") -> Resource:
    return Resource(type=kind, physical=physical, status=status)


def listener(*rules: Rule, protocol: str = "HTTPS") -> Listener:
    return Listener(
        load_balancer="arn:balancer",
        port=443,
        protocol=protocol,
        default_target_groups=(),
        rules=rules,
        certificates=(),
    )
