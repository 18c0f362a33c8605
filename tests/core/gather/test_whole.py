"""A capture comes to the snapshot that the facts outside make, in few waves, and asks no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from kayron.adapters.store import read_snapshot
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather import aws, github
from kayron.core.gather.every import AnyNeed
from kayron.core.gather.whole import NOTHING_KNOWN, gather
from kayron.core.plan import Plan
from kayron.core.planner import plan
from kayron.core.snapshot import (
    Environment,
    Files,
    Infrastructure,
    Outcomes,
    Pulls,
    Snapshot,
    Stack,
)
from kayron.core.table import Table
from tests.core.gather.answering import Answering, captured, drive, driven, request_for
from tests.strategies.histories import histories
from tests.strategies.steps import History, played
from tests.strategies.worlds import Start, starts
from tests.world.facts import snapshot as snapshot_of

FIXTURES = Path(__file__).parents[3] / "fixtures"

LIMITS: Table[Fact[int]] = Table({"rules_per_load_balancer": 100})

ASKS_FOR_LESS = {"a-release-definition-is-invalid", "github-cannot-be-read"}
"""Recordings with facts that nothing asks for: their builders do not know what is invalid."""

SCENARIOS = sorted(path.parent.name for path in FIXTURES.glob("*/snapshot.json"))


def recording(name: str) -> Snapshot:
    """Return a recorded snapshot with the limits of the account, which its builder leaves out."""
    return evolve(read_snapshot(FIXTURES / name / "snapshot.json"), account_limits=LIMITS)


def told(made: Plan) -> Plan:
    """Return a plan without what only says which facts it was made of."""
    return evolve(made, snapshot="", digest="")


@pytest.mark.parametrize("name", [one for one in SCENARIOS if one not in ASKS_FOR_LESS])
def test_the_facts_of_a_recording_lead_to_that_recording(name: str) -> None:
    recorded = recording(name)
    assert captured(recorded).snapshot == recorded


@pytest.mark.parametrize("name", SCENARIOS)
def test_seven_waves_are_enough(name: str) -> None:
    assert len(captured(recording(name)).waves) <= 7


@given(start=starts, history=histories(most=8))
def test_what_planning_needs_is_asked_for(start: Start, history: History) -> None:
    facts = snapshot_of(played(history, start()))
    facts = evolve(facts, account_limits=LIMITS)
    assert told(plan(captured(facts).snapshot)[0]) == told(plan(facts)[0])


@given(start=starts, history=histories(most=6))
def test_the_memos_of_all_that_came_before_change_no_fact(start: Start, history: History) -> None:
    memo = NOTHING_KNOWN
    for steps in range(len(history) + 1):
        facts = snapshot_of(played(history[:steps], start()))
        step = gather(request_for(facts), memo)
        (found, memo), _ = drive(step, Answering(facts).answer)
        assert found == captured(facts).snapshot


def test_what_is_known_of_texts_is_forgotten_once_nothing_holds_them() -> None:
    facts = recording("an-ordinary-morning")
    (_, memo), _ = drive(gather(request_for(facts)), Answering(facts).answer)
    assert memo.inputs.keys() == {facts.source.files}
    assert isinstance(facts.root, Stack)
    assert facts.root.template in {text for _, text, _ in memo.shelves.templates}
    gone = evolve(facts, root=Absent())
    (_, memo), _ = drive(gather(request_for(gone), memo), Answering(gone).answer)
    assert facts.root.template not in {text for _, text, _ in memo.shelves.templates}


def test_without_valid_definitions_nothing_more_is_asked_for() -> None:
    waves = captured(recording("a-release-definition-is-invalid")).waves
    asked = {type(need) for wave in waves for need in wave}
    assert asked.isdisjoint({github.OpenPulls, github.OwnComments, aws.ImageDigest})


def without_account(facts: Snapshot) -> str:
    """Return the account of a snapshot when nobody says whose credentials these are."""

    def denied(need: AnyNeed) -> object:
        if isinstance(need, aws.Account):
            return Unknown("AccessDenied")
        return Answering(facts).answer(need)

    return driven(request_for(facts), denied).snapshot.account


def test_the_id_of_the_root_stack_names_the_account_too() -> None:
    facts = recording("an-ordinary-morning")
    assert without_account(facts) == facts.account
    assert without_account(evolve(facts, root=Absent())) == ""


def test_without_our_own_login_no_comment_is_known() -> None:
    facts = recording("an-ordinary-morning")

    def denied(need: AnyNeed) -> object:
        if isinstance(need, github.OwnLogin):
            return Absent()
        return Answering(facts).answer(need)

    comments = driven(request_for(facts), denied).snapshot.comments
    unknown = Unknown("our own login: it was not found")
    assert {fact for one in comments.values() for fact in one.values()} == {unknown}


def test_where_no_previews_are_asked_for_only_comments_on_named_pull_requests_are_read() -> None:
    facts = recording("an-ordinary-morning")
    production = evolve(
        facts,
        environment=Environment.PRODUCTION,
        source=evolve(facts.source, ref="tags/v1.0.0", resolution="the latest release v1.0.0"),
    )
    there = captured(production).snapshot
    assert (there.pulls, set(there.comments["storefront"])) == (Table(), {"36", "38", "41"})
    assert there.source == production.source


def test_comments_of_a_service_that_nobody_declares_any_more_are_read() -> None:
    facts = recording("an-ordinary-morning")
    assert isinstance(facts.source.files, Files)
    texts = {k: v for k, v in facts.source.files.texts.items() if "storefront" not in k}
    files = Files(texts=Table(texts), binary=())
    there = captured(evolve(facts, source=evolve(facts.source, files=files))).snapshot
    assert set(there.comments["storefront"]) == {"36", "38", "41"}


def test_of_such_a_service_the_repository_is_spelled_as_it_is_declared() -> None:
    facts = recording("an-ordinary-morning")
    assert isinstance(facts.source.files, Files)
    other = Text("- docker: shop\n  github: Storefront\n  deploy: {release: v1.0.0}\n")
    texts = {k: v for k, v in facts.source.files.texts.items() if "storefront" not in k}
    files = Files(texts=Table({**texts, "service/shop.yaml": other}), binary=())
    renamed = evolve(
        facts,
        source=evolve(facts.source, files=files),
        comments=Table({"Storefront": facts.comments["storefront"]}),
        images=facts.images.overlaid({"shop": Table({"v1.0.0": Absent()})}),
    )
    assert set(captured(renamed).snapshot.comments) == {"Storefront"}


def test_the_outcomes_record_names_pull_requests_too() -> None:
    facts = recording("a-preview-that-failed-is-left-alone")
    assert isinstance(facts.outcomes, Outcomes)
    named = {number for entry in facts.outcomes.entries for number in entry.pulls.values()}
    closed = Pulls(complete=True, requests=(), unread=Table({str(n): Absent() for n in named}))
    gone = evolve(facts, pulls=facts.pulls.overlaid(dict.fromkeys(facts.pulls, closed)))
    assert captured(gone).snapshot.pulls == gone.pulls


def test_without_a_stack_only_what_is_declared_is_read() -> None:
    facts = recording("an-ordinary-morning")
    there = captured(evolve(facts, root=Absent())).snapshot
    assert (there.root, dict(there.services), there.branches) == (Absent(), {}, facts.branches)


def test_a_service_that_could_not_be_read_is_unknown() -> None:
    facts = recording("an-ordinary-morning")
    gone = evolve(facts, services=Table(dict.fromkeys(facts.services, Unknown("denied"))))
    assert captured(gone).snapshot == gone


def with_templates(facts: Snapshot, change: Callable[[str], str]) -> Snapshot:
    """Return a snapshot with the texts of the nested stacks' templates changed."""
    assert isinstance(facts.root, Stack)
    nested = {
        name: evolve(one, template=Text(change(one.template)))
        for name, one in facts.root.nested.items()
        if isinstance(one, Stack) and isinstance(one.template, str)
    }
    return evolve(facts, root=evolve(facts.root, nested=facts.root.nested.overlaid(nested)))


