"""Random templates: documents as `plain` gives them, and texts that spell them in many styles."""

from __future__ import annotations

import json
import re
import string
from random import Random

from attrs import evolve, frozen
from hypothesis import strategies as st

from kayron.core.template.plain import Plain

Object = dict[str, Plain]

EMOJI = "😀é漢\u2028"
MARKS = "#:,[]{}&*!|>'\"%@`\\ -?"

CALLS = ("Ref", "Condition")
"""Names that make a function call of a mapping that has no other key."""

IDS = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8).filter(
    lambda name: name not in CALLS
)

LINES = st.text(string.ascii_letters + string.digits + EMOJI + MARKS, max_size=12)
TEXTS = st.one_of(
    LINES,
    st.sampled_from(["", "0755", "yes", "529E8759", "null", "~", "<<", "- x", "12:30:45", "a: b"]),
    st.lists(LINES, max_size=3).map("\n".join),
    st.text(st.characters(codec="utf-8"), max_size=6),
)

PLAIN = re.compile(r"[A-Za-z0-9/][A-Za-z0-9/._${}-]*(?: [A-Za-z0-9/._-]+)*(?:::?[A-Za-z0-9]+)*")
"""What every YAML reader takes for a plain scalar outside braces and brackets."""

PRINTABLE = re.compile("[ -~é漢😀]*")
"""What every YAML reader takes on one line in quotes."""

NULLS = ("", "~", "null", "Null", "NULL")

SHORT_FORMS = ("Ref", "Fn::Sub", "Fn::GetAtt", "Fn::Join", "Fn::If", "Fn::Base64", "Fn::Select")


@frozen(kw_only=True)
class Style:
    """How a text spells its document: step of indentation, line ending, comments or none."""

    step: int
    newline: str
    comments: bool


@frozen(kw_only=True)
class Written:
    """A document and a text that spells it."""

    document: Object
    text: str
    style: Style


def calls(values: st.SearchStrategy[Plain]) -> st.SearchStrategy[Object]:
    """Return function calls of any kind over these values."""
    lists = st.lists(values, max_size=3)
    return st.one_of(
        st.builds(lambda name: {"Ref": name}, IDS),
        st.builds(lambda text: {"Fn::Sub": text}, TEXTS),
        st.builds(lambda text, own: {"Fn::Sub": [text, own]}, TEXTS, objects(values)),
        st.builds(lambda *parts: {"Fn::GetAtt": list(parts)}, IDS, IDS),
        st.builds(lambda delimiter, items: {"Fn::Join": [delimiter, items]}, LINES, lists),
        st.builds(lambda name, *arms: {"Fn::If": [name, *arms]}, IDS, values, values),
        st.builds(lambda value: {"Fn::Base64": value}, values),
        st.builds(lambda items: {"Fn::Select": ["0", items]}, lists),
    )


def objects(values: st.SearchStrategy[Plain]) -> st.SearchStrategy[Object]:
    """Return mappings that are no function calls."""
    keys = st.one_of(IDS, TEXTS).filter(lambda key: key not in CALLS)
    return st.dictionaries(keys, values, max_size=3)


VALUES: st.SearchStrategy[Plain] = st.recursive(
    TEXTS | st.none(),
    lambda values: st.one_of(st.lists(values, max_size=3), objects(values), calls(values)),
    max_leaves=8,
)


OBJECTS = objects(VALUES)

Parts = dict[str, st.SearchStrategy[Plain]]

ATTRIBUTES: Parts = {
    "Condition": IDS.map(str),
    "DependsOn": st.lists(IDS, min_size=1, max_size=2).map(list),
    "Metadata": OBJECTS.map(dict),
    "Properties": OBJECTS.map(dict),
}

TYPES = st.sampled_from(["AWS::ECS::Service", "AWS::SQS::Queue", "Custom::Thing"])


def shuffled(required: Parts, optional: Parts) -> st.SearchStrategy[Object]:
    """Return mappings of all required and some optional entries, in any order."""
    return st.fixed_dictionaries(required, optional=optional).flatmap(
        lambda entries: st.permutations(list(entries.items())).map(dict)
    )


RESOURCES = shuffled({"Type": TYPES.map(str)}, ATTRIBUTES)

PARAMETERS: st.SearchStrategy[Plain] = st.builds(lambda: {"Type": "String"})

SECTIONS: Parts = {
    "Description": TEXTS.map(str),
    "Parameters": st.dictionaries(IDS, PARAMETERS, max_size=2).map(dict),
    "Outputs": st.dictionaries(IDS, OBJECTS, max_size=2).map(dict),
    "Metadata": OBJECTS.map(dict),
}

DOCUMENTS = shuffled(
    {"Resources": st.dictionaries(IDS, RESOURCES, min_size=1, max_size=3).map(dict)}, SECTIONS
)
"""Templates as documents, Resources anywhere among their sections."""


def written(document: Object) -> st.SearchStrategy[Written]:
    """Return the document in random styles of YAML and JSON."""
    return st.integers(0, 2**32 - 1).map(lambda seed: write(document, Random(seed)))


def write(document: Object, dice: Random) -> Written:
    """Return the document in a style that the dice choose."""
    style = Style(
        step=dice.choice([2, 4, 3]),
        newline=dice.choice(["\n", "\r\n"]),
        comments=_toss(dice),
    )
    if dice.random() < 1 / 4:
        text = _json(dice, document)
    else:
        text = "".join(f"{line}\n" for line in _block(dice, document, 0, style))
        text = dice.choice(["", "---\n", "# first\n\n"]) + text
    text = dice.choice(["", "\ufeff"]) + text.replace("\n", style.newline)
    # A block scalar at the end of the file takes its last line break from there.
    if _toss(dice) and not _last_leaf(document).endswith("\n"):
        text = text.removesuffix(style.newline)
    return Written(document=document, text=text, style=style)


