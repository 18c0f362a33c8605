"""What the policies say of previews, of any case, beside a second and plain account of the rules.

The account shares no code with the policies; where they differ, one of them is wrong.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.policy.preview import PreviewFacts, judge_previews
from kayron.core.policy.removals import judge_removals
from kayron.core.preview import PreviewCase, Standing
from kayron.core.running import Running
from kayron.core.table import Table
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
