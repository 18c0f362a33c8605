"""What holds for every ending of the resources, and for comments wherever they stand."""

from __future__ import annotations

import re

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.template.plain import plain
from kayron.core.template.source import parse_template
from tests.core.template.example import HASH, TEXT, addition, but, rendered

OUTPUTS = "Outputs:\n  Url: {Value: !Ref Api}\n"

HEADERS = st.sampled_from(["|", "|-", "|+", ">", ">-", ">+"])

WORDS = st.text("ab #:'", min_size=1, max_size=8).map(lambda text: f"x{text}y")

COMMENTS = st.lists(st.tuples(st.integers(0, 8), WORDS), max_size=4)

LINES = TEXT[TEXT.index("  Api:") : TEXT.index(OUTPUTS)].splitlines()
"""Of the resources that are copied: any of them may end in a comment."""


@frozen(kw_only=True)
class Ending:
    """A last resource that ends in a block of text, and what follows it."""

    header: str
    lines: tuple[str, ...]
    blank: int
    last: bool
    newline: str

    @property
    def text(self) -> str:
        """The template with it."""
        body = "".join(f"        {line}\n" for line in self.lines) + "\n" * self.blank
        block = f"    Properties:\n      DisplayName: {self.header}\n{body}"
        resource = f"  Last:\n    Type: AWS::SNS::Topic\n{block}"
        whole = but((OUTPUTS, resource + ("" if self.last else OUTPUTS)))
        whole = whole.removesuffix("\n") if self.last and not self.blank else whole
        return whole.replace("\n", self.newline)

    @property
    def is_open(self) -> bool:
        """Whether the block would be another text with one blank line and more below it."""
        if self.header.endswith("+"):
            return self.blank != 1
        return self.last and not self.blank and not self.header.endswith("-")


ENDINGS = st.builds(
    Ending,
    header=HEADERS,
    lines=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    blank=st.integers(0, 3),
    last=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)


@given(ENDINGS)
def test_previews_come_last_but_where_that_would_change_the_text_above_them(
    ending: Ending,
) -> None:
    before = parse_template(ending.text, "shop.yaml").resources
    after = parse_template(rendered(ending.text), "shop.yaml").resources
    kept = {id_: plain(one.node) for id_, one in after.items() if not id_.endswith(HASH)}
    assert kept == {id_: plain(one.node) for id_, one in before.items()}
    assert (list(after)[-1] == "Last") == ending.is_open


@given(comments=COMMENTS, blank=st.booleans())
def test_comments_below_the_last_resource_are_its_own_as_long_as_they_are_further_in(
    *, comments: list[tuple[int, str]], blank: bool
) -> None:
    lines = [" " * column + f"# {words}\n" for column, words in comments]
    own = next((at for at, (column, _) in enumerate(comments) if column <= 2), len(lines))
    rest = ("\n" if blank else "") + OUTPUTS
    text = but((OUTPUTS, "".join(lines) + rest))
    above, below = rendered(text).split(addition(text))
    assert above.endswith(("      Type: A\n" + "".join(lines[:own])).removesuffix("\n"))
    assert below == "\n" + "".join(lines[own:]) + rest


@given(st.lists(st.booleans(), min_size=len(LINES), max_size=len(LINES)))
def test_a_comment_is_copied_with_its_line_as_it_is_or_not_at_all(commented: list[bool]) -> None:
    pairs = enumerate(zip(LINES, commented, strict=True))
    marked = [f"{line} # {at}" if so else line for at, (line, so) in pairs]
    text = but(("\n".join(LINES), "\n".join(marked)))
    for line in addition(text).splitlines():
        found = re.fullmatch(r"(.*\S) # (\d+)", line)
        if found:
            assert found[1].replace(f"{HASH}:", ":") == LINES[int(found[2])]
