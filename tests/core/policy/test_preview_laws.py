"""What the policies say of previews, of any case, beside a second and plain account of the rules.

The account shares no code with the policies; where they differ, one of them is wrong.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.orphan import Orphan
from kayron.core.policy.preview import PreviewFacts, judge_previews
from kayron.core.policy.removals import judge_removals
from kayron.core.preview import PreviewCase, Standing
from kayron.core.running import Running
from kayron.core.table import Table
from kayron.core.verdict import Outcome
from tests.core.builder import case, deployed, pull

UNREAD = Unknown("403 Forbidden")


@given(st.integers(0, 40), st.integers(0, 40))
def test_more_than_thirty_percent_of_more_than_ten_never_leave_at_once(
    gone: int, kept: int
) -> None:
    numbers = range(gone + kept)
    cases = [
        case(
            Standing.REMOVE if number < gone else Standing.KEEP,
            pull(number),
            deployed(f"feature/{number}", number),
        )
        for number in numbers
    ]
    leaving = sum(one.standing is Standing.REMOVE for one in judge_removals(cases))
    too_many = gone + kept > 10 and gone / (gone + kept) > 0.30
    assert leaving == (0 if too_many else gone)


@st.composite
def wanted(draw: st.DrawFn) -> PreviewCase:
    held = draw(
        st.none() | st.sampled_from(["c6", "c7"]).map(lambda v: deployed("f", 7, version=v))
    )
    standing = Standing.KEEP if held else Standing.ADD
    return case(standing, pull(7, "f"), held)


@given(wanted(), st.sampled_from(["sha256:7", Absent(), UNREAD]))
def test_no_preview_moves_to_an_image_that_is_not_there_and_none_leaves_for_it(
    asked: PreviewCase, image: Fact[str]
) -> None:
    running = Running(services={}, unread={}, gap="")
    images: Table[Table[Fact[str]]] = Table({"lite": Table({"c7": image})})
    known = PreviewFacts(running=running, images=images)
    (found,) = judge_previews([asked], known, {}).cases
    before = asked.deployed.version if asked.deployed else None
    assert found.version == ("c7" if isinstance(image, str) else before)


NEW = [case(Standing.ADD, pull(number)) for number in (1, 2, 3)]

IMAGES: Table[Table[Fact[str]]] = Table({"lite": Table({f"c{n}": "sha256:7" for n in (1, 2, 3)})})

orphans = st.builds(
    lambda asked, name, leaving: Orphan(
        docker=asked.docker, hash=asked.hash, name=name, leaving=leaving
    ),
    st.sampled_from(NEW),
    st.sampled_from(["a", "b"]),
    st.booleans(),
)


@given(st.sets(orphans, max_size=4), st.lists(st.sampled_from(NEW), unique=True))
def test_no_preview_arrives_while_something_of_its_earlier_life_is_there(
    left: set[Orphan], asked: list[PreviewCase]
) -> None:
    running = Running(services={}, unread={}, gap="")
    known = PreviewFacts(running=running, images=IMAGES, orphans=tuple(sorted(left)))
    found = judge_previews(asked, known, {})
    there = {one.subject for one in left}
    needing_a_person = {one.subject for one in left if not one.leaving}
    assert [one.version is None for one in found.cases] == [one.subject in there for one in asked]
    said = [*found.verdicts, *(verdict for one in found.cases for verdict in one.verdicts)]
    assert {one.subject: one.outcome for one in said if one.policy == "orphans"} == {
        subject: Outcome.DENY if subject in needing_a_person else Outcome.HOLD for subject in there
    }
