"""What the policies say of artifacts, of any case, beside a second and plain account of the rules.

The account shares no code with the policies; where they differ, one of them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.policy.artifact import ArtifactCase, judge_artifact, may_move
from kayron.core.policy.first_deployment import judge_first_deployments
from kayron.core.release import Branch, Release, Strategy, Suspend
from kayron.core.running import Current
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.verdict import Outcome, Verdict
from tests.core.builder import NOON, definition

ALLOW, HOLD, DENY = Outcome.ALLOW, Outcome.HOLD, Outcome.DENY

UNREAD = Unknown("403 Forbidden")

moments = st.sampled_from([NOON - timedelta(hours=1), NOON, NOON + timedelta(hours=1)])


def said(verdicts: Sequence[Verdict]) -> Mapping[str, Outcome]:
    """Return what each policy says."""
    return {one.policy: one.outcome for one in verdicts}


strategies: st.SearchStrategy[Strategy] = st.one_of(
    st.sampled_from(["main", "main-2", "release/1"]).map(lambda name: Branch(name=name)),
    st.just(Release(tag="c2")),
    st.builds(Suspend, reason=st.just(""), until=st.none() | moments),
)

images: st.SearchStrategy[Fact[str]] = st.sampled_from(["sha256:2", Absent(), UNREAD])

declared: st.SearchStrategy[frozenset[str] | Unknown] = st.sampled_from(
    [frozenset({"LiteVersion"}), frozenset(), UNREAD]
)

facts: st.SearchStrategy[Fact[str]] = st.sampled_from(["c1", "c2", Absent(), UNREAD])


@st.composite
def artifacts(draw: st.DrawFn) -> ArtifactCase:
    strategy = draw(strategies)
    desired = Absent() if isinstance(strategy, Suspend) else draw(facts)
    return ArtifactCase(
        definition=definition(strategy=strategy),
        current=Current(version=draw(facts), rolling=draw(st.booleans())),
        desired="c2" if isinstance(strategy, Release) else desired,
        image=draw(images),
        parameters=draw(declared),
        deployed=draw(st.none() | st.sampled_from(["c1", "c2"])),
        settled=draw(st.booleans()),
        branches=draw(
            st.sampled_from([Table[str](), Table({"testing": "main"}), Table({"production": "x"})])
        ),
        environment=draw(st.sampled_from([Environment.TESTING, Environment.PRODUCTION])),
        captured=NOON,
    )


def suspended(asked: ArtifactCase) -> bool:
    strategy = asked.definition.strategy
    return isinstance(strategy, Suspend) and (strategy.until is None or strategy.until > NOON)


def drifts(asked: ArtifactCase) -> bool:
    known = isinstance(asked.desired, str) and not isinstance(asked.current.version, Unknown)
    return known and asked.desired != asked.current.version


def suspend(asked: ArtifactCase) -> Outcome:
    if not suspended(asked):
        return ALLOW
    return DENY if getattr(asked.definition.strategy, "until", None) is None else HOLD


def parameter(asked: ArtifactCase) -> Outcome:
    if isinstance(asked.parameters, Unknown):
        return HOLD
    return ALLOW if "LiteVersion" in asked.parameters else DENY


def branches(asked: ArtifactCase) -> Outcome:
    pattern = asked.branches.get(asked.environment.value)
    strategy = asked.definition.strategy
    if pattern is None or not isinstance(strategy, Branch):
        return ALLOW
    return ALLOW if re.fullmatch(pattern, strategy.name) else DENY


def unknown_facts(asked: ArtifactCase) -> Outcome:
    rests = [asked.desired, asked.current.version, *([asked.image] if drifts(asked) else [])]
    unread = any(isinstance(fact, Unknown) for fact in rests)
    return HOLD if unread and not suspended(asked) else ALLOW


def mendable(asked: ArtifactCase) -> Outcome:
    if not drifts(asked) or asked.deployed != asked.desired:
        return ALLOW
    return HOLD if asked.current.rolling or not asked.settled else DENY


def of_artifact(asked: ArtifactCase) -> Mapping[str, Outcome]:
    gone = isinstance(asked.desired, Absent) and not suspended(asked)
    missing = isinstance(asked.desired, str) and isinstance(asked.image, Absent)
    return {
        "suspend": suspend(asked),
        "resolved": DENY if gone else ALLOW,
        "image": HOLD if missing else ALLOW,
        "parameter": parameter(asked),
        "branches": branches(asked),
        "unknown-facts": unknown_facts(asked),
        "current": ALLOW,
        "mendable": mendable(asked),
    }


@given(artifacts())
def test_every_policy_on_artifacts_says_what_its_rule_says(asked: ArtifactCase) -> None:
    verdicts = judge_artifact(asked)
    expected = of_artifact(asked)
    assert said(verdicts) == expected
    assert may_move(asked, verdicts) == (drifts(asked) and set(expected.values()) == {ALLOW})


@given(st.lists(artifacts(), max_size=4))
def test_the_infrastructure_waits_for_the_images_of_what_it_brings_in(
    asked: list[ArtifactCase],
) -> None:
    first = [
        one
        for one in asked
        if one.current.version == Absent()
        and isinstance(one.desired, str)
        and not isinstance(one.image, str)
        and one.deployed is None
        and parameter(one) is ALLOW
    ]
    assert judge_first_deployments(asked).outcome is (HOLD if first else ALLOW)
