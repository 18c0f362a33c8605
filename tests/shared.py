"""Vectors and a corpus that stand beside the repository, read where present and never copied."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared, the vectors and the corpus beside the repository"
)
