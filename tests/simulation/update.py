"""An update of the stack that a process began: what it submits, as CloudFormation has it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import define, field, frozen

from tests.sandbox.aws.cloudformation.stack import NESTED, Stack
from tests.sandbox.aws.cloudformation.template import Template, parsed
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.tag import as_dict
from tests.simulation.company import MONDAY, Company
from tests.simulation.deployed import ECS_SERVICE, LISTENER_RULE
from tests.simulation.events.bucket import lease
from tests.simulation.fault import Fault
from tests.simulation.wire import Request, Wire
from tests.simulation.witness import Deed, Observer

Templates = Mapping[str, Template]
"""Templates of a root stack and of those nested in it, by logical id; the root's is empty."""

URL = re.compile(r"https://[^/]+/(?P<key>.+)")

COMMIT = re.compile(r"\b[0-9a-f]{40}\b")

Numbers = Mapping[tuple[str, int], str]
"""The live rules by their listener and number."""

BEGINNING = frozenset({"ExecuteChangeSet", "UpdateStack"})


@frozen(kw_only=True)
class Copy:
    """A preview in templates: its version, its logical ids, and its rules' priorities by these.

    `listeners` is what its rules' listeners are, as far as the templates say.
    """

    docker: str
    hash: str
    stack: str
    version: str | None
    ids: frozenset[str]
    priorities: Mapping[str, object] = field(eq=False)
    listeners: str


@frozen(kw_only=True, eq=False)
class Update:
    """An update that a process began, and what it rests on.

    `since` is when the process took the lease under which it captured. `given` has the value of
    each parameter that was sent, None for the previous one, which `previous` has. `events` are
    those of the root stack before it, `looked` is when the process read them last. `lagged`
    tells that AWS answered something in its loop that was not true any more. `numbers` are those of
    live rules that had them when that lease was taken, and still have.
    """

    process: str
    operation: str
    direct: bool
    since: datetime
    looked: datetime
    lagged: bool
    time: datetime
    given: Mapping[str, str | None]
    previous: Mapping[str, str]
    before: Templates
    after: Templates
    events: tuple[str, ...]
    numbers: Numbers

    def value(self, parameter: str) -> str | None:
        """Return the value that a parameter has in it."""
        given = self.given.get(parameter)
        return self.previous.get(parameter) if given is None else given


@frozen
class _Taken:
    """A lease that a process took: its token, when, and the numbers of the live rules then."""

    token: str
    time: datetime
    numbers: Numbers = field(eq=False)


@define(kw_only=True)
class Updates(Observer):
    """Tells of each update that is begun; `begun` has all of them."""

    company: Company
    wire: Wire
    judges: list[Callable[[Update], None]]
    begun: list[Update] = field(factory=list)
    _taken: dict[str, _Taken] = field(factory=dict)
    _count: int = 0
    _before: Templates = field(factory=dict)
    _previous: Mapping[str, str] = field(factory=dict)
    _events: tuple[str, ...] = ()

    def before(self, request: Request) -> None:
        """Keep what the stack is before it may be updated."""
        root = self.company.root
        if request.operation in BEGINNING and root is not None:
            self._count = root.updates
            self._before = deployed(self.company, root)
            self._previous = root.definition.parameters
            self._events = tuple(
                one["EventId"] for one in root.events if one["PhysicalResourceId"] == root.id
            )

    def after(self, deed: Deed) -> None:
        """Tell of an update that was begun; note when a lease was taken."""
        if deed.key == lease(self.company) and deed.operation == "PutObject":
            self._note(deed)
        root = self.company.root
        if deed.operation not in BEGINNING or deed.refused or root is None:
            return
        if root.updates == self._count:
            return
        update = self._update(deed, root)
        self.begun.append(update)
        for judge in self.judges:
            judge(update)

    def _note(self, deed: Deed) -> None:
        token = str(json.loads(deed.asked["Body"])["token"])
        known = self._taken.get(deed.process)
        if known is None or known.token != token:
            self._taken[deed.process] = _Taken(token, deed.time, numbers(self.company))

    def since(self, process: str) -> datetime:
        """Return when a process took the lease that it has, or had last."""
        return self._taken[process].time

    @property
    def cleared(self) -> datetime:
        """When a process took the lease under which it began the newest update."""
        return self.begun[-1].since if self.begun else MONDAY

    def _update(self, deed: Deed, root: Stack) -> Update:
        direct = deed.operation == "UpdateStack"
        asked = deed.asked if direct else self._change_set(deed)
        given = {
            one["ParameterKey"]: None if one.get("UsePreviousValue") else one["ParameterValue"]
            for one in asked["Parameters"]
        }
        return Update(
            process=deed.process,
            operation=str(deed.asked["ClientRequestToken"]),
            direct=direct,
            since=self.since(deed.process),
            looked=self._looked(deed.process),
            lagged=self._lagged(deed.process),
            time=deed.time,
            given=given,
            previous=self._previous,
            before=self._before,
            after=rendered(self.company, root, self._before),
            events=self._events,
            numbers=dict(self._taken[deed.process].numbers.items() & numbers(self.company).items()),
        )

    def _looked(self, process: str) -> datetime:
        looks = (
            call.time
            for call in reversed(self.wire.calls)
            if call.process == process and call.operation == "DescribeStackEvents"
        )
        return next(looks, self.since(process))

    def _lagged(self, process: str) -> bool:
        return any(
            (call.process, call.fault) == (process, Fault.STALE) and call.service != "github"
            for call in self.wire.calls
        )

    def _change_set(self, deed: Deed) -> Any:  # noqa: ANN401, what AWS was sent
        change_sets = self.company.aws.region.cloudformation.change_sets
        return change_sets.given(str(deed.asked["ChangeSetName"]))


