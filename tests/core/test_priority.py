"""Which listener rule priorities new previews get."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest
from attrs import evolve, field, frozen
from hypothesis import example, given
from hypothesis import strategies as st

from kayron.core.priority import (
    Allotment,
    Candidate,
    Ledger,
    Span,
    Want,
    allocate,
    span_after,
)
from kayron.core.table import Table
from kayron.core.verdict import Outcome, allow, deny, hold

HTTPS, HTTP = "arn:https", "arn:http"


def ledger(taken: Mapping[str, Iterable[int]], freed: Iterable[int] = ()) -> Ledger:
    """Return a ledger; what is freed is freed on the HTTPS listener."""
    return Ledger(
        taken=Table({key: frozenset(numbers) for key, numbers in taken.items()}),
        freed=Table({HTTPS: tuple(sorted(freed))}),
    )


def want(low: int, high: int, *, rule: str = "Rule", listener: str = HTTPS) -> Want:
    return Want(rule=rule, listener=listener, span=Span(low=low, high=high))


def candidate(subject: str, *wants: Want) -> Candidate:
    return Candidate(subject=subject, wants=wants)


def outcomes(allotments: Iterable[Allotment]) -> list[tuple[dict[str, int], Outcome]]:
    return [(dict(one.numbers), one.verdict.outcome) for one in allotments]


@pytest.mark.parametrize(
    ("main", "mains", "expected"),
    [
        (12000, [12000], "12001-12099"),
        (12000, [11000, 12000, 12050, 13000], "12001-12049"),
        (12000, [12000, 12001], "12001-12000"),
        (12000, [12000, 12100], "12001-12099"),
        (12000, [], "12001-12099"),
        (49990, [49990], "49991-50000"),
        (50000, [50000], "50001-50000"),
    ],
)
def test_a_range_ends_before_the_next_main_rule(main: int, mains: list[int], expected: str) -> None:
    assert str(span_after(main, mains)) == expected


@given(st.sets(st.integers(1, 400), min_size=2, max_size=20))
def test_fault_14_two_services_ranges_never_overlap(mains: set[int]) -> None:
    spans = [span_after(main, sorted(mains)) for main in sorted(mains)]
    numbers = [number for span in spans for number in range(span.low, span.high + 1)]
    assert len(numbers) == len(set(numbers) - mains)


@given(st.integers(1, 400), st.sets(st.integers(1, 400)))
def test_a_range_is_ninety_nine_numbers_long_or_ends_before_the_next_main_rule(
    main: int, others: set[int]
) -> None:
    found = span_after(main, sorted({main, *others}))
    following = min((other for other in others if other > main), default=50_001)
    assert (found.low, found.high) == (main + 1, min(main + 99, following - 1))


@given(st.integers(1, 50_000))
def test_fault_14_no_range_passes_the_last_priority(main: int) -> None:
    assert span_after(main, [main]).high <= 50_000


def test_the_lowest_number_that_nobody_holds_is_given() -> None:
    found = allocate(
        [candidate("a", want(11, 15)), candidate("b", want(11, 15))], ledger({HTTPS: [11, 13]})
    )
    assert found == (
        Allotment(
            subject="a",
            numbers=Table({"Rule": 12}),
            verdict=allow(
                "priority", "a", "Its listener rules get the priorities 12 of 11-15.", "listeners"
            ),
        ),
        Allotment(
            subject="b",
            numbers=Table({"Rule": 14}),
            verdict=allow(
                "priority", "b", "Its listener rules get the priorities 14 of 11-15.", "listeners"
            ),
        ),
    )


def test_each_copied_rule_gets_one_from_its_own_range_on_its_own_listener() -> None:
    wants = [
        want(11, 15, rule="Web"),
        want(11, 15, rule="Plain", listener=HTTP),
        want(11, 15, rule="Api"),
        want(21, 25, rule="Old"),
    ]
    found = allocate([candidate("a", *wants)], ledger({HTTPS: [11], HTTP: []}))
    assert found[0].numbers == Table({"Web": 12, "Plain": 11, "Api": 13, "Old": 21})


def test_a_full_range_denies() -> None:
    found = allocate([candidate("a", want(11, 12))], ledger({HTTPS: [10, 11, 12]}, freed=[10]))
    assert found[0].verdict == deny(
        "priority",
        "a",
        "2 of the 2 priorities 11-12 for copies of Rule are held and none comes free; close pull "
        "requests or widen `priorities`.",
        f"listeners.{HTTPS}",
    )


def test_a_full_range_of_which_this_update_frees_a_number_holds() -> None:
    found = allocate([candidate("a", want(11, 12))], ledger({HTTPS: [11, 12]}, freed=[11]))
    assert found[0].verdict == hold(
        "priority",
        "a",
        "2 of the 2 priorities 11-12 for copies of Rule are held; this update frees 1 of them for "
        "the next one.",
        f"listeners.{HTTPS}",
    )


def test_an_empty_range_denies() -> None:
    found = allocate([candidate("a", want(11, 10))], ledger({}))
    assert found[0].verdict == deny(
        "priority",
        "a",
        "Rule leaves no priority for its copies: 11 is taken by the next main rule or past 50000; "
        "give the service a range with `priorities`.",
        f"listeners.{HTTPS}",
    )


def test_one_range_that_stays_full_denies_although_another_frees_a_number() -> None:
    wants = [want(11, 11), want(21, 21, rule="Other")]
    found = allocate([candidate("a", *wants)], ledger({HTTPS: [11, 21]}, freed=[11]))
    assert found[0].verdict.outcome is Outcome.DENY
    assert found[0].verdict.reason.count("held") == 2


def test_a_preview_that_cannot_have_all_its_numbers_takes_none_from_the_next() -> None:
    found = allocate(
        [
            candidate("a", want(11, 12, rule="Web"), want(11, 12), want(11, 12, rule="Third")),
            candidate("b", want(11, 12)),
        ],
        ledger({}),
    )
    assert outcomes(found) == [({}, Outcome.DENY), ({"Rule": 11}, Outcome.ALLOW)]
    assert found[0].verdict.reason.startswith("0 of the 2 priorities 11-12")


def test_a_preview_without_rules_needs_no_number() -> None:
    assert outcomes(allocate([candidate("a")], ledger({}))) == [({}, Outcome.ALLOW)]


def test_ranges_that_overlap_give_each_number_once() -> None:
    wants = [want(11, 20), want(15, 17), want(11, 16), want(15, 15), want(1, 12)]
    found = allocate([candidate(str(i), one) for i, one in enumerate(wants)], ledger({}))
    assert [one.numbers.get("Rule") for one in found] == [11, 15, 12, None, 1]


@given(
    st.dictionaries(st.sampled_from([HTTPS, HTTP]), st.lists(st.integers(1, 30), max_size=20)),
    st.lists(
        st.lists(
            st.builds(
                want,
                st.integers(1, 30),
                st.integers(1, 30),
                rule=st.sampled_from("abc"),
                listener=st.sampled_from([HTTPS, HTTP]),
            ),
            max_size=3,
            unique_by=lambda one: one.rule,
        ),
        max_size=8,
    ),
)
def test_every_number_is_the_lowest_that_is_free_in_its_range_and_given_once(
    taken: dict[str, list[int]], wants: list[list[Want]]
) -> None:
    candidates = [candidate(str(i), *own) for i, own in enumerate(wants)]
    given_away: set[tuple[str, int]] = {(key, n) for key, held in taken.items() for n in held}
    for one, found in zip(candidates, allocate(candidates, ledger(taken)), strict=True):
        assert set(found.numbers) in (set(), {want.rule for want in one.wants})
        for asked in one.wants:
            number = found.numbers.get(asked.rule, 0)
            if number:
                assert asked.span.low <= number <= asked.span.high
                assert (asked.listener, number) not in given_away
                below = {(asked.listener, n) for n in range(asked.span.low, number)}
                assert below <= given_away
                given_away.add((asked.listener, number))


@given(
    st.lists(st.builds(want, st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=3),
    st.sets(st.integers(1, 6)),
    st.sets(st.integers(1, 6)),
)
def test_what_is_refused_waits_if_and_only_if_a_number_of_each_full_range_comes_free(
    wants: list[Want], taken: set[int], freed: set[int]
) -> None:
    named = [evolve(one, rule=f"Rule{index}") for index, one in enumerate(wants)]
    (found,) = allocate([candidate("a", *named)], ledger({HTTPS: taken | freed}, freed=freed))
    given_away, full = taken | freed, []
    for one in named:
        span = range(one.span.low, one.span.high + 1)
        number = next((n for n in span if n not in given_away), None)
        given_away |= {number} if number else set()
        full += [] if number else [set(span)]
    waits = Outcome.HOLD if all(span & freed for span in full) else Outcome.DENY
    assert found.verdict.outcome is (waits if full else Outcome.ALLOW)


# A history of pull requests against a CloudFormation that creates before it deletes.

SERVICES = {"lite": 100, "web": 104, "api": 110}
"""Main rules: the ranges are 101-103, 105-109 and 111-209."""

SPANS = {name: span_after(main, sorted(SERVICES.values())) for name, main in SERVICES.items()}

Preview = tuple[str, int]
"""A service and the number of its pull request; a branch of its own each."""


@frozen(kw_only=True)
class Listener:
    """A listener as it is live: which number each preview's rule holds, besides the main rules."""

    rules: dict[Preview, int] = field(factory=dict)
    foreign: frozenset[int] = frozenset()

    @property
    def held(self) -> set[int]:
        return {*self.rules.values(), *self.foreign, *SERVICES.values()}


