"""One plain example of every class of the snapshot; `attrs.evolve` what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime

from kayron.core.conversion import Text
from kayron.core.snapshot import (
    FORMAT,
    Certificate,
    Comment,
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
    Result,
    Rule,
    Snapshot,
    SnapshotSettings,
    Stack,
    Submission,
)
from kayron.core.table import Table
from tests.world.identity import ACCOUNT, REGION, arn, commit, uuid

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

LISTENER_ARN = arn("elasticloadbalancing", "listener/app/acme/0123456789abcdef/1111111111111111")
TARGET_GROUP_ARN = arn("elasticloadbalancing", "targetgroup/lite/2222222222222222")
SERVICE_ARN = arn("ecs", "service/acme/lite")
TASK_DEFINITION_ARN = arn("ecs", "task-definition/lite:7")

SETTINGS = SnapshotSettings(
    bucket="acme-templates",
    parameters=Table(),
    redacted=(),
    tags=Table({"environment": "testing"}),
    limits=Table(),
    update_stack=False,
)

FILES = Files(texts=Table(), binary=())

SOURCE = ReleaseSource(
    repository="acme/releases",
    ref="heads/main",
    resolution="there is no branch testing, so the default branch main",
    commit=commit("releases"),
    files=FILES,
)

PULL = Pull(
    number=7,
    branch="feature",
    commit=commit("feature"),
    committed=NOON,
    head_repository=1,
    base_repository=1,
    created=NOON,
    draft=False,
    labels=(),
    author="maria",
    open=True,
)

PULLS = Pulls(complete=True, requests=(PULL,), unread=Table())

EVENT = Event(id=uuid("event"), token=None, time=NOON)

RESOURCE = Resource(type="AWS::ECS::Service", physical=SERVICE_ARN, status="CREATE_COMPLETE")

RESOURCES = Resources(by_id=Table({"Service": RESOURCE}))

STACK = Stack(
    name="acme-testing",
    id=arn("cloudformation", f"stack/acme-testing/{uuid('acme-testing')}"),
    status="UPDATE_COMPLETE",
    status_reason="",
    parameters=Table(),
    tags=Table({"environment": "testing"}),
    outputs=Table(),
    role=None,
    updated=NOON,
    parent=None,
    event=EVENT,
    template=Text("Resources: {}\n"),
    resources=RESOURCES,
    nested=Table(),
)

IMAGES = Images(by_container=Table({"lite": "registry.example.org/lite:v1.0.0"}))

DEPLOYMENT = Deployment(
    status="PRIMARY",
    rollout="COMPLETED",
    created=NOON,
    task_definition=TASK_DEFINITION_ARN,
    running=1,
    desired=1,
    images=IMAGES,
)

SERVICE = EcsService(
    cluster="acme",
    name="lite",
    status="ACTIVE",
    tags=Table({"environment": "testing", "service": "lite"}),
    controller="ECS",
    strategy="ROLLING",
    running=1,
    desired=1,
    deployments=(DEPLOYMENT,),
)

CONDITION = Condition(kind="host-header", values=("lite.example.org",), regex=False)

RULE = Rule(
    arn=f"{LISTENER_ARN.replace(':listener/', ':listener-rule/')}/3333333333333333",
    priority=100,
    conditions=(CONDITION,),
    target_groups=(TARGET_GROUP_ARN,),
)

NAMES = Names(values=("*.example.org", "example.org"))

CERTIFICATE = Certificate(arn=arn("acm", f"certificate/{uuid('certificate')}"), names=NAMES)

LISTENER = Listener(
    load_balancer=arn("elasticloadbalancing", "loadbalancer/app/acme/0123456789abcdef"),
    port=443,
    protocol="HTTPS",
    default_target_groups=(),
    rules=(RULE,),
    certificates=(CERTIFICATE,),
)

EXPORTS = Exports(by_name=Table())

SUBMISSION = Submission(
    operation=f"kayron-{commit('operation')[:32]}-{commit('event')[:16]}",
    desired=commit("desired") + commit("digest")[:24],
    time=NOON,
    previews=False,
    versions=Table({"lite": "v1.0.0"}),
    pulls=Table(),
    result=Result.SUCCEEDED,
    cause=None,
    resource=None,
    reason=None,
)

OUTCOMES = Outcomes(entries=(SUBMISSION,))

COMMENT = Comment(id=1, body=Text("<!-- kayron:preview:status -->\n"))

COMMENTS = Comments(own=(COMMENT,))

SNAPSHOT = Snapshot(
    format=FORMAT,
    captured=NOON,
    environment=Environment.TESTING,
    region=REGION,
    account=ACCOUNT,
    stack=STACK.name,
    settings=SETTINGS,
    zones=Table(),
    source=SOURCE,
    infrastructure=Infrastructure(trees=Table({commit("infrastructure"): FILES})),
    branches=Table(),
    pulls=Table(),
    images=Table(),
    root=STACK,
    exports=EXPORTS,
    services=Table({SERVICE_ARN: SERVICE}),
    listeners=Table({LISTENER_ARN: LISTENER}),
    account_limits=Table(),
    outcomes=OUTCOMES,
    comments=Table(),
)
