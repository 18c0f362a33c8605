"""Answers to what a capture asks, made from the snapshot that it should come to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar, assert_never, cast

from attrs import evolve, frozen

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather import aws, github
from kayron.core.gather.every import AnyNeed, ZoneOffset
from kayron.core.gather.need import Answers, Need
from kayron.core.gather.request import Request
from kayron.core.gather.running import LIMIT_NAMES, load_balancer_of
from kayron.core.gather.seen import (
    ArnList,
    Content,
    GitObject,
    ListenerList,
    ListenerSeen,
    PullList,
    PullSeen,
    RuleList,
    StackList,
    StackSeen,
)
from kayron.core.gather.step import Step, Wave
from kayron.core.gather.whole import gather
from kayron.core.setting_value import Repository
from kayron.core.snapshot import (
    EcsService,
    Files,
    Images,
    Listener,
    Names,
    Pull,
    Snapshot,
    Stack,
)
from kayron.core.table import Table

A = TypeVar("A")

NOT_ASKED = Unknown("the images were not asked for")

LOGIN = "kayron[bot]"


class NotExpected(LookupError):
    """A capture asked for something that the snapshot does not have."""


Waves = tuple[AbstractSet[object], ...]


@frozen(kw_only=True)
class Captured:
    """What a capture came to, and the waves in which it asked."""

    snapshot: Snapshot
    waves: Waves


def request_for(snapshot: Snapshot) -> Request:
    """Return the request whose answer a snapshot is."""
    owner, _, name = snapshot.source.repository.partition("/")
    return Request(
        captured=snapshot.captured,
        environment=snapshot.environment,
        source=Repository(owner=owner, name=name),
        stack=snapshot.stack,
        region=snapshot.region,
        bucket=snapshot.settings.bucket,
        parameters=snapshot.settings.parameters,
        tags=snapshot.settings.tags,
        update_stack=snapshot.settings.update_stack,
    )


def captured(snapshot: Snapshot) -> Captured:
    """Return what a capture makes of a snapshot's facts."""
    return driven(request_for(snapshot), Answering(snapshot).answer)


def driven(request: Request, answer: Callable[[AnyNeed], object]) -> Captured:
    """Run a capture to its end, answering each need once."""
    (snapshot, _), waves = drive(gather(request), answer)
    return Captured(snapshot=snapshot, waves=waves)


def drive(step: Step[A], answer: Callable[[AnyNeed], object]) -> tuple[A, Waves]:
    """Run a step to its end, and return its result and the waves in which it asked."""
    result: list[A] = []
    running = _noting(step, result)
    answers = Answered()
    waves: list[AbstractSet[object]] = []
    wave = next(running, None)
    while wave is not None:
        needs = cast("frozenset[AnyNeed]", wave - answers.known.keys())
        waves.append(needs)
        answers.known |= {need: answer(need) for need in needs}
        wave = _sent(running, answers)
    return result[0], tuple(filter(None, waves))


def _noting(step: Step[A], result: list[A]) -> Step[None]:
    result.append((yield from step))


def _sent(step: Step[None], answers: Answers) -> Wave | None:
    try:
        return step.send(answers)
    except StopIteration:
        return None


def said(known: Mapping[Need[object], object]) -> Callable[[AnyNeed], object]:
    """Return an answer to just these needs."""
    return lambda need: known[need]


class Answered:
    """The answers so far."""

    def __init__(self) -> None:
        self.known: dict[Need[object], object] = {}

    def __getitem__(self, need: Need[A]) -> A:
        return cast("A", self.known[need])