def _last_leaf(value: Object | list[Plain] | Plain) -> str:
    while isinstance(value, dict | list) and value:
        value = [*value.values()][-1] if isinstance(value, dict) else value[-1]
    return value if isinstance(value, str) else ""


TEMPLATES: st.SearchStrategy[Written] = DOCUMENTS.flatmap(written)
"""Templates of any content in any style."""


def _json(dice: Random, document: Object) -> str:
    text = json.dumps(
        document,
        ensure_ascii=_toss(dice) or _is_beyond_json_in_yaml(document),
        indent=dice.choice([None, 1, 2, 4, "\t"]),
        separators=dice.choice([(",", ":"), (", ", ": ")]),
    )
    return text + dice.choice(["", "\n"])


def _is_beyond_json_in_yaml(document: Plain) -> bool:
    """Tell whether a document has characters that only JSON takes in quotes as they are."""
    return not PRINTABLE.fullmatch(json.dumps(document, ensure_ascii=False))


def _block(dice: Random, value: Object | list[Plain], depth: int, style: Style) -> list[str]:
    """Return the lines of a mapping or sequence that is not empty."""
    lines = []
    if isinstance(value, dict):
        for key, item in value.items():
            head = " " * depth + _scalar(dice, key, in_braces=False) + ":"
            lines += [*_fillers(dice, depth, style), *_entry(dice, head, item, depth, style)]
    else:
        for item in value:
            head = " " * depth + "-"
            lines += [*_fillers(dice, depth, style), *_entry(dice, head, item, depth, style)]
    return lines


def _entry(dice: Random, head: str, value: Plain, depth: int, style: Style) -> list[str]:
    """Return the lines of a value that follows `head`, its key or dash with the indentation."""
    tag, argument = _short(dice, value)
    if tag:
        head = f"{head} {tag}"
    if isinstance(argument, str) and not tag and _fits_literal(argument) and _toss(dice):
        indicator = "|" if argument.endswith("\n") else "|-"
        indented = (" " * (depth + style.step) + line for line in argument.splitlines())
        return [f"{head} {indicator}", *indented]
    if not isinstance(argument, dict | list) or not argument or dice.random() < 1 / 3:
        return [_commented(dice, f"{head} {_inline(dice, argument)}".rstrip(" "), style)]
    if head.endswith("-") and _toss(dice):
        first, *rest = _block(dice, argument, depth + 2, evolve(style, comments=False))
        return [f"{head} {first.lstrip(' ')}", *rest]
    indentless = isinstance(argument, list) and head.endswith(":") and _toss(dice)
    below = depth if indentless else depth + style.step
    return [_commented(dice, head, style), *_block(dice, argument, below, style)]


def _inline(dice: Random, value: Plain) -> str:
    """Return a value on one line, collections in braces and brackets."""
    if value is None:
        return dice.choice(["~", "null", ""])
    if isinstance(value, str):
        return _scalar(dice, value, in_braces=True)
    if isinstance(value, list):
        return "[" + ", ".join(_item(dice, item) for item in value) + "]"
    keys = (_scalar(dice, key, in_braces=True) for key in value)
    pairs = zip(keys, (_item(dice, item) for item in value.values()), strict=True)
    return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"


def _item(dice: Random, value: Plain) -> str:
    """Return a value within braces or brackets."""
    tag, argument = _short(dice, value)
    if argument is None:
        return "null"
    return f"{tag} {_inline(dice, argument)}".lstrip(" ")


def _short(dice: Random, value: Plain) -> tuple[str, Plain]:
    """Return the short tag that a value is to be written with, or nothing, and what follows it."""
    if not isinstance(value, dict) or len(value) != 1 or not _toss(dice):
        return "", value
    ((name, argument),) = value.items()
    if name not in SHORT_FORMS or argument is None:
        return "", value
    if name == "Fn::GetAtt" and isinstance(argument, list) and _toss(dice):
        argument = ".".join(map(str, argument))
    return "!" + name.removeprefix("Fn::"), argument


def _scalar(dice: Random, text: str, *, in_braces: bool) -> str:
    forms = [json.dumps(text)]
    if PRINTABLE.fullmatch(text):
        forms += [json.dumps(text, ensure_ascii=False), "'" + text.replace("'", "''") + "'"]
    if PLAIN.fullmatch(text) and text not in NULLS and not (in_braces and re.search("[{}]", text)):
        forms.append(text)
    return dice.choice(forms)


def _fits_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return all(PRINTABLE.fullmatch(line) and line.strip() and line[0] != " " for line in lines)


def _commented(dice: Random, line: str, style: Style) -> str:
    return f"{line} {_comment(dice)}" if style.comments and _toss(dice) else line


def _fillers(dice: Random, depth: int, style: Style) -> list[str]:
    """Return comments and blank lines that may stand before an entry."""
    if not style.comments:
        return []
    fillers = ["", " ", _comment(dice), " " * depth + _comment(dice)]
    return dice.choices(fillers, k=dice.randrange(3))


def _comment(dice: Random) -> str:
    return "# " + "".join(dice.choices("ab😀é #'\"{}[]:|-&*!", k=dice.randrange(9)))


def _toss(dice: Random) -> bool:
    return dice.random() < 1 / 2
