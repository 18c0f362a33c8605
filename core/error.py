"""The root of every error that Kayron raises on purpose.

Errors carry fields and build their sentence from them. Only cli turns one into an exit code.
"""

from __future__ import annotations


class KayronError(Exception):
    """Something a person can act on; `str()` is the whole message."""
