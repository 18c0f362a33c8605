"""The hash of a head branch, told without core."""

from __future__ import annotations

import hashlib


def branch_hash(branch: str) -> str:
    """Return the hash of a head branch: SPEC 7.2."""
    return hashlib.sha256(branch.encode()).hexdigest()[:8].upper()