class Answering:
    """The facts of a snapshot, as the systems outside would tell them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.stacks = {stack.id: stack for stack in _stacks(snapshot.root)}

    def answer(self, need: AnyNeed) -> object:  # noqa: C901, PLR0912 - one case a need
        """Return what one of the systems says."""
        facts = self.snapshot
        match need:
            case github.OwnLogin():
                return LOGIN
            case github.DefaultBranch():
                return "main"
            case github.LatestRelease():
                return facts.source.ref.removeprefix("tags/")
            case github.BranchHead():
                return self.head(need)
            case github.TagTarget():
                return GitObject(kind="commit", sha=self.tagged(need.tag))
            case github.TagCommit():
                return self.tagged(need.tag)
            case github.Tree():
                return self.tree(need)
            case github.Blob():
                return self.blob(need.sha)
            case github.OpenPulls():
                return self.open_pulls(need.repository)
            case github.PullByNumber():
                return self.pull(need)
            case github.CommitTime():
                found = {p.commit: p.committed for p in facts.pulls[need.repository].requests}
                return found[need.sha]
            case github.OwnComments():
                return facts.comments[need.repository][str(need.number)]
            case aws.Account():
                return facts.account
            case aws.StackNamed():
                return self.stack_named(need.name)
            case aws.AllStacks():
                return StackList(stacks=tuple(self.seen(one) for one in self.stacks.values()))
            case aws.NewestEvent():
                return self.stacks[need.stack].event or Absent()
            case aws.StackResources():
                return self.stacks[need.stack].resources
            case aws.StackTemplate():
                return self.stacks[need.stack].template
            case aws.ListedExports():
                return facts.exports
            case aws.RunningService():
                return _without_images(facts.services[need.arn])
            case aws.TaskImages():
                return self.task_images(need.task_definition)
            case aws.Listeners():
                return self.listeners(need.load_balancer)
            case aws.ListenerRules():
                listener = facts.listeners[need.listener]
                return (
                    RuleList(rules=listener.rules) if isinstance(listener, Listener) else listener
                )
            case aws.ListenerCertificates():
                return self.certificates(need.listener)
            case aws.CertificateNames():
                return self.certificate(need.certificate)
            case aws.AccountLimits():
                return Table(
                    {
                        theirs: facts.account_limits[ours]
                        for theirs, ours in LIMIT_NAMES.items()
                        if isinstance(facts.account_limits.get(ours), int)
                    }
                )
            case aws.ImageDigest():
                return facts.images[need.repository][need.tag]
            case aws.OutcomesRecord():
                return facts.outcomes
            case ZoneOffset():
                return facts.zones[need.zone]
        assert_never(need)

    def head(self, need: github.BranchHead) -> Fact[str]:
        """Return a head of the release source, or one that the snapshot has."""
        facts = self.snapshot
        if need.repository == facts.source.repository.partition("/")[2]:
            return facts.source.commit if facts.source.ref == f"heads/{need.branch}" else Absent()
        return facts.branches[need.repository][need.branch]

    def tagged(self, tag: str) -> str:
        """Return a commit for a tag: the release source's own, or one that leads to a tree."""
        source = self.snapshot.source
        if source.ref == f"tags/{tag}" and isinstance(source.commit, str):
            return source.commit
        return hashlib.sha1(tag.encode(), usedforsecurity=False).hexdigest()

    def files(self, commit: str) -> tuple[str, Fact[Files]]:
        """Return the folder and the files of a commit."""
        facts = self.snapshot
        if commit == facts.source.commit:
            return "", facts.source.files
        for version, tree in facts.infrastructure.trees.items():
            if commit in (version, self.tagged(version)):
                return "cloudformation/", tree
        raise NotExpected(commit)

    def tree(self, need: github.Tree) -> object:
        """Return the shas of a tree's files, and of one that is none of ours."""
        folder, files = self.files(need.commit)
        if not isinstance(files, Files):
            return files
        paths = {f"{folder}{path}": _sha(text) for path, text in files.texts.items()}
        binary = {f"{folder}{path}": BINARY for path in files.binary}
        return Table({**paths, **binary, "README.md": _sha("never asked for")})

    def blob(self, sha: str) -> Content:
        """Return the content of any file of the snapshot."""
        if sha == BINARY:
            return Content(text=None)
        trees = (self.snapshot.source.files, *self.snapshot.infrastructure.trees.values())
        texts = (text for one in trees if isinstance(one, Files) for text in one.texts.values())
        return next(Content(text=text) for text in texts if _sha(text) == sha)

    def open_pulls(self, repository: str) -> PullList:
        """Return the list of open pull requests."""
        pulls = self.snapshot.pulls[repository]
        seen = tuple(_seen_pull(pull) for pull in pulls.requests if pull.open)
        return PullList(complete=pulls.complete, pulls=seen)

    def pull(self, need: github.PullByNumber) -> object:
        """Return a pull request that is not in the list."""
        pulls = self.snapshot.pulls[need.repository]
        found = [_seen_pull(pull) for pull in pulls.requests if pull.number == need.number]
        return found[0] if found else pulls.unread[str(need.number)]

    def stack_named(self, name: str) -> object:
        """Return the root stack, or a nested one that was read as absent or unknown."""
        root = self.snapshot.root
        if name == self.snapshot.stack:
            return self.seen(root) if isinstance(root, Stack) else root
        if name in self.stacks:
            raise NotExpected(name)
        return self.gone[name]

    @property
    def gone(self) -> Mapping[str, Absent | Unknown]:
        """Return the nested stacks of which no stack was read, by id."""
        return {
            _physical(stack, name): fact
            for stack in self.stacks.values()
            for name, fact in stack.nested.items()
            if not isinstance(fact, Stack)
        }

    def seen(self, stack: Stack) -> StackSeen:
        """Return a stack as DescribeStacks shows it."""
        root = self.snapshot.root
        is_root = isinstance(root, Stack) and stack.id == root.id
        return StackSeen(
            name=stack.name,
            id=stack.id,
            status=stack.status,
            status_reason=stack.status_reason,
            parameters=stack.parameters,
            tags=stack.tags,
            outputs=stack.outputs,
            role=stack.role,
            updated=stack.updated,
            parent=stack.parent,
            root=root.id if isinstance(root, Stack) and not is_root else None,
        )

    def task_images(self, task: str) -> Fact[Images]:
        """Return the images of a task definition."""
        services = (s for s in self.snapshot.services.values() if isinstance(s, EcsService))
        deployments = (d for service in services for d in service.deployments)
        return next(d.images for d in deployments if d.task_definition == task)

    def listeners(self, balancer: str) -> Fact[ListenerList]:
        """Return the listeners of a load balancer that were read."""
        seen = [
            ListenerSeen(
                arn=arn,
                port=one.port if isinstance(one, Listener) else 0,
                protocol=one.protocol if isinstance(one, Listener) else "",
                default_target_groups=one.default_target_groups
                if isinstance(one, Listener)
                else (),
            )
            for arn, one in self.snapshot.listeners.items()
            if load_balancer_of(arn) == balancer and not isinstance(one, Absent)
        ]
        return ListenerList(listeners=tuple(seen))

    def certificates(self, listener: str) -> Fact[ArnList]:
        """Return the certificates of a listener."""
        fact = self.snapshot.listeners[listener]
        if not isinstance(fact, Listener):
            return fact
        return ArnList(arns=tuple(certificate.arn for certificate in fact.certificates))

    def certificate(self, arn: str) -> Fact[Names]:
        """Return the names of a certificate."""
        listeners = (one for one in self.snapshot.listeners.values() if isinstance(one, Listener))
        return next(c.names for one in listeners for c in one.certificates if c.arn == arn)


