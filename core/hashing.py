"""The identity of a preview: a function of its head branch's name and of nothing else."""

from __future__ import annotations

import hashlib
from sys import intern

LENGTH = 8
"""Hex digits of a preview's hash."""


def branch_hash(branch: str) -> str:
    """Return the hash of a head branch: 8 characters of `0-9A-F`.

    It is the Go original's, so previews that run keep their identity.
    """
    return hashlib.sha256(branch.encode()).hexdigest()[:LENGTH].upper()


def normal_hash(text: str) -> str:
    """Return the one spelling of a hash: upper and lower form name the same preview."""
    return text.upper()


def is_hash(text: str) -> bool:
    """Tell whether a text is a preview's hash in its one spelling."""
    return len(text) == LENGTH and set(text) <= set("0123456789ABCDEF")


def preview_subject(docker: str, hash_: str) -> str:
    """Return the name of a preview in verdicts and plans, such as `lite/1D0FD508`."""
    # Each preview has many verdicts: they share its name.
    return intern(f"{docker}/{hash_}")
