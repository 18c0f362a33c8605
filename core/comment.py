"""The status comment of a pull request: a row for each service that it has a preview of.

It says what is known and never more: only a preview whose life is *ready* is called Ready.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kayron.core.plan import Life, Preview
from kayron.core.policy import failed
from kayron.core.render.markup import Block, code, document, prose, row, rule
from kayron.core.render.phrase import COMMIT, brief, by_subject
from kayron.core.snapshot import Environment
from kayron.core.verdict import Outcome, Verdict

STATUSES = {
    Life.WANTED: "Queued",
    Life.WAITING: "Waiting for image",
    Life.DEPLOYING: "Deploying",
    Life.READY: "Ready",
    Life.REMOVING: "Removing",
    Life.REMOVED: "Removed",
    Life.BLOCKED: "Blocked",
}

FAILED = "Failed"
"""What a preview is called instead that is blocked because it made an update fail."""

GOING = (Life.REMOVING, Life.REMOVED)
"""What has no endpoint that one should use any more."""

DOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", re.IGNORECASE)


def marker(environment: Environment) -> str:
    """Return what tells our comment from others; testing has the original's."""
    name = "" if environment is Environment.TESTING else f":{environment.value}"
    return f"<!-- kayron:preview:status{name} -->"


def is_ours(body: str, environment: Environment) -> bool:
    """Tell whether a comment is a status comment of this environment; who wrote it counts too."""
    return marker(environment) in body


def comment_body(
    previews: Iterable[Preview], verdicts: Iterable[Verdict], environment: Environment
) -> str:
    """Return the status comment for one pull request's previews, in the order of their services.

    `verdicts` may be all of a plan's; those that hold or deny one of the previews are its reasons.
    """
    rows = sorted(previews, key=lambda preview: (preview.service, preview.subject))
    stops = by_subject(verdicts, Outcome.HOLD, Outcome.DENY)
    several = len(rows) > 1
    names = ("Service", "Status", "Commit", "Endpoint")[not several :]
    table = Block(
        start=(marker(environment), "", row(*names), rule(len(names))),
        lines=tuple(
            row(*_cells(preview, stops.get(preview.subject, ()))[not several :]) for preview in rows
        ),
    )
    reasons = [
        f"- {code(preview.service)}: {reason}" if several else f"- {reason}"
        for preview in rows
        for reason in _reasons(preview, stops.get(preview.subject, ()))
    ]
    return document([table, Block(start=(), lines=tuple(reasons))] if reasons else [table])


def _cells(preview: Preview, stops: Sequence[Verdict]) -> tuple[str, ...]:
    has_failed = any(verdict.policy == failed.POLICY for verdict in stops)
    blocked = preview.life is Life.BLOCKED
    status = FAILED if blocked and has_failed else STATUSES[preview.life]
    return code(preview.service), status, _commit(preview), _endpoint(preview)


def _commit(preview: Preview) -> str:
    """Return the commit that runs where it is ready, else the one that shall; GitHub links it."""
    chosen = preview.current if preview.life is Life.READY else preview.desired
    if not isinstance(chosen, str):
        return ""
    return chosen if COMMIT.fullmatch(chosen) else code(chosen)


def _endpoint(preview: Preview) -> str:
    if preview.life in GOING or not preview.domain:
        return ""
    linked = preview.life is Life.READY and DOMAIN.fullmatch(preview.domain)
    return f"<https://{preview.domain}>" if linked else code(preview.domain)


def _reasons(preview: Preview, stops: Sequence[Verdict]) -> Iterator[str]:
    """Yield why a preview is not what was asked for, then what else is to be known of it."""
    for verdict in stops:
        name = "" if preview.life in GOING else f" ({verdict.policy}, {verdict.outcome.value})"
        yield f"{prose(brief(verdict.reason))}{name}"
    yield from map(prose, preview.notes)


def is_final(body: str) -> bool:
    """Tell whether a status comment calls nothing but removed previews its own."""
    others = (status for life, status in STATUSES.items() if life is not Life.REMOVED)
    return not any(f"| {status} |" in body for status in (*others, FAILED))
