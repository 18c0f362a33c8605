"""A plan built by hand, rich enough to show every part of a rendering, and smaller ones from it."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import evolve

from kayron.core.action import CreateComment, DeleteComment, PutTemplate, UpdateComment, UpdateStack
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.plan import (
    FORMAT,
    Artifact,
    Basis,
    Change,
    Drift,
    DriftKind,
    Kind,
    Life,
    Parameter,
    Plan,
    Preview,
    RenderedTemplate,
    Source,
)
from kayron.core.render.diff import unified
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.verdict import allow, deny, hold

BUCKET = "splits-cloudformation"

LITE = """\
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: lite
      ContainerDefinitions:
        - Name: lite
          Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/lite:${Version}"
  Service:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: lite
      Tags:
        - { Key: service, Value: splits-lite }
"""


def commit(letter: str) -> str:
    """Return a commit that starts with this hex digit and is made of all of them."""
    return (letter + "0123456789abcdef" * 3)[:40]


def copies(code: str, number: int, tag: str) -> str:
    """Return the resources of a preview, as expansion adds them."""
    return f"""\
  # Preview {code} of pull request {number}.
  TaskDefinition{code}:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: lite-{code}
      ContainerDefinitions:
        - Name: lite
          Image: !Sub "${{AWS::AccountId}}.dkr.ecr.${{AWS::Region}}.amazonaws.com/lite:{tag}"
  Service{code}:
    Type: AWS::ECS::Service
    Metadata:
      Kayron:
        pull: {number}
    Properties:
      ServiceName: lite-{code}