def plan(live: Listener, wanted: Iterable[Preview]) -> dict[Preview, int]:
    """Return the rules that an update puts in place: deployed previews keep their numbers."""
    order = sorted(wanted, key=lambda preview: (preview not in live.rules, preview[1], preview[0]))
    kept = {preview: live.rules[preview] for preview in order if preview in live.rules}
    new = {str(preview): preview for preview in order if preview not in kept}
    removed = [number for preview, number in live.rules.items() if preview not in kept]
    wants = [
        candidate(name, Want(rule="Rule", listener=HTTPS, span=SPANS[service]))
        for name, (service, _) in new.items()
    ]
    found = allocate(wants, ledger({HTTPS: live.held}, freed=removed))
    return kept | {new[one.subject]: one.numbers["Rule"] for one in found if one.numbers}


def apply(live: Listener, planned: dict[Preview, int], order: random.Random) -> Listener:
    """Create and update in any order, then delete; a number that is in use fails the update."""
    rules = dict(live.rules)
    changes = [(preview, n) for preview, n in planned.items() if live.rules.get(preview) != n]
    order.shuffle(changes)
    for preview, number in changes:
        in_use = evolve(live, rules=rules).held
        assert number not in in_use, f"PriorityInUse: {number} for {preview}"
        rules[preview] = number
    return evolve(live, rules={preview: rules[preview] for preview in planned})


