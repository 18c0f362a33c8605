"""The domain of a preview: its hash as a label before the host of the service."""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen
from yaml.nodes import Node, ScalarNode

from kayron.core.limit import DNS_LABEL, HOST_HEADER
from kayron.core.template.edit import LOWER, Piece, quoted_pieces
from kayron.core.template.hole import with_holes
from kayron.core.template.node import TEXT
from kayron.core.template.plain import Plain, plain
from kayron.core.template.reading import Reading
from kayron.core.template.reference import VARIABLE, renamed_value
from kayron.core.template.refusal import refuse
from kayron.core.template.value import Value

GRAMMAR: Final = re.compile(r"(?:[A-Za-z0-9_.-]|\$\{(?:AWS::)?[A-Za-z0-9]+\})+")
"""What a definition's `domain` may hold: the letters of host names, and variables."""

LITERAL: Final = re.compile(r"\$\{!([^{}]*)\}")

HASH_LABEL: Final = len("1d0fd508.")


@frozen(kw_only=True)
class Domain:
    """The host expression of a service as a plain document, and its value, None where unknown."""

    expression: Plain
    text: str | None

    def host(self, hash_: str) -> str:
        """Return a preview's host for people, empty where the service's is not known."""
        return f"{hash_.lower()}.{self.text}" if self.text else ""

    def value(self, *, json: bool) -> Value:
        """Return the expression of a preview's host, as JSON or YAML writes it."""
        expression = self.expression
        match expression:
            case str():
                return quoted_pieces(LOWER, ".", expression)
            case {"Ref": str()} | {"Fn::GetAtt": [str(), str()]} | {"Fn::Sub": str()}:
                return substitution((LOWER, f".{with_holes(expression)}"), json=json)
            case {"Fn::Sub": [str() as text, local]}:
                return {"Fn::Sub": [quoted_pieces(LOWER, ".", text), renamed_value(local, ())]}
            case {"Fn::Join": ["", [*items]]}:
                rest = [renamed_value(item, ()) for item in items]
                return {"Fn::Join": [quoted_pieces(""), [quoted_pieces(LOWER, "."), *rest]]}
            case _:
                parts = [quoted_pieces(LOWER, "."), renamed_value(expression, ())]
                return {"Fn::Join": [quoted_pieces(""), parts]}


def substitution(pieces: tuple[Piece, ...], *, json: bool) -> Value:
    """Return an `Fn::Sub` of a text, or the text itself where it has no variable."""
    if not VARIABLE.search("".join(one if isinstance(one, str) else "0" for one in pieces)):
        return quoted_pieces(
            *(LITERAL.sub(r"${\1}", one) if isinstance(one, str) else one for one in pieces)
        )
    if json:
        return {"Fn::Sub": quoted_pieces(*pieces)}
    return ("!Sub ", *quoted_pieces(*pieces))


def declared_domain(reading: Reading, text: str) -> Domain:
    """Return the domain that a release definition declares; refuse what is no host expression."""
    root = reading.template.root
    if not GRAMMAR.fullmatch(text):
        reason = f"`domain: {text}` is no host name; use letters, digits, dots and ${{Parameter}}."
        refuse(reading.template, root, reason)
    names = [match[2] for match in VARIABLE.finditer(text)]
    for name in names:
        if not name.startswith("AWS::") and name not in reading.template.section("Parameters"):
            reason = f"`domain: {text}` names {name}, which is no parameter of this template."
            refuse(reading.template, root, reason)
    node = ScalarNode("!Sub" if names else TEXT, text, root.start_mark, root.end_mark)
    return own_domain(reading, node)


def own_domain(reading: Reading, host: Node) -> Domain:
    """Return the domain that a host of the service's own listener rules gives."""
    text = reading.text(host)
    domain = Domain(expression=plain(host), text=text)
    _refuse_long(reading, host, domain)
    return domain


def _refuse_long(reading: Reading, node: Node, domain: Domain) -> None:
    """Refuse a domain whose previews' hosts a load balancer or DNS would not take."""
    text = domain.text or ""
    if len(text) + HASH_LABEL > HOST_HEADER:
        reason = f"the previews' hosts <hash>.{text} are longer than {HOST_HEADER} characters."
        refuse(reading.template, node, reason)
    if any(len(label) > DNS_LABEL for label in text.split(".")):
        reason = f"the host {text} has a label of more than {DNS_LABEL} characters."
        refuse(reading.template, node, reason)