"""


def preview(code: str, number: int, branch: str) -> Preview:
    """Return a preview of `splits-lite` that is ready and stays as it is."""
    return Preview(
        subject=f"splits-lite/{code}",
        service="splits-lite",
        hash=code,
        repository="splits-lite",
        pull=number,
        branch=branch,
        current=commit("a"),
        desired=commit("a"),
        effective=commit("a"),
        life=Life.READY,
        change=Change.NONE,
        domain=f"{code.lower()}.lite.testing.splits.org",
        priorities=Table({"ListenerRule": 12001}),
        notes=(),
    )


READY = preview("1D0FD508", 12, "fancy-feature-branch")
ADDED = evolve(
    preview("5ACA54BA", 14, "feature/branch-116594"),
    current=Absent(),
    desired=commit("c"),
    effective=commit("c"),
    life=Life.DEPLOYING,
    change=Change.ADD,
    priorities=Table({"ListenerRule": 12003}),
    notes=("No certificate of the listener covers 5aca54ba.lite.testing.splits.org.",),
)
CHANGED = evolve(
    preview("21328790", 9, "fix/105"),
    desired=commit("d"),
    effective=commit("d"),
    life=Life.DEPLOYING,
    change=Change.CHANGE,
    priorities=Table({"ListenerRule": 12002}),
)
REMOVED = evolve(
    preview("06430406", 7, "fix/1507"),
    desired=Absent(),
    effective=Absent(),
    life=Life.REMOVING,
    change=Change.REMOVE,
    priorities=Table({"ListenerRule": 12004}),
)
WAITING = evolve(
    preview("529E8759", 15, "fix/55"),
    current=Absent(),
    desired=commit("e"),
    effective=Absent(),
    life=Life.WAITING,
    priorities=Table(),
)
BLOCKED = evolve(
    preview("5979E592", 16, "fix/8240"),
    current=Absent(),
    desired=commit("f"),
    effective=Absent(),
    life=Life.BLOCKED,
    priorities=Table(),
    domain="",
)


def artifact(subject: str, current: str, desired: str) -> Artifact:
    """Return a service that moves where its versions differ."""
    return Artifact(
        subject=subject,
        kind=Kind.SERVICE,
        repository=subject,
        strategy=f"release {desired}",
        parameter=f"{subject.title().replace('-', '')}Version",
        current=current,
        desired=desired,
        effective=desired,
        moves=current != desired,
    )


def infrastructure() -> Artifact:
    """Return the infrastructure, which moves along its branch."""
    moving = artifact("infrastructure", commit("1"), commit("2"))
    return evolve(moving, kind=Kind.INFRASTRUCTURE, strategy="branch main")


BEFORE = LITE + copies("21328790", 9, commit("a")) + copies("06430406", 7, commit("a"))
AFTER = LITE + copies("21328790", 9, commit("d")) + copies("5ACA54BA", 14, commit("c"))
ROOT_BEFORE = "Parameters:\n  Environment:\n    Type: String\n    Default: testing\n"
ROOT_AFTER = ROOT_BEFORE.replace("Default: testing", "Default: staging")


def template(path: str, stack: str, before: str, after: str, digit: str) -> RenderedTemplate:
    """Return a rendered template with its diff; `digit` is what its digest is made of."""
    stem, _, kind = path.rpartition(".")
    return RenderedTemplate(
        path=path,
        stacks=(stack,),
        key=f"testing/{stem}.{digit * 64}.{kind}",
        digest=digit * 64,
        text=Text(after),
        diff=unified(before, after, path),
        deployed=before == after,
    )


TEMPLATES = (
    template("index.yaml", "", ROOT_BEFORE, ROOT_AFTER, "1"),
    template("lite.yaml", "Lite", BEFORE, AFTER, "2"),
    template("server.yaml", "Server", "Resources: {}\n", "Resources: {}\n", "3"),
)

NEW_IMAGE = "The image splits-explorer:v0.3.0 is not in ECR yet."

VERDICTS = (
    allow("stack-status", "stack", "The stack is UPDATE_COMPLETE.", "root.status"),
    allow("pause", "stack", "Nothing is paused.", "source.files"),
    deny("suspend", "splits-server", "It is suspended: the database is being moved."),
    hold("image", "splits-explorer", NEW_IMAGE, 'images["splits-explorer"]["v0.3.0"]'),
    hold("image", WAITING.subject, f"The image splits-lite:{commit('e')} is not in ECR yet."),
    deny(
        "eligibility",
        BLOCKED.subject,
        "Pull request 16 comes from a fork: its head repository is 4711, its base repository 1001.",
        'pulls["splits-lite"].requests',
    ),
    deny("open", REMOVED.subject, "Pull request #7 is closed."),
)

PUTS = tuple(
    PutTemplate(
        id=f"put-template {template.path}",
        reason="Nothing deployed uses this key yet.",
        needs=(),
        bucket=BUCKET,
        key=template.key,
        digest=template.digest,
        path=template.path,
    )
    for template in TEMPLATES[:2]
)

UPDATE = UpdateStack(
    id="update-stack",
    reason="infrastructure moves from 10123456 to 20123456.\n"
    "splits-lite moves from v0.1.0 to v0.1.1.\n"
    "Pull request 14 of splits-lite gets a preview.",
    needs=tuple(put.id for put in PUTS),
    stack="splits-testing",
    operation="kayron-0123456789abcdef0123456789abcdef-0123456789abcdef",
    desired="4" * 64,
    event="event-17",
    direct=False,
    template_url=f"https://{BUCKET}.s3.us-west-2.amazonaws.com/{TEMPLATES[0].key}",
    parameters=Table({"Environment": None, "SplitsLiteVersion": "v0.1.1"}),
    redacted=(),
    tags=Table({"environment": "testing"}),
    capabilities=("CAPABILITY_NAMED_IAM",),
    previews=True,
    versions=Table({"splits-lite": "v0.1.1", ADDED.subject: commit("c")}),
    pulls=Table({ADDED.subject: 14}),
)

COMMENTS = (
    CreateComment(
        id="create-comment splits-lite 14",
        reason="Pull request 14 has no status comment yet.",
        needs=(),
        repository="splits-lite",
        pull=14,
        body=Text("deploying"),
    ),
    UpdateComment(
        id="update-comment splits-lite 14",
        reason="The preview is ready once the update is complete.",
        needs=("create-comment splits-lite 14", "update-stack"),
        repository="splits-lite",
        pull=14,
        comment=None,
        body=Text("ready"),
        ready=Table({ADDED.subject: commit("c")}),
    ),
    DeleteComment(
        id="delete-comment splits-lite 12 900",
        reason="Pull request 12 has two status comments; the oldest is kept.",
        needs=(),
        repository="splits-lite",
        pull=12,
        comment=900,
    ),
)

RICH = Plan(
    format=FORMAT,
    snapshot="5" * 64,
    captured=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    environment=Environment.TESTING,
    region="us-west-2",
    account="123456789012",
    stack="splits-testing",
    status="UPDATE_COMPLETE",
    source="releases",
    commit=commit("9"),
    artifacts=(
        infrastructure(),
        evolve(artifact("splits-explorer", "v0.2.9", "v0.3.0"), moves=False, effective="v0.2.9"),
        artifact("splits-lite", "v0.1.0", "v0.1.1"),
        evolve(
            artifact("splits-server", commit("b"), commit("c")), moves=False, strategy="suspend"
        ),
        artifact("splits-teams", "v2.0.0", "v2.0.0"),
    ),
    previews=(REMOVED, CHANGED, READY, ADDED, WAITING, BLOCKED),
    drift=(
        Drift(kind=DriftKind.RELEASE, subject="splits-lite", reason="v0.1.1 is not v0.1.0."),
        Drift(
            kind=DriftKind.TEMPLATE,
            subject="server.yaml",
            reason="The deployed template is not what its inputs render to: DesiredCount is 3.",
        ),
    ),
    verdicts=VERDICTS,
    templates=TEMPLATES,
    parameters=(
        Parameter(
            name="Environment",
            source=Source.PREVIOUS,
            value=None,
            changes=False,
            reason="Keeps the value that the stack has.",
        ),
        Parameter(
            name="InfrastructureVersion",
            source=Source.VERSION,
            value=commit("2"),
            changes=True,
            reason="The version that its artifact moves to.",
        ),
        Parameter(
            name="SplitsLiteVersion",
            source=Source.VERSION,
            value="v0.1.1",
            changes=True,
            reason="The version that its artifact moves to.",
        ),
        Parameter(
            name="DatabasePassword",
            source=Source.SECRET,
            value=None,
            changes=True,
            reason="Set by KAYRON_CLOUDFORMATION_PARAMETERS.",
        ),
    ),
    tags=Table({"environment": "testing"}),
    capabilities=("CAPABILITY_NAMED_IAM",),
    actions=(*PUTS, UPDATE, *COMMENTS),
    waiting=("The preview of pull request 18 of splits-lite is added by the next update.",),
    basis=Basis(
        desired="4" * 64,
        event="event-17",
        verdicts=Table({"pause stack": "allow"}),
        actions=Table({"update-stack": "6" * 64}),
        inputs=Table({"kayron.yaml": "7" * 64}),
    ),
    digest="8" * 64,
)

QUIET = evolve(
    RICH,
    artifacts=(artifact("splits-teams", "v2.0.0", "v2.0.0"),),
    previews=(),
    drift=(),
    verdicts=VERDICTS[:2],
    templates=TEMPLATES[2:],
    actions=(),
    waiting=(),
)
"""A plan of a stack that runs what it should: nothing to do."""

UNREAD = evolve(
    QUIET,
    commit=Unknown("GitHub answered 502."),
    artifacts=(evolve(artifact("splits-teams", "v2.0.0", "v2.0.0"), desired=Unknown("502.")),),
    verdicts=(hold("unknown-facts", "splits-teams", "branches was not read: 502."),),
)
"""A plan that rests on facts that could not be read."""
