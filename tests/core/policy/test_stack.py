"""The policies of the root stack."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import botocore.session
import pytest
from attrs import evolve
from botocore.model import StringShape

from kayron.core.configuration import Configuration, Pause
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.freeze import Freeze
from kayron.core.inputs import Inputs, read_inputs
from kayron.core.policy.stack import STACK_POLICIES, StackCase, judge_stack
from kayron.core.policy.status import ALLOWED, BUSY, RECOVERY
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.snapshot import Environment, Outcomes, Result, Stack, Submission
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict
from tests.world.acme import taken_over
from tests.world.facts import snapshot

SNAPSHOT = snapshot(taken_over())
INPUTS = read_inputs(SNAPSHOT.source)
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
"""A Monday."""

CASE = StackCase(
    snapshot=evolve(SNAPSHOT, captured=NOON),
    inputs=INPUTS,
    unknown=(),
    missing=(),
    claimed=(),
    desired="d1",
    operation="",
    retry=False,
)


def verdict(policy: str, case: StackCase) -> Verdict:
    """Return what one policy says."""
    (found,) = (one for one in judge_stack(case) if one.policy == policy)
    return found


def root(**changes: object) -> StackCase:
    """Return the case of a root stack that differs."""
    assert isinstance(SNAPSHOT.root, Stack)
    changed = evolve(SNAPSHOT.root, **changes)  # type: ignore[arg-type]
    return evolve(CASE, snapshot=evolve(CASE.snapshot, root=changed))


def configured(**changes: object) -> StackCase:
    """Return the case of another `kayron.yaml`."""
    assert isinstance(INPUTS, Inputs)
    configuration = evolve(Configuration(), **changes)  # type: ignore[arg-type]
    return evolve(CASE, inputs=evolve(INPUTS, configuration=configuration))


def remembered(*entries: Submission) -> StackCase:
    """Return the case of an outcomes record."""
    return evolve(CASE, snapshot=evolve(CASE.snapshot, outcomes=Outcomes(entries=entries)))


def submission(**changes: object) -> Submission:
    """Return an entry of the outcomes record: this update, refused."""
    entry = Submission(
        operation="kayron-1",
        desired="d1",
        time=NOON - timedelta(hours=1),
        previews=False,
        versions=Table(),
        pulls=Table(),
        result=Result.REFUSED,
        cause=None,
        resource=None,
        reason="Template error.",
    )
    return evolve(entry, **changes)  # type: ignore[arg-type]


def test_a_healthy_stack_with_valid_inputs_passes_every_policy() -> None:
    verdicts = judge_stack(CASE)

    assert {one.outcome for one in verdicts} == {Outcome.ALLOW}
    assert [one.policy for one in verdicts] == [
        policy.__name__.replace("_", "-") for policy in STACK_POLICIES
    ]


def test_every_status_that_cloudformation_has_is_judged() -> None:
    model = botocore.session.get_session().get_service_model("cloudformation")
    shape = model.shape_for("StackStatus")
    assert isinstance(shape, StringShape)
    statuses = set(shape.enum)

    assert statuses == ALLOWED | BUSY | RECOVERY.keys()


@pytest.mark.parametrize("status", sorted(ALLOWED))
def test_a_stack_at_rest_may_be_updated(status: str) -> None:
    assert verdict("stack-status", root(status=status)).outcome is Outcome.ALLOW


@pytest.mark.parametrize("status", sorted(BUSY))
def test_a_busy_stack_holds_with_its_reason(status: str) -> None:
    found = verdict("stack-status", root(status=status, status_reason="User Initiated"))

    assert found.outcome is Outcome.HOLD
    assert found.reason == (f"The stack is {status} (User Initiated); its update has to end first.")


@pytest.mark.parametrize("status", sorted(RECOVERY))
def test_a_broken_stack_denies_and_says_how_it_recovers(status: str) -> None:
    found = verdict("stack-status", root(status=status))

    assert found.outcome is Outcome.DENY
    assert found.reason == f"The stack is {status}: it {RECOVERY[status]}."


def test_an_unheard_of_status_denies() -> None:
    found = verdict("stack-status", root(status="TELEPORTING"))

    assert found.outcome is Outcome.DENY
    assert "TELEPORTING: it is in a status that this version does not know" in found.reason


def test_a_missing_stack_is_denied_once_not_for_its_status_too() -> None:
    case = evolve(CASE, snapshot=evolve(CASE.snapshot, root=Absent()))

    assert verdict("root-stack", case).reason == (
        "There is no stack acme-testing in us-west-2 of account 123456789012: create it first, "
        "or look at KAYRON_CLOUDFORMATION_STACK and AWS_REGION."
    )
    assert verdict("root-stack", case).outcome is Outcome.DENY
    assert verdict("stack-status", case).outcome is Outcome.ALLOW


def test_a_missing_stack_of_an_account_that_is_not_known() -> None:
    case = evolve(CASE, snapshot=evolve(CASE.snapshot, root=Absent(), account=""))

    assert verdict("root-stack", case).reason.startswith(
        "There is no stack acme-testing in us-west-2: create it first,"
    )


def test_a_stack_that_could_not_be_read_is_not_missing() -> None:
    case = evolve(CASE, snapshot=evolve(CASE.snapshot, root=Unknown("403")))

    assert verdict("root-stack", case).outcome is Outcome.ALLOW


def test_a_nested_stack_is_no_root() -> None:
    found = verdict("root-stack", root(parent="arn:parent"))

    assert found.outcome is Outcome.DENY
    assert found.reason == "acme-testing is nested in arn:parent: name the root stack instead."


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ({}, "has no such tag"),
        ({"environment": "production"}, "has environment=production"),
    ],
)
def test_a_stack_of_another_environment_is_denied(tags: dict[str, str], found: str) -> None:
    judged = verdict("root-stack", root(tags=Table(tags)))

    assert judged.outcome is Outcome.DENY
    assert judged.reason == f"acme-testing must be tagged environment=testing, and {found}."


def test_the_environment_tag_cannot_be_set_to_another_value() -> None:
    settings = evolve(CASE.snapshot.settings, tags=Table({"environment": "production"}))
    case = evolve(CASE, snapshot=evolve(CASE.snapshot, settings=settings))

    assert verdict("root-stack", case).outcome is Outcome.DENY


def test_production_without_a_release_is_denied() -> None:
    production = evolve(CASE.snapshot, environment=Environment.PRODUCTION)
    found = verdict("inputs", evolve(CASE, inputs=Absent(), snapshot=production))

    assert found.outcome is Outcome.DENY
    assert found.reason.startswith("acme/releases has no release, and production runs")


def test_a_release_source_without_a_branch_is_denied() -> None:
    found = verdict("inputs", evolve(CASE, inputs=Absent()))

    assert found.outcome is Outcome.DENY
    assert "no default branch" in found.reason


def test_invalid_inputs_are_denied_with_every_problem() -> None:
    problems = [Problem(Place("a.yaml", 1, 2), "is odd."), Problem(Place("b.yaml"), "is empty.")]
    found = verdict("inputs", evolve(CASE, inputs=InvalidInput(problems)))

    assert found.outcome is Outcome.DENY
    assert found.reason == (
        "Nothing changes until these 2 problems of the release source are mended:\n"
        "a.yaml:1:2: is odd.\n"
        "b.yaml: is empty."
    )
    one = verdict("inputs", evolve(CASE, inputs=InvalidInput(problems[:1])))
    assert one.reason == (
        "Nothing changes until this problem of the release source is mended: a.yaml:1:2: is odd."
    )


def test_an_unreadable_release_source_holds_as_unknown_and_is_not_invalid() -> None:
    case = evolve(CASE, inputs=Unknown("502"), unknown=("the root stack (403)",))

    assert verdict("inputs", case).outcome is Outcome.ALLOW
    assert verdict("unknown-facts", case).outcome is Outcome.HOLD
    assert verdict("unknown-facts", case).reason == (
        "Some facts could not be read: the root stack (403); the release source (502)."
    )


def test_a_pause_denies_until_it_ends() -> None:
    paused = configured(pause=Pause(reason="the sale", until=NOON + timedelta(hours=1)))
    over = configured(pause=Pause(reason="the sale", until=NOON))
    endless = configured(pause=Pause(reason="the sale", until=None))

    assert verdict("pause", paused).outcome is Outcome.DENY
    assert verdict("pause", paused).reason == (
        "Everything is paused until 2026-11-16T13:00:00Z: the sale."
    )
    assert verdict("pause", over).outcome is Outcome.ALLOW
    assert verdict("pause", endless).reason == "Everything is paused: the sale."


def test_a_freeze_window_holds_by_the_recorded_offset_of_its_zone() -> None:
    window = Freeze(days=("mon",), start=13 * 60, end=14 * 60, zone="Europe/Berlin", reason="lunch")
    case = configured(freeze=(window,))
    winter = evolve(case, snapshot=evolve(case.snapshot, zones=Table({"Europe/Berlin": 60})))
    summer = evolve(case, snapshot=evolve(case.snapshot, zones=Table({"Europe/Berlin": 120})))

    assert verdict("freeze", winter).outcome is Outcome.HOLD
    assert verdict("freeze", winter).reason == (
        "A freeze holds (mon 13:00-14:00 Europe/Berlin): lunch."
    )
    assert verdict("freeze", summer).outcome is Outcome.ALLOW


@pytest.mark.parametrize(
    ("zones", "error"),
    [
        (Table[Unknown | Absent](), "it was not recorded"),
        (Table({"Europe/Berlin": Unknown("no zone data")}), "no zone data"),
        (Table({"Europe/Berlin": Absent()}), "there is no such zone"),
        (Table({"Europe/Berlin": 2**70}), "it was recorded as more than a day"),
        (Table({"Europe/Berlin": -(10**12)}), "it was recorded as more than a day"),
    ],
)
def test_a_freeze_in_a_zone_of_unknown_offset_holds(zones: Table[Fact[int]], error: str) -> None:
    case = configured(freeze=(Freeze(zone="Europe/Berlin", reason="night"),))
    found = verdict("freeze", evolve(case, snapshot=evolve(case.snapshot, zones=zones)))

    assert found.outcome is Outcome.HOLD
    assert found.reason == f"Whether a freeze holds in Europe/Berlin is unknown: {error}."


def test_after_a_rollback_the_same_state_is_not_deployed_again() -> None:
    for result, how in ((Result.REFUSED, "refused this"), (Result.FAILED, "failed at this")):
        found = verdict("failed-before", remembered(submission(result=result)))

        assert found.outcome is Outcome.HOLD
        assert found.reason == (
            f"CloudFormation {how} update at 2026-11-16T11:00:00Z: Template error. It is tried "
            "again when something changes, or with --retry."
        )


def test_a_failed_state_is_tried_again_when_it_changes_or_succeeded_since_or_on_request() -> None:
    changed = remembered(submission(desired="d0"))
    since = remembered(submission(), submission(time=NOON, result=Result.SUCCEEDED))
    retried = evolve(remembered(submission()), retry=True)

    for case in (changed, since, retried):
        assert verdict("failed-before", case).outcome is Outcome.ALLOW


def test_what_was_refused_for_a_stateful_resource_is_tried_again_once_that_may_go() -> None:
    entry = submission(resource="Data/Database", reason="Data/Database is removed.")
    lost = remembered(entry)
    found = verdict("failed-before", lost)
    assert found.outcome is Outcome.HOLD
    assert found.reason == (
        "This update was not begun at 2026-11-16T11:00:00Z: Data/Database is removed. It is tried "
        "again when something changes, or with --retry."
    )
    for allowed, outcome in (("Data/Database", Outcome.ALLOW), ("Data/Other", Outcome.HOLD)):
        case = evolve(lost, inputs=configured(allow_stateful=(allowed,)).inputs)
        assert verdict("failed-before", case).outcome is outcome


def test_an_update_with_nothing_to_change_is_not_begun_again() -> None:
    empty = remembered(submission(result=Result.SUCCEEDED))
    found = verdict("failed-before", evolve(empty, operation="kayron-1"))
    assert found.outcome is Outcome.HOLD
    assert found.reason == (
        "CloudFormation found nothing to change in this update at 2026-11-16T11:00:00Z. It is "
        "tried again when something changes, or with --retry."
    )
    assert verdict("failed-before", evolve(empty, operation="kayron-2")).outcome is Outcome.ALLOW


def test_a_failure_at_a_resource_is_not_forgotten_because_that_may_go() -> None:
    entry = submission(result=Result.FAILED, resource="Data/Database")
    case = evolve(remembered(entry), inputs=configured(allow_stateful=("Data/Database",)).inputs)
    assert verdict("failed-before", case).outcome is Outcome.HOLD


def test_an_update_that_is_the_same_without_its_cause_is_held_too() -> None:
    caused = remembered(
        submission(result=Result.FAILED, cause="mailer", versions=Table({"mailer": "v1.0.0"}))
    )

    assert verdict("failed-before", caused).outcome is Outcome.HOLD


def test_without_a_record_nothing_failed_and_an_unreadable_record_holds() -> None:
    absent = evolve(CASE, snapshot=evolve(CASE.snapshot, outcomes=Absent()))
    unknown = evolve(CASE, snapshot=evolve(CASE.snapshot, outcomes=Unknown("403")))

    assert verdict("failed-before", absent).outcome is Outcome.ALLOW
    assert verdict("failed-before", unknown).outcome is Outcome.HOLD


def test_a_parameter_without_a_value_is_denied() -> None:
    found = verdict("parameters", evolve(CASE, missing=("Certificate", "Zone")))

    assert found.outcome is Outcome.DENY
    assert found.reason.startswith("Nothing gives a value to Certificate, Zone: set it in ")


def test_a_setting_cannot_override_a_version() -> None:
    found = verdict("parameters", evolve(CASE, claimed=("MailerVersion",)))

    assert found.outcome is Outcome.DENY
    assert "sets MailerVersion, which a release definition decides" in found.reason
