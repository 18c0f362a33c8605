"""The mutation check stays true: each mistake still applies, and no rule is without one."""

from __future__ import annotations

from scripts.mutants import table
from scripts.mutants.every import MUTANTS
from scripts.mutants.mutant import ROOT, stray
from scripts.mutants.rules import RULES, WITHOUT


def test_every_text_that_a_mutant_replaces_occurs_once() -> None:
    assert stray(MUTANTS) == ()


def test_every_rule_has_a_mutant_or_a_reason_why_not() -> None:
    broken = {rule for one in MUTANTS for rule in one.rules}
    assert broken == set(RULES) - WITHOUT.keys()


def test_no_two_mutants_are_called_alike() -> None:
    assert len({one.name for one in MUTANTS}) == len(MUTANTS)
    assert len({one.fault for one in MUTANTS}) == len(MUTANTS)


def test_what_should_catch_a_mutant_is_there() -> None:
    named = {target for one in MUTANTS for target in (*one.laws, one.example) if target}
    for target in named:
        file, _, name = target.partition("::")
        assert f"def {name}" in (ROOT / file).read_text()


def test_the_docs_have_every_mutant() -> None:
    page = table.PAGE.read_text()
    assert [one.name for one in MUTANTS if f"| {one.fault} |" not in page] == []
