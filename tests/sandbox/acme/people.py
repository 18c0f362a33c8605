"""What people and other tools do at Acme, drawn at random from a seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from attrs import define, field

from tests.sandbox.acme.morning import SHOP
from tests.sandbox.acme.organisation import PEOPLE, RELEASES, SERVICES, STACK, Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.aws.error import AwsError
from tests.sandbox.github.pull import Pull

BRANCHES = ("calmer-footer", "size-guide", "fix/55", "feature/branch-116594", "dependabot/npm")

STOREFRONT = "cloudformation/storefront.yaml"
CATALOG = "cloudformation/catalog.json"
INDEX = "cloudformation/index.yaml"

COMMITS = (
    (CATALOG, '"Memory": "512"', '"Memory": "1024"'),
    (STOREFRONT, "Priority: 1000", "Priority: 1003"),
    (STOREFRONT, "Priority: 1000", "Priority: 2000"),
    (STOREFRONT, "  Rule:\n", "  WebRule:\n"),
    (STOREFRONT, "- Rule\n", "- WebRule\n"),
    (STOREFRONT, "HealthCheckPath: /api/health", "HealthCheckPath: /health"),
    (STOREFRONT, "RetentionInDays: 14", "RetentionInDays: 30"),
    (STOREFRONT, "Resources:\n", "Resources:\n  Mail: { Type: AWS::SQS::Queue }\n"),
    (STOREFRONT, "Resources:\n", "Resources: [\n"),
    (INDEX, 'Default: "warn"', 'Default: "debug"'),
    (INDEX, "Resources:\n", "Resources:\n  Topic: { Type: AWS::SNS::Topic }\n"),
    ("cloudformation/mailer.yaml", "VisibilityTimeout: 120", "VisibilityTimeout: 60"),
)
"""Replacements in templates: each is made or taken back."""

POLICIES = (
    "",
    "previews: {drafts: true}\n",
    "previews: {max_total: 2}\n",
    "previews: {exclude_labels: [blocked], max_per_service: 1}\n",
    "previews: {environments: [staging]}\n",
    "pause: {reason: the day is over}\n",
    "template_drift: reconcile\n",
)

FAILING = ("Service", "TaskDefinition", "Rule*", "*/TargetGroup*", "Worker")


@define
class People:
    """Everybody at Acme, and what they do next."""

    organisation: Organisation
    random: Random
    done: list[str] = field(factory=list)
    _releases: int = 0

    def act(self) -> None:
        """Do something, a while after what was done before."""
        self.organisation.wait(minutes=self.random.choice([1, 5, 60]))
        step = self.random.choice(STEPS)
        self.done.append(step.__name__)
        step(self)

    def open(self) -> None:
        """Open a pull request of a branch that has none, or push to it."""
        branch = self.random.choice(BRANCHES)
        known = [one for one in self.pulls() if one.head == branch and one.is_open]
        if known:
            self.built(known[0].push({f"{len(self.done)}.txt": branch}, time=self.now()))
            return
        number, author = 100 + len(self.pulls()), self.random.choice(PEOPLE)
        built = self.random.random() < 0.8
        self.organisation.open_pull(SHOP, number, branch, author, built=built)

    def fork(self) -> None:
        """Open a pull request from outside."""
        self.organisation.open_fork(SHOP, 100 + len(self.pulls()), f"patch-{len(self.done)}")

    def edit(self) -> None:
        """Do something with a pull request that is there."""
        if self.pulls():
            pull = self.random.choice(self.pulls())
            self.random.choice(EDITS)(self, pull)

    def push(self) -> None:
        """Push to the main branch of a service."""
        docker = self.random.choice(sorted(SERVICES))
        sha = self.organisation.push(SERVICES[docker])
        if self.random.random() < 0.8:
            self.organisation.build(docker, sha)

    def release(self) -> None:
        """Release a service, with its image or before it is there."""
        self._releases += 1
        docker = self.random.choice(sorted(RELEASES))
        built = self.random.random() < 0.8
        self.organisation.release(docker, f"v9.{self._releases}.0", built=built)

    def commit(self) -> None:
        """Change a template, or change it back."""
        path, old, new = self.random.choice(COMMITS)
        text = self.organisation.text("infrastructure", path)
        old, new = (old, new) if text.count(new) != 1 else (new, old)
        if text.count(old) == 1:
            self.organisation.change("infrastructure", path, old, new)

    def decree(self) -> None:
        """Write another policy."""
        self.organisation.commit("releases", {"kayron.yaml": self.random.choice(POLICIES)})

    def intrude(self) -> None:
        """Let another tool add a rule among the previews'."""
        elb = self.organisation.aws.region.elb
        listeners = sorted(elb.listeners)
        priority = self.random.choice([1001, 1002, 1003, 1004, 1050])
        data = {
            "ListenerArn": self.random.choice(listeners),
            "Priority": priority,
            "Conditions": [{"Field": "host-header", "Values": [f"o{priority}.example.org"]}],
            "Actions": [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}],
        }
        try:
            elb.create_rule(data)
        except AwsError:
            return

    def meddle(self) -> None:
        """Update the stack by hand."""
        cloudformation = client(self.organisation.aws, "cloudformation")
        given = self.organisation.aws.stack(STACK).definition.parameters
        level = self.random.choice(["info", "error"])
        parameters: list[dict[str, object]] = [
            {"ParameterKey": name, "UsePreviousValue": True} for name in given if name != "LogLevel"
        ]
        try:
            cloudformation.update_stack(
                StackName=STACK,
                UsePreviousTemplate=True,
                Parameters=[*parameters, {"ParameterKey": "LogLevel", "ParameterValue": level}],
                Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            )
        except cloudformation.exceptions.ClientError:
            return
        self.organisation.aws.settle()

    def sabotage(self) -> None:
        """Let the next change of a resource fail, once."""
        self.organisation.aws.trouble.fail(self.random.choice(FAILING))

    def rest(self) -> None:
        """Do nothing for hours."""
        self.organisation.aws.advance(timedelta(hours=20).total_seconds())

    # Pull requests.

    def pulls(self) -> list[Pull]:
        """Return all pull requests of the shop."""
        return list(self.organisation.repositories[SHOP].pulls.values())

    def close(self, pull: Pull) -> None:
        """Close a pull request, or open it again."""
        if pull.merged is not None:
            return
        if pull.is_open:
            pull.close(self.now())
        elif not any(one.is_open and one.head == pull.head for one in self.pulls()):
            pull.reopen(self.now())

    def merge(self, pull: Pull) -> None:
        """Merge a pull request, and build what came of it."""
        if pull.is_open:
            self.built(pull.merge(self.now()))

    def label(self, pull: Pull) -> None:
        """Label a pull request."""
        pull.label(*self.random.choice([(), ("no-preview",), ("blocked",)]))

    def mark(self, pull: Pull) -> None:
        """Turn a pull request into a draft, or back."""
        pull.mark(draft=not pull.draft)

    def lock(self, pull: Pull) -> None:
        """Lock a conversation, or unlock it."""
        pull.lock(locked=not pull.locked)

    def build(self, pull: Pull) -> None:
        """Build the head of a pull request."""
        self.built(pull.head_sha)

    def built(self, sha: str) -> None:
        """Build a commit of the shop."""
        self.organisation.build(SHOP, sha)

    def now(self) -> datetime:
        """Return the time at Acme."""
        return self.organisation.aws.now()


STEPS: tuple[Callable[[People], None], ...] = (
    *(People.open, People.open, People.open, People.edit, People.edit, People.edit),
    *(People.push, People.push, People.release, People.commit, People.commit, People.fork),
    *(People.decree, People.intrude, People.meddle, People.sabotage, People.rest),
)
"""What is done, the more often the more often it stands here."""

EDITS: tuple[Callable[[People, Pull], None], ...] = (
    *(People.close, People.close, People.merge, People.label, People.mark),
    *(People.lock, People.build),
)
