"""From an update that was decided to the actions that carry it out."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.action import PutTemplate, UpdateStack
from kayron.core.agenda import Update, update_actions
from kayron.core.conversion import Text
from kayron.core.operation import Submission, desired_digest, operation_name
from kayron.core.plan import RenderedTemplate
from kayron.core.table import Table
from tests.world.example import EVENT, SNAPSHOT, STACK

SUBMISSION = Submission(
    templates=Table({"index.yaml": "testing/index.aa.yaml", "lite.yaml": "testing/lite.bb.yaml"}),
    parameters=Table({"LiteVersion": "v1.0.0", "LogLevel": None}),
    redacted=("Password",),
    tags=Table({"environment": "testing"}),
    capabilities=("CAPABILITY_NAMED_IAM",),
)

UPDATE = Update(
    reasons=("lite moves.", "The tag team changes."),
    submission=SUBMISSION,
    previews=False,
    versions=Table({"lite": "v1.0.0"}),
    pulls=Table({"lite/1D0FD508": 7}),
    plain=(),
    direct=False,
)

INDEX = RenderedTemplate(
    path="index.yaml",
    stacks=("",),
    key="testing/index.aa.yaml",
    digest="aa",
    text=Text("Resources: {}\n"),
    diff=Text(""),
    deployed=True,
)
LITE = evolve(INDEX, path="lite.yaml", key="testing/lite.bb.yaml", digest="bb", deployed=False)


def test_templates_that_are_not_in_use_are_put_before_the_update() -> None:
    desired = desired_digest(SUBMISSION)
    assert [*update_actions(SNAPSHOT, STACK, (INDEX, LITE), UPDATE)] == [
        PutTemplate(
            id="put-template lite.yaml",
            reason="Nothing deployed uses this key yet.",
            needs=(),
            bucket="acme-templates",
            key="testing/lite.bb.yaml",
            digest="bb",
            path="lite.yaml",
        ),
        UpdateStack(
            id="update-stack",
            reason="lite moves.\nThe tag team changes.",
            needs=("put-template lite.yaml",),
            stack="acme-testing",
            operation=operation_name(desired, EVENT),
            desired=desired,
            event=EVENT.id,
            direct=False,
            template_url=(
                "https://acme-templates.s3.us-west-2.amazonaws.com/testing/index.aa.yaml"
            ),
            parameters=SUBMISSION.parameters,
            redacted=("Password",),
            tags=SUBMISSION.tags,
            capabilities=SUBMISSION.capabilities,
            previews=False,
            versions=UPDATE.versions,
            pulls=UPDATE.pulls,
        ),
    ]


@pytest.mark.parametrize(
    ("setting", "wanted", "direct"),
    [(False, False, False), (True, False, True), (False, True, True)],
)
def test_a_setting_or_what_is_updated_asks_for_no_change_set(
    *, setting: bool, wanted: bool, direct: bool
) -> None:
    facts = evolve(SNAPSHOT, settings=evolve(SNAPSHOT.settings, update_stack=setting))
    (update,) = update_actions(facts, STACK, (INDEX,), evolve(UPDATE, direct=wanted))
    assert isinstance(update, UpdateStack)
    assert update.direct is direct


def test_a_stack_without_events_is_expected_to_have_none() -> None:
    (update,) = update_actions(SNAPSHOT, evolve(STACK, event=None), (INDEX,), UPDATE)
    assert isinstance(update, UpdateStack)
    assert (update.event, update.needs) == (None, ())