NAMES = st.sampled_from(sorted(SERVICES))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), NAMES, st.integers(1, 9)),
        st.tuples(st.just("close"), NAMES, st.integers(1, 9)),
        st.tuples(st.just("foreign"), NAMES, st.integers(101, 120)),
        st.tuples(st.just("update"), NAMES, st.just(0)),
    ),
    max_size=40,
)


@given(STEPS, st.randoms(use_true_random=False))
@example(
    [("open", "lite", n) for n in (1, 2, 3)]
    + [("update", "lite", 0), ("close", "lite", 1), ("open", "lite", 4), ("update", "lite", 0)],
    random.Random(0),
)
def test_no_update_of_any_history_collides_or_moves_a_preview(
    steps: list[tuple[str, str, int]], order: random.Random
) -> None:
    live, wanted = Listener(), set[Preview]()
    for step, service, number in steps:
        match step:
            case "open":
                wanted.add((service, number))
            case "close":
                wanted.discard((service, number))
            case "foreign" if number not in live.held:
                live = evolve(live, foreign=live.foreign | {number})
            case "update":
                planned = plan(live, wanted)
                for preview, given_number in planned.items():
                    assert live.rules.get(preview, given_number) == given_number
                    span = SPANS[preview[0]]
                    assert preview in live.rules or span.low <= given_number <= span.high
                live = apply(live, planned, order)
            case _:
                pass  # the number is in use, so the other tool was refused


@given(
    st.sets(st.tuples(NAMES, st.integers(1, 9)), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_fault_1_closing_one_pull_request_moves_no_other_preview(
    opened: set[Preview], order: random.Random
) -> None:
    live = apply(Listener(), plan(Listener(), opened), order)
    oldest = min(opened, key=lambda preview: preview[1])
    rest = {preview: number for preview, number in live.rules.items() if preview != oldest}
    after = plan(live, opened - {oldest})
    assert {preview: after[preview] for preview in rest} == rest


@given(st.permutations([("lite", n) for n in range(1, 5)] + [("web", n) for n in range(1, 5)]))
def test_priorities_do_not_depend_on_the_order_of_arrival(arrived: list[Preview]) -> None:
    backwards = Listener(rules={("api", 2): 112, ("api", 1): 111})
    assert plan(Listener(rules={("api", 1): 111, ("api", 2): 112}), arrived) == plan(
        backwards, sorted(arrived)
    )


def test_a_thousand_services_with_a_hundred_previews_each_take_one_walk() -> None:
    candidates = [
        candidate(f"{service}/{i}", want(service * 50 + 1, service * 50 + 49))
        for service in range(1000)
        for i in range(100)
    ]
    found = allocate(candidates, ledger({HTTPS: range(50, 50_000, 50)}))
    assert sum(bool(one.numbers) for one in found) == 49_000
