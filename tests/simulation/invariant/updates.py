"""Invariants of an update as it begins, each told from what CloudFormation has of it.

1: what it puts in place was in the registry since the deciding capture, and is no commit of a
fork's or an ineligible pull request. 2: a preview keeps its priorities, and no rule gets the
number of another one. 3: it rests on the newest update. 4: what it removes it may remove. 5: what
is suspended keeps its version, and nothing happens while everything is paused or frozen.
"""

from __future__ import annotations

import hashlib
import json
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import product
from typing import Any

from attrs import define

from tests.sandbox.aws.cloudformation.template import parsed
from tests.sandbox.aws.error import AwsError
from tests.simulation.alteration import file_of, templates
from tests.simulation.company import PARAMETERS, Company
from tests.simulation.history import (
    STACK,
    Declares,
    Desired,
    Eligible,
    Follows,
    Head,
    History,
    Image,
    Shows,
    Stopped,
    Truth,
)
from tests.simulation.oracle import Wish, declared, eligible
from tests.simulation.past import LAG
from tests.simulation.update import Copy, Templates, Update, copies, is_rule, listeners_of
from tests.simulation.violation import Violation

Judge = Callable[["Rested", Update], Iterator[str]]

RECORD_SET = "AWS::Route53::RecordSet"


@define(kw_only=True)
class Rested:
    """Judges updates by what was true since the capture that they rest on."""

    company: Company
    history: History
    skews: Callable[[str], Sequence[timedelta]]
    report: Callable[[Violation], None]

    def __call__(self, update: Update) -> None:
        """Report what is wrong with an update."""
        self.history.look()
        for number, judge in JUDGES:
            if update.lagged and judge in ON_THE_STACK:
                continue
            for sentence in judge(self, update):
                said = f"{update.process} begins {update.operation}: {sentence}"
                self.report(Violation(number=number, sentence=said))

    def was(self, truth: Truth, update: Update, *, stale: bool = False) -> bool:
        """Tell whether something was true since an update's capture; GitHub's answers may lag."""
        since = update.since - LAG - self.slow(update) if stale else update.since
        return self.history.was(truth, since, update.time)

    def slow(self, update: Update) -> timedelta:
        """Return how far behind the clock of the process is, by which pull requests age."""
        return max(timedelta(), -min(self.skews(update.process)))

    def always(self, matches: Callable[[Truth], bool], update: Update) -> bool:
        """Tell whether something that matches was true all the time since then."""
        return self.history.throughout(matches, update.since - LAG, update.time)


