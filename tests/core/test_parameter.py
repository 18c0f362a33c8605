"""The root stack's parameters."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.parameter import (
    Declared,
    ParameterCase,
    decide_parameters,
    declared_parameters,
    known_values,
    secrets,
    submitted,
    without_value,
)
from kayron.core.plan import Source
from kayron.core.snapshot import SnapshotSettings
from kayron.core.table import Table
from kayron.core.template.source import parse_template

PLAIN = Declared(type="String", default=None, no_echo=False)
SETTINGS = SnapshotSettings(
    bucket="b",
    parameters=Table(),
    redacted=(),
    tags=Table(),
    limits=Table(),
    update_stack=False,
)


def case(**changes: object) -> ParameterCase:
    """Return a case with one parameter, `Level`, that is deployed."""
    plain = ParameterCase(
        declared=Table({"Level": PLAIN}),
        before=Table({"Level": PLAIN}),
        deployed=Table({"Level": "warn"}),
        versions=Table(),
        settings=SETTINGS,
        force=False,
    )
    return evolve(plain, **changes)  # type: ignore[arg-type]


def sources(decided: ParameterCase) -> dict[str, tuple[Source, str | None]]:
    """Return what each parameter gets."""
    return {p.name: (p.source, p.value) for p in decide_parameters(decided)}


def test_declarations_are_read_from_the_template() -> None:
    text = """
Parameters:
  Level: {Type: String, Default: warn}
  Password: {Type: String, NoEcho: true}
  Token: {Type: String, NoEcho: Yes}
  Debug: {Type: String, Default: Off}
  Said: {Type: String, Default: 'Off'}
  Odd: nonsense
Resources:
  Topic: {Type: AWS::SNS::Topic}
