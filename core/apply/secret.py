"""What AWS says of an operation, with no value of a secret parameter in it."""

from __future__ import annotations

from collections.abc import Mapping


def without_secrets(text: str, secrets: Mapping[str, str]) -> str:
    """Return a text in which nothing is left of secret values, the longest taken out first."""
    for value in sorted(filter(None, secrets.values()), key=len, reverse=True):
        text = text.replace(value, "***")
    return text