BINARY = "b" * 40


def _sha(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _stacks(root: Fact[Stack]) -> Iterator[Stack]:
    if isinstance(root, Stack):
        yield root
        for nested in root.nested.values():
            yield from _stacks(nested)


def _physical(stack: Stack, name: str) -> str:
    resources = stack.resources
    assert not isinstance(resources, Absent | Unknown)
    return resources.by_id[name].physical


def _seen_listener(arn: str, one: Listener | Unknown) -> ListenerSeen:
    if isinstance(one, Unknown):
        return ListenerSeen(arn=arn, port=0, protocol="", default_target_groups=())
    return ListenerSeen(
        arn=arn,
        port=one.port,
        protocol=one.protocol,
        default_target_groups=one.default_target_groups,
    )


def _seen_pull(pull: Pull) -> PullSeen:
    return PullSeen(
        number=pull.number,
        branch=pull.branch,
        commit=pull.commit,
        head_repository=pull.head_repository,
        base_repository=pull.base_repository,
        created=pull.created,
        draft=pull.draft,
        labels=pull.labels,
        author=pull.author,
        open=pull.open,
    )


def _without_images(service: Fact[EcsService]) -> Fact[EcsService]:
    if not isinstance(service, EcsService):
        return service
    bare = tuple(evolve(deployment, images=NOT_ASKED) for deployment in service.deployments)
    return evolve(service, deployments=bare)
