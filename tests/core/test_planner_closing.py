"""A pull request that is closed leaves no trace on the previews of the others."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from hypothesis import given, settings
from hypothesis import strategies as st

from kayron.core.plan import Change, Plan
from tests.strategies.steps import Close, Open, played
from tests.strategies.worlds import two
from tests.world.settle import plan_of, settled
from tests.world.world import World

NAMES = ("first", "fix/55", "feature/branch-164829", "\u2028 # x", "z" * 200)


def texts(made: Plan) -> dict[str, str]:
    return {one.path: one.text for one in made.templates if one.path != "index.yaml"}


def is_cut(before: str, after: str) -> bool:
    """Tell whether a text is another one with one piece cut out, of whole lines."""
    lines, rest = before.split("\n"), after.split("\n")
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(lines, rest, strict=False))
    )
    return rest[same:] == lines[len(lines) - (len(rest) - same) :]


@cache
def opened(branches: tuple[str, ...], labels: tuple[str, ...]) -> World:
    """Return a world at rest with a preview of each of these branches."""
    pulls = (Open(n, branch, labels=labels) for n, branch in enumerate(branches, start=1))
    return settled(played(tuple(pulls), two()))


# There are about 400 cases, and nearly each needs another world to come to rest first.
@settings(max_examples=150)
@given(
    branches=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    closed=st.integers(1, 3),
    labels=st.sampled_from([(), ("site",)]),
)
def test_closing_a_pull_request_changes_no_other_preview(
    branches: list[str], closed: int, labels: tuple[str, ...]
) -> None:
    world = opened(tuple(branches), labels)
    closed = min(closed, len(branches))
    before, after = plan_of(world), plan_of(Close(closed)(world))
    kept = {one.subject: one.priorities for one in before.previews if one.pull != closed}
    assert {s: p for s, p in _priorities(after).items() if s in kept} == kept
    old, new = texts(before), texts(after)
    assert all(is_cut(old[path], new[path]) for path in old)
    changed = {one.pull for one in after.previews if one.change is not Change.NONE}
    assert changed == {closed}


def _priorities(made: Plan) -> dict[str, object]:
    return {one.subject: one.priorities for one in made.previews}
