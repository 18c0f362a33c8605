r"""Escaped pairs such as `\ud83d\ude00` become their character, whatever else a text has in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.template.source import Plain, parse_template, plain

PAIR = r"\ud83d\ude00"


def metadata(text: str) -> Plain:
    root = plain(
        parse_template(f'{{"Metadata": {text}, "Resources": {{"A": {{"Type": "B"}}}}}}', "f").root
    )
    assert isinstance(root, dict)
    return root["Metadata"]


@pytest.mark.parametrize(
    "other",
    ["", "\ue000", r"\uE123", r"\U0000e7ff", "\ue800\ue000", "\ue000\ue800\uf000", r"\ue03d\ue600"],
)
def test_private_use_characters_beside_a_pair_stay(other: str) -> None:
    assert metadata(f'["{PAIR}", "{other}"]') == ["😀", metadata(f'"{other}"')]


def test_an_escaped_backslash_begins_no_pair() -> None:
    written = r'"\\ud83d\\ude00 \\\ud83d\ude00"'
    assert metadata(written) == r"\ud83d\ude00 " + "\\😀"


def test_where_yaml_knows_no_escapes_a_pair_stays_as_written() -> None:
    assert metadata(f"""["{PAIR}", '{PAIR}', {PAIR}, '\\ue8ff{PAIR}']""") == [
        "😀",
        PAIR,
        PAIR,
        rf"\ue8ff{PAIR}",
    ]


def test_a_pair_stays_as_written_also_where_no_block_is_free() -> None:
    assert metadata(f"""["{PAIR}\ue000\ue800\uf000", '{PAIR}']""") == ["😀\ue000\ue800\uf000", PAIR]


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_json_gives_any_text_back(text: str) -> None:
    assert metadata(json.dumps(text)) == text