def numbers(company: Company) -> Numbers:
    """Return the numbers that live rules have, default rules aside."""
    return {
        (listener.arn, rule.priority): rule.arn
        for listener in company.aws.region.elb.listeners.values()
        for rule in listener.rules.values()
        if rule.priority is not None
    }


def deployed(company: Company, root: Stack) -> Templates:
    """Return the templates of a root stack and of those nested in it."""
    found = {"": root.definition.template}
    stacks = company.aws.region.cloudformation.stacks
    for name, resource in root.resources.items():
        if resource.state.kind == NESTED and resource.physical:
            found[name] = stacks.find(resource.physical).definition.template
    return found


def rendered(company: Company, root: Stack, before: Templates) -> Templates:
    """Return the templates that an update has which has just begun."""
    found = {"": root.definition.template}
    for name, resource in root.definition.template.resources.items():
        if resource["Type"] == NESTED:
            template = _fetched(company, resource["Properties"]["TemplateURL"])
            kept = template or before.get(name)
            if kept is not None:
                found[name] = kept
    return found


def _fetched(company: Company, url: object) -> Template | None:
    match = URL.fullmatch(url) if isinstance(url, str) else None
    stored = company.objects.get(match["key"]) if match else None
    try:
        return parsed(stored.body.decode()) if stored is not None else None
    except AwsError:
        return None


def copies(templates: Templates) -> Mapping[tuple[str, str], Copy]:
    """Return the previews in templates, by service and hash."""
    found = (copy for name in templates for copy in _copies(templates, name))
    return {(copy.docker, copy.hash): copy for copy in found}


def _copies(templates: Templates, stack: str) -> Iterator[Copy]:
    resources = templates[stack].resources
    for resource in resources.values():
        if resource["Type"] != ECS_SERVICE:
            continue
        tags = as_dict((resource.get("Properties") or {}).get("Tags", []))
        hash_ = str(tags.get("preview", ""))
        if hash_:
            ids = frozenset(one for one in resources if one.endswith(hash_))
            yield _copy(templates, stack, str(tags["service"]), hash_, ids)


def _copy(templates: Templates, stack: str, docker: str, hash_: str, ids: frozenset[str]) -> Copy:
    resources = templates[stack].resources
    rules = {one: resources[one]["Properties"] for one in sorted(ids) if is_rule(resources[one])}
    tasks = [resources[one] for one in ids if resources[one]["Type"].endswith("TaskDefinition")]
    versions = sorted(set(COMMIT.findall(json.dumps(tasks))))
    return Copy(
        docker=docker,
        hash=hash_,
        stack=stack,
        version=versions[0] if versions else None,
        ids=ids,
        priorities={one: rule["Priority"] for one, rule in rules.items()},
        listeners=listeners_of(templates, stack, [rule["ListenerArn"] for rule in rules.values()]),
    )


def listeners_of(templates: Templates, stack: str, arns: list[object]) -> str:
    """Return what listeners are said to be, by a stack and by what the root passes to it."""
    passed = (templates[""].resources.get(stack) or {}).get("Properties") or {}
    given = (passed.get("Parameters") or {}).get("Listener")
    return json.dumps([arns, given], sort_keys=True)


def is_rule(resource: Mapping[str, object]) -> bool:
    """Tell whether a resource is a listener rule."""
    return resource["Type"] == LISTENER_RULE
