"""How a sentence becomes a part of another one, and parts become a sentence."""

from __future__ import annotations


def clause(sentence: str) -> str:
    """Return a sentence to stand within another one, without its full stop: `it is closed`.

    Its first word must not be a name.
    """
    return sentence[:1].lower() + sentence[1:].rstrip(". ")


def sentence(*clauses: str) -> str:
    """Return clauses as one sentence that ends with a full stop, whatever they end with."""
    text = "; ".join(clauses).rstrip(". ")
    return f"{text[:1].upper()}{text[1:]}."
