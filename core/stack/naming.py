"""What each TemplateURL names in all the stacks of its template: one text has to do for all."""

from __future__ import annotations

from collections.abc import Mapping

from kayron.core.problem import Problem
from kayron.core.stack.link import Link, Spot, is_shared, node_at
from kayron.core.stack.tree import Ids, stack_path
from kayron.core.table import Table
from kayron.core.template.source import Template, place

Named = dict[str | None, Ids]
"""A stack that evaluates a TemplateURL to each path; None where that is no template of ours."""


def settle(
    named: Mapping[tuple[str, Spot], Named],
    templates: Mapping[str, Template | None],
    *,
    plain_keys: bool,
) -> tuple[Table[tuple[Link, ...]], tuple[Problem, ...]]:
    """Return the TemplateURLs to rewrite by file, and the problems of those that cannot be.

    With `plain_keys` one that names different templates in different stacks stays as it is.
    """
    links: dict[str, list[Link]] = {}
    problems = []
    for (file, spot), paths in named.items():
        template = templates[file]
        ours = [path for path in paths if path is not None]
        if template is None or not ours:
            continue
        problem = _shared(spot, template) if len(paths) == 1 else _different(spot, paths, template)
        if problem is None:
            links.setdefault(file, []).append(Link(spot, ours[0]))
        elif len(paths) == 1 or not plain_keys:
            problems.append(problem)
    return Table({file: tuple(sorted(found)) for file, found in links.items()}), tuple(problems)


def _shared(spot: Spot, template: Template) -> Problem | None:
    share = is_shared(template.resources[spot.resource], template)
    if share is None:
        return None
    message = f"the TemplateURL of {spot.resource} is written with an {share.kind}; write it out."
    return Problem(share.place, message)


def _different(spot: Spot, paths: Named, template: Template) -> Problem:
    where = place(template, node_at(template.resources[spot.resource], spot))
    parts = sorted(
        f"{path or 'no template of ours'} in {stack_path(ids) or 'the root stack'}"
        for path, ids in paths.items()
    )
    message = (
        f"the TemplateURL of {spot.resource} names {' and '.join(parts)}, so that no single text "
        f"would do for both."
    )
    return Problem(where, message)
