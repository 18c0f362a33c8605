"""Of overrides that may be secret, the settings of a snapshot have only the names."""

from __future__ import annotations

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.overrides import safe_reasons, safe_settings
from kayron.core.snapshot import Files, Infrastructure, SnapshotSettings, Stack
from kayron.core.table import Table
from kayron.core.template.library import Library
from tests.core.gather.answering import request_for
from tests.world.example import SNAPSHOT, STACK

REQUEST = evolve(
    request_for(SNAPSHOT), parameters=Table({"Level": "debug", "Password": "hunter2", "Other": "x"})
)

OPEN = """\
Parameters: {Level: {Type: String}, Password: {Type: String}}
Resources: {Queue: {Type: AWS::SQS::Queue}}
"""
SECRET = OPEN.replace("Password: {", "Password: {NoEcho: true, ")


def settings(deployed: Fact[Text], trees: dict[str, Fact[Files]] | None = None) -> SnapshotSettings:
    root: Fact[Stack] = evolve(STACK, template=deployed)
    return safe_settings(REQUEST, root, Infrastructure(trees=Table(trees or {})), Library())


def told(made: SnapshotSettings) -> tuple[dict[str, str], tuple[str, ...]]:
    return dict(made.parameters), made.redacted


def files(text: str) -> Files:
    return Files(texts=Table({"index.yaml": Text(text)}), binary=())


def test_a_secret_override_is_a_name_only() -> None:
    assert told(settings(Text(SECRET))) == ({"Level": "debug"}, ("Other", "Password"))


def test_a_parameter_that_becomes_a_secret_is_one_already() -> None:
    there = settings(Text(OPEN), {"v1": files(SECRET)})
    assert told(there) == ({"Level": "debug"}, ("Other", "Password"))


def test_what_every_template_shows_is_shown() -> None:
    there = settings(Text(OPEN), {"v1": files(OPEN)})
    assert told(there) == ({"Level": "debug", "Password": "hunter2"}, ("Other",))


def test_a_template_with_characters_that_aws_does_not_show_shows_them_too() -> None:
    there = settings(Text("Description: ? Runs it\n" + OPEN), {"v1": files(OPEN)})
    assert told(there) == told(settings(Text(OPEN), {"v1": files(OPEN)}))


def test_with_a_template_unread_every_override_may_be_secret() -> None:
    nothing: tuple[dict[str, str], tuple[str, ...]] = ({}, ("Level", "Other", "Password"))
    assert told(settings(Unknown("denied"), {"v1": files(OPEN)})) == nothing
    assert told(settings(Text(OPEN), {"v1": Absent()})) == nothing
    assert told(settings(Text(OPEN), {"v1": files("[")})) == nothing


def test_without_a_stack_every_override_may_be_secret() -> None:
    made = safe_settings(REQUEST, Absent(), Infrastructure(trees=Table()), Library())
    assert not made.parameters


def test_no_reason_of_a_stack_quotes_a_secret_override() -> None:
    below = evolve(STACK, nested=Table(), status_reason="hunter2 is too short")
    nested: dict[str, Fact[Stack]] = {"App": below, "Gone": Absent()}
    root = evolve(STACK, nested=Table(nested), status_reason="the value 'hunter2' is no password")
    found = safe_reasons(root, {"Password": "hunter2"})
    assert isinstance(found, Stack)
    app = found.nested["App"]
    assert isinstance(app, Stack)
    assert (found.status_reason, app.status_reason) == (
        "the value '***' is no password",
        "*** is too short",
    )
    assert safe_reasons(Absent(), {"Password": "hunter2"}) == Absent()
