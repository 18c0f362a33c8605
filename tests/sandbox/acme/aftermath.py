"""What must be true of an organisation once an apply has gone through, whatever went before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kayron.core.apply.outcomes import RECENT
from kayron.core.document import parse, structure
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import Outcomes, Result
from tests.sandbox.acme.applying import LEASE
from tests.sandbox.acme.organisation import BUCKET, STACK, Organisation
from tests.sandbox.aws.clients import client
from tests.sandbox.clocks import PassingClock
from tests.sandbox.served import BOT

RECORD = "testing/acme-testing.outcomes.json"
OURS = "kayron-"


def operations(acme: Organisation) -> list[str]:
    """Return the tokens of our updates of the stack, in their order, each as often as it began."""
    return [
        event["ClientRequestToken"]
        for event in acme.aws.stack(STACK).events
        if event["LogicalResourceId"] == STACK
        and event["ResourceStatus"] == "UPDATE_IN_PROGRESS"
        and (event["ClientRequestToken"] or "").startswith(OURS)
    ]


def recorded(acme: Organisation) -> Outcomes:
    """Return the outcomes record as it lies in the bucket."""
    body = acme.aws.region.s3.bucket(BUCKET).objects[RECORD].body
    return structure(parse(body.decode(), RECORD), Outcomes, RECORD)


def assert_at_rest(acme: Organisation, plans: Iterable[Plan], *, updates: int) -> None:
    """Assert that all is done and nothing twice, with so many of our updates since the beginning.

    `plans` are those that were carried out.
    """
    assert plan(acme.captured(clock=PassingClock(acme.aws)))[0].actions == ()
    begun = operations(acme)
    assert len(begun) == len(set(begun)) == updates
    known = {one.operation: one.result for one in recorded(acme).entries}
    assert known == dict.fromkeys(begun[-RECENT:], Result.SUCCEEDED)
    assert_no_debris(acme, plans)
    assert_one_comment_each(acme)


def assert_no_debris(acme: Organisation, plans: Iterable[Plan]) -> None:
    """Assert that every template that was planned is there, but no lease and no change set."""
    objects = acme.aws.region.s3.bucket(BUCKET).objects
    assert LEASE not in objects
    left = client(acme.aws, "cloudformation").list_change_sets(StackName=STACK)["Summaries"]
    assert [one for one in left if one["ExecutionStatus"] != "EXECUTE_COMPLETE"] == []
    for made in plans:
        wanted = {template.key: template.text for template in made.templates}
        assert {key: objects[key].body.decode() for key in wanted} == wanted


def assert_one_comment_each(acme: Organisation) -> None:
    """Assert that every pull request whose preview was shown has one comment of ours."""
    for repository in acme.repositories.values():
        for pull in repository.pulls.values():
            ours = Counter(one.author for one in pull.comments.values())[BOT]
            assert ours == 1, f"{pull.number}: {ours} comments"