def images(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 1, of services and of the infrastructure."""
    for subject, parameter in PARAMETERS.items():
        version = update.given.get(parameter)
        if version is None or version == update.previous.get(parameter):
            continue
        if subject != "infrastructure" and not rested.was(Image(subject, version), update):
            yield f"there was no image {subject}:{version} since its capture"
        if not _was_desired(rested, update, subject, version):
            yield f"{version} was not the desired version of {subject}"


def _was_desired(rested: Rested, update: Update, subject: str, version: str) -> bool:
    """Tell whether a version was desired; a definition and a branch are read one after the other,
    and each as it was at another moment.
    """
    if rested.was(Desired(subject, version), update, stale=True):
        return True
    followed = (one for one in rested.history.known(Follows) if one.subject == subject)
    return any(
        rested.was(one, update, stale=True)
        and rested.was(Head(one.repository, one.branch, version), update, stale=True)
        for one in followed
    )


def commits(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 1, of previews."""
    before = copies(update.before)
    for key, copy in copies(update.after).items():
        known = before.get(key)
        if copy.version is None or (known is not None and known.version == copy.version):
            continue
        if not rested.was(Image(copy.docker, copy.version), update):
            yield f"there was no image {copy.docker}:{copy.version} since its capture"
        if not _was_eligible(rested, update, copy):
            yield f"{copy.version} is of no eligible pull request of {copy.docker}/{copy.hash}"


def _was_eligible(rested: Rested, update: Update, copy: Copy) -> bool:
    """Tell whether a pull request with a preview's commit was eligible: by the gates of its time,
    or of another one, for gates and pull requests are read one after the other.
    """
    asked, history = (copy.docker, copy.hash, copy.version), rested.history
    known = (one for one in history.known(Eligible) if _asks(one) == asked)
    if any(rested.was(one, update, stale=True) for one in known):
        return True
    gates = [one.sha for one in history.known(Declares) if rested.was(one, update, stale=True)]
    pulls = [one.picture for one in history.known(Shows) if rested.was(one, update, stale=True)]
    return any(
        asked == _asks(wish)
        for sha, picture in product(gates, pulls)
        for wish in eligible(
            rested.company, rested.company.declarations[sha], history.pictures[picture], update.time
        )
    )


def _asks(one: Eligible | Wish) -> tuple[str, str, str]:
    return one.docker, one.hash, one.sha


def priorities(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 2: a preview that stays keeps its numbers."""
    del rested
    before = copies(update.before)
    for key, copy in copies(update.after).items():
        known = before.get(key)
        if known is None or not _same(known, copy):
            continue
        if known.priorities != copy.priorities:
            yield f"{'/'.join(key)} moves from {known.priorities} to {copy.priorities}"


def numbers(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 2: no rule that is new or moves gets a number that another one had all the time."""
    for stack, template in update.after.items():
        before = update.before[stack].resources if stack in update.before else {}
        for name, resource in template.resources.items():
            if not is_rule(resource) or not isinstance(resource["Properties"]["Priority"], int):
                continue
            rule, known = resource["Properties"], before.get(name, {}).get("Properties")
            if known is not None and known["Priority"] == rule["Priority"]:
                continue
            listener = _listener(rested.company, update, stack, rule["ListenerArn"])
            holder = update.numbers.get((listener, rule["Priority"]))
            if holder is not None and holder != _physical(rested.company, stack, name):
                yield f"{name} gets the number {rule['Priority']}, which {holder} has"


def _listener(company: Company, update: Update, stack: str, said: object) -> str:
    """Return the listener of live rules of which a stack says the same; empty where none is."""
    if stack not in update.before:
        return ""
    here = listeners_of(update.after, stack, [said])
    alike = {
        _physical(company, stack, name)
        for name, one in update.before[stack].resources.items()
        if is_rule(one)
        and listeners_of(update.before, stack, [one["Properties"]["ListenerArn"]]) == here
    }
    found = company.aws.region.elb.listeners.values()
    return next((one.arn for one in found if alike & one.rules.keys()), "")


def _physical(company: Company, stack: str, name: str) -> str:
    """Return the physical id of a resource of the root stack, or of one that is nested in it."""
    there = company.root
    if there is not None and stack:
        nested = there.resources.get(stack)
        stacks = company.aws.region.cloudformation.stacks
        there = stacks.find(nested.physical) if nested and nested.physical else None
    resource = there.resources.get(name) if there is not None else None
    return resource.physical if resource is not None else ""


def newest(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 3: no update has begun since the event that it rests on.

    Nothing fences one without a change set between its last look at the events and itself.
    """
    root = rested.company.root
    digests = [hashlib.sha256(one.encode()).hexdigest()[:16] for one in update.events]
    base = update.operation.rpartition("-")[2]
    if base not in digests:
        yield "it rests on no event of the stack"
    elif root is not None:
        later = set(update.events[digests.index(base) + 1 :])
        begun = [
            one
            for one in root.events
            if one["EventId"] in later and not (update.direct and one["Timestamp"] >= update.looked)
        ]
        if any(one["ResourceStatus"] == "UPDATE_IN_PROGRESS" for one in begun):
            yield "another update began since its capture"


def removals(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 4, of previews."""
    after = copies(update.after)
    for key, copy in copies(update.before).items():
        if key not in after and not _may_go(rested, update, copy):
            yield f"it removes {'/'.join(key)}, which was eligible all the time"


def _may_go(rested: Rested, update: Update, copy: Copy) -> bool:
    def asks(truth: Truth) -> bool:
        return isinstance(truth, Eligible) and (truth.docker, truth.hash) == (
            copy.docker,
            copy.hash,
        )

    if not rested.always(asks, update):
        return True
    if max(rested.skews(update.process)) > timedelta() and _ages(rested.company, copy.docker):
        return True
    return _identity(update.before, copy) != _identity(update.after, copy)


def _ages(company: Company, docker: str) -> bool:
    """Tell whether pull requests of a service grow too old, earlier by a clock that is ahead."""
    declaration = declared(company)
    definition = declaration.of(docker) if declaration is not None else None
    if declaration is None or definition is None:
        return False
    return declaration.gates(definition).max_age is not None


def _identity(those: Templates, copy: Copy) -> object:
    """Return what a preview is besides its hash: its originals' logical ids, and listeners.

    A record set is an original only while one of the rules names its host.
    """
    if copy.stack not in those:
        return None
    resources = those[copy.stack].resources
    originals = sorted(one.removesuffix(copy.hash) for one in copy.ids)
    rules = [one.removesuffix(copy.hash) for one in copy.priorities]
    told = json.dumps([resources[one]["Properties"] for one in rules if one in resources])
    there = [
        one
        for one in originals
        if one in resources
        and (resources[one]["Type"] != RECORD_SET or _name(resources[one]) in told)
    ]
    arns = [resources[one]["Properties"]["ListenerArn"] for one in rules if one in there]
    return there, listeners_of(those, copy.stack, arns)


def _name(record: Mapping[str, Any]) -> str:
    return json.dumps(record["Properties"]["Name"])


def resources(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 4, of what is no preview's: only a commit of the infrastructure takes it away."""
    commit = rested.company.commits.get(update.value(PARAMETERS["infrastructure"]) or "")
    texts = templates(commit) if commit is not None else None
    copied = {(copy.stack, one) for copy in copies(update.before).values() for one in copy.ids}
    for stack, template in update.before.items():
        there = set(update.after[stack].resources) if stack in update.after else set()
        gone = set(template.resources) - there
        if texts is None:
            # A version by hand that is nowhere takes nothing away.
            gone -= {one for name, one in copied if name == stack}
        else:
            gone &= _ids(texts.get(file_of(stack), ""))
        if gone:
            yield f"it removes {', '.join(sorted(gone))} of {stack or 'the root'}"


def _ids(text: str) -> set[str]:
    try:
        return set(parsed(text).resources)
    except AwsError:
        return set()


def stopped(rested: Rested, update: Update) -> Iterator[str]:
    """Invariant 5: what people stopped before the capture stays as it is."""
    if rested.always(lambda truth: truth == Stopped(STACK), update):
        yield "everything was stopped"
    for subject, parameter in PARAMETERS.items():
        sent = update.given.get(parameter)
        if sent is None or sent == update.previous.get(parameter):
            continue
        if rested.always(partial(operator.eq, Stopped(subject)), update):
            yield f"{subject} was suspended"


def _same(known: Copy, copy: Copy) -> bool:
    return (known.stack, known.ids, known.listeners) == (copy.stack, copy.ids, copy.listeners)


JUDGES: tuple[tuple[int, Judge], ...] = (
    (1, images),
    (1, commits),
    (2, priorities),
    (2, numbers),
    (3, newest),
    (4, removals),
    (4, resources),
    (5, stopped),
)
"""Each law with the number of its invariant."""

ON_THE_STACK = frozenset({priorities, numbers, newest, removals, resources})
"""Those that nobody can keep who is told what the stack, or a listener, was a minute ago."""
