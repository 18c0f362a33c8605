"""A capture is asked for what the settings say, and nothing secret of it is printed."""

from __future__ import annotations

from kayron.core.gather.request import Request, request_of
from kayron.core.setting_value import Repository
from kayron.core.settings import parse_settings
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from tests.world.example import NOON

SETTINGS = parse_settings(
    {
        "KAYRON_ENVIRONMENT": "testing",
        "KAYRON_GITHUB_TOKEN": "ghp_canary",
        "KAYRON_RELEASE_SOURCE": "acme/releases",
        "KAYRON_CLOUDFORMATION_STACK": "acme-testing",
        "KAYRON_CLOUDFORMATION_PARAMETERS": "Password:hunter2",
        "KAYRON_CLOUDFORMATION_TAGS": "team:web",
        "KAYRON_S3_BUCKET": "acme-templates",
        "KAYRON_UPDATE_STACK": "true",
    }
)


def test_a_request_has_what_decides_which_facts_are_read() -> None:
    assert request_of(SETTINGS, NOON) == Request(
        captured=NOON,
        environment=Environment.TESTING,
        source=Repository(owner="acme", name="releases"),
        stack="acme-testing",
        region="us-west-2",
        bucket="acme-templates",
        parameters=Table({"Password": "hunter2"}),
        tags=Table({"team": "web"}),
        update_stack=True,
    )


def test_overrides_are_not_printed() -> None:
    assert "hunter2" not in repr(request_of(SETTINGS, NOON))
