"""Random changes at Acme, each followed by applies: all is done, or a verdict says why not.

`KAYRON_RANDOM_WORLDS=200` tries so many.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

import pytest

from kayron.core.apply.ending import Ending
from kayron.core.apply.record import Applied
from kayron.core.plan import Life, Plan
from kayron.core.verdict import STACK, Outcome
from tests.sandbox.acme.aftermath import operations
from tests.sandbox.acme.applying import LEASE, applied
from tests.sandbox.acme.organisation import BUCKET, Organisation
from tests.sandbox.acme.people import People
from tests.sandbox.served import BOT

WORLDS = int(os.environ.get("KAYRON_RANDOM_WORLDS", "3"))
ROUNDS = 4
STEPS = 5
"""What happens at most before somebody applies."""

PATIENCE = 8
"""Applies until there is nothing left to do; each failure takes some."""

ENDINGS = frozenset({Ending.DONE, Ending.FAILED, Ending.REFUSED, Ending.UNCHANGED})
"""Nobody else is at work while these applies run."""

STOPPED = frozenset({Ending.DENIED, Ending.HELD})


@pytest.mark.parametrize("seed", range(WORLDS))
def test_every_apply_ends_with_all_done_or_a_verdict_that_says_why_not(seed: int) -> None:
    with Organisation(check=False) as organisation:
        people = People(organisation, Random(seed))
        for _ in range(ROUNDS):
            for _ in range(people.random.randrange(STEPS) + 1):
                people.act()
            made = settled(people)
            assert list(unexplained(made)) == [], people.done
            assert_sound(organisation)


def settled(people: People) -> Plan:
    """Apply until there is nothing left to do; return the plan of that moment."""
    for _ in range(PATIENCE):
        done = applied(people.organisation)
        if not done.plan.actions:
            return done.plan
        assert done.ending in ENDINGS | STOPPED, (done.ending, people.done)
        if done.ending not in {Ending.DONE, *STOPPED}:
            people.done.append(reasons(done))
    raise AssertionError(f"it does not come to rest: {people.done}")


def reasons(done: Applied) -> str:
    """Return what went wrong with an apply, in words."""
    wrong = (one.reason for one in done.outcomes.values() if one.reason)
    return f"{done.ending.value}: {' '.join(wrong)}"


def unexplained(made: Plan) -> Iterator[str]:
    """Yield what is not as it is declared, and no verdict says why."""
    said = {one.subject for one in made.verdicts if one.outcome is not Outcome.ALLOW}
    if STACK in said:
        return
    for artifact in made.artifacts:
        if artifact.current != artifact.desired and artifact.subject not in said:
            yield f"{artifact.subject} runs {artifact.current}, not {artifact.desired}"
    for preview in made.previews:
        if preview.life not in {Life.READY, Life.REMOVED} and preview.subject not in said:
            yield f"{preview.subject} is {preview.life.value}"


def assert_sound(organisation: Organisation) -> None:
    """Assert what must be so at any time."""
    events = [
        one for stack in organisation.aws.region.cloudformation.stacks for one in stack.events
    ]
    said = " ".join(one["ResourceStatusReason"] or "" for one in events)
    assert "currently in use" not in said
    assert "PriorityInUse" not in said
    begun = operations(organisation)
    assert len(begun) == len(set(begun))
    assert LEASE not in organisation.aws.region.s3.bucket(BUCKET).objects
    for repository in organisation.repositories.values():
        for pull in repository.pulls.values():
            assert len([one for one in pull.comments.values() if one.author == BOT]) <= 1