def test_a_preview_without_a_number_and_a_template_that_is_none_name_no_pull_request() -> None:
    facts = recording("an-ordinary-morning")
    for change in (lambda text: text.replace("pull:", "from:"), lambda _: "Kayron: ["):
        there = captured(with_templates(evolve(facts, outcomes=Absent()), change)).snapshot
        numbers = {pull.number for pull in there.pulls["storefront"].requests}
        assert 36 not in numbers
        assert 38 in numbers


def test_an_infrastructure_version_may_be_a_release() -> None:
    facts = recording("an-ordinary-morning")
    assert isinstance(facts.root, Stack)
    name = "InfrastructureVersion"
    now = facts.root.parameters[name]
    trees = {**facts.infrastructure.trees, "v1.0.0": facts.infrastructure.trees[now]}
    released = evolve(
        facts,
        root=evolve(facts.root, parameters=facts.root.parameters.overlaid({name: "v1.0.0"})),
        infrastructure=Infrastructure(trees=Table({k: v for k, v in trees.items() if k != now})),
    )
    assert captured(released).snapshot == released


def test_an_infrastructure_release_that_is_gone_has_no_templates() -> None:
    facts = recording("an-ordinary-morning")
    assert isinstance(facts.root, Stack)
    parameters = facts.root.parameters.overlaid({"InfrastructureVersion": "v1.0.0"})
    released = evolve(facts, root=evolve(facts.root, parameters=parameters))

    def without_tags(need: AnyNeed) -> object:
        if isinstance(need, github.TagTarget):
            return Absent()
        return Answering(released).answer(need)

    there = driven(request_for(released), without_tags).snapshot
    assert there.infrastructure.trees["v1.0.0"] == Absent()