"""
    assert declared_parameters(parse_template(text, "index.yaml")) == Table(
        {
            "Level": Declared(type="String", default="warn", no_echo=False),
            "Password": Declared(type="String", default=None, no_echo=True),
            "Token": Declared(type="String", default=None, no_echo=True),
            "Debug": Declared(type="String", default="false", no_echo=False),
            "Said": Declared(type="String", default="Off", no_echo=False),
            "Odd": PLAIN,
        }
    )


def test_parameters_that_are_not_given_keep_their_previous_value_not_the_default() -> None:
    declared = Table({"Level": evolve(PLAIN, default="debug")})
    kept = case(declared=declared, before=declared)

    assert sources(kept) == {"Level": (Source.PREVIOUS, None)}
    assert submitted(decide_parameters(kept)) == Table({"Level": None})


def test_the_version_is_sent_where_the_artifact_moves_and_kept_where_not() -> None:
    names = ("LiteVersion", "ApiVersion")
    moving = case(
        declared=Table(dict.fromkeys(names, PLAIN)),
        deployed=Table(dict.fromkeys(names, "v1.0.0")),
        versions=Table({"LiteVersion": "v1.1.0", "ApiVersion": None}),
    )
    assert sources(moving) == {
        "LiteVersion": (Source.VERSION, "v1.1.0"),
        "ApiVersion": (Source.PREVIOUS, None),
    }


def test_an_override_is_sent_but_never_moves_a_version() -> None:
    settings = evolve(SETTINGS, parameters=Table({"Level": "info", "LiteVersion": "v9.9.9"}))
    overridden = case(
        declared=Table({"Level": PLAIN, "LiteVersion": PLAIN}),
        deployed=Table({"Level": "warn", "LiteVersion": "v1.0.0"}),
        versions=Table({"LiteVersion": None}),
        settings=settings,
    )
    assert sources(overridden) == {
        "Level": (Source.OVERRIDE, "info"),
        "LiteVersion": (Source.PREVIOUS, None),
    }


def test_a_new_default_is_taken_where_the_stack_has_the_old_one() -> None:
    old, new = evolve(PLAIN, default="warn"), evolve(PLAIN, default="error")
    changed = case(declared=Table({"Level": new}), before=Table({"Level": old}))
    by_hand = evolve(changed, deployed=Table({"Level": "debug"}))
    undeclared = evolve(changed, before=Table())
    gone = evolve(changed, declared=Table({"Level": PLAIN}))

    assert sources(changed) == {"Level": (Source.NEW_DEFAULT, "error")}
    for kept in (by_hand, undeclared, gone):
        assert sources(kept) == {"Level": (Source.PREVIOUS, None)}


def test_a_new_parameter_has_its_default_and_is_missing_without_one() -> None:
    new = case(
        declared=Table({"Size": evolve(PLAIN, default="1"), "Zone": PLAIN}), deployed=Table()
    )
    decided = decide_parameters(new)

    assert sources(new) == {"Size": (Source.DEFAULT, None)}
    assert submitted(decided) == Table()
    assert without_value(new, decided) == ("Zone",)


def test_a_secret_override_is_sent_where_it_is_new_or_by_force_and_never_shown() -> None:
    settings = evolve(SETTINGS, redacted=("Level",))
    deployed = case(settings=settings, deployed=Table({"Level": "****"}))
    new = case(settings=settings, deployed=Table())
    forced = evolve(deployed, force=True)

    assert sources(deployed) == {"Level": (Source.PREVIOUS, None)}
    for sent in (new, forced):
        decided = decide_parameters(sent)
        assert sources(sent) == {"Level": (Source.SECRET, None)}
        assert secrets(decided) == ("Level",)
        assert submitted(decided) == Table()


def test_an_override_whose_value_is_not_known_gives_way_to_no_default() -> None:
    declared = Table({"Level": evolve(PLAIN, default="info")})
    before = Table({"Level": evolve(PLAIN, default="warn")})
    settings = evolve(SETTINGS, redacted=("Level",))
    assert sources(case(declared=declared, before=before, settings=settings)) == {
        "Level": (Source.PREVIOUS, None)
    }


def test_hidden_and_ssm_values_are_unknown_to_the_templates() -> None:
    ssm = evolve(PLAIN, type="AWS::SSM::Parameter::Value<String>")
    declared = Table({"Ami": ssm, "Level": PLAIN, "Password": PLAIN, "Size": PLAIN, "New": PLAIN})
    deployed = Table({"Ami": "/ami", "Level": "warn", "Password": "****"})
    settings = evolve(SETTINGS, parameters=Table({"New": "x"}))
    declared = declared.overlaid({"Size": evolve(PLAIN, default="1")})
    decided = decide_parameters(case(declared=declared, deployed=deployed, settings=settings))

    assert known_values(decided, declared, deployed) == Table(
        {"Level": "warn", "Size": "1", "New": "x"}
    )


VALUES = st.sampled_from(["info", "warn", "debug"])


@st.composite
def cases(draw: st.DrawFn) -> ParameterCase:
    """Return a case with one parameter, whatever is known of it."""
    maybe = st.none() | VALUES
    deployed, override = draw(maybe), draw(maybe)
    before = draw(st.sampled_from([None, PLAIN, evolve(PLAIN, default="info")]))
    return case(
        declared=Table({"Level": evolve(PLAIN, default=draw(maybe))}),
        before=Table({"Level": before}) if before else Table(),
        deployed=Table({"Level": deployed}) if deployed else Table(),
        versions=draw(st.sampled_from([Table(), Table({"Level": None}), Table({"Level": "v2"})])),
        settings=evolve(SETTINGS, parameters=Table({"Level": override}) if override else Table()),
    )


def expected(asked: ParameterCase) -> tuple[Source, str | None] | None:
    """Return where the value comes from and what is sent, in the order of SPEC 10.1."""
    default = asked.declared["Level"].default
    deployed = asked.deployed.get("Level")
    before = asked.before["Level"].default if "Level" in asked.before else None
    if asked.versions.get("Level"):
        return Source.VERSION, asked.versions["Level"]
    if "Level" not in asked.versions and "Level" in asked.settings.parameters:
        return Source.OVERRIDE, asked.settings.parameters["Level"]
    renewed = default is not None and default != before and deployed == before
    if "Level" not in asked.versions and "Level" in asked.before and renewed:
        return Source.NEW_DEFAULT, default
    if deployed is not None:
        return Source.PREVIOUS, None
    return (Source.DEFAULT, None) if default is not None else None


@given(cases())
def test_a_value_comes_from_the_first_that_has_one_and_none_is_sent_as_read_back(
    asked: ParameterCase,
) -> None:
    wanted = expected(asked)
    assert sources(asked) == ({"Level": wanted} if wanted else {})
