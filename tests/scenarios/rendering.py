"""A plan as the expected files have it: what `kayron plan` prints, piped."""

from __future__ import annotations

from kayron.core.plan import Plan
from kayron.core.render.markdown import markdown
from kayron.core.render.style import plain
from kayron.core.render.text import text

COLUMNS = 100


def as_text(plan: Plan) -> str:
    """Return what a terminal shows, without colour."""
    return plain(text(plan, COLUMNS))


def as_markdown(plan: Plan) -> str:
    """Return what a pull request shows."""
    return markdown(plan)
