"""What a plan rests on, so that a reviewed plan is told from a stale one."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from kayron.core.action import Action, CreateComment, UpdateComment
from kayron.core.configuration import CONFIGURATION_FILE
from kayron.core.conversion import Text
from kayron.core.document import digest, digest_of_text
from kayron.core.plan import Basis
from kayron.core.release import is_definition_file
from kayron.core.snapshot import Event, Files, Snapshot
from kayron.core.table import Table
from kayron.core.verdict import Verdict


def basis_of(
    snapshot: Snapshot,
    event: Event | None,
    desired: str,
    verdicts: Iterable[Verdict],
    actions: Iterable[Action],
) -> Basis:
    """Return the basis of a plan; nothing in it moves by itself, such as times and comments."""
    files = snapshot.source.files
    texts = files.texts.items() if isinstance(files, Files) else ()
    outcomes: dict[str, str] = {}
    for verdict in verdicts:
        key, outcome = f"{verdict.policy} {verdict.subject}", verdict.outcome.value
        before = outcomes.setdefault(key, outcome)
        if outcome != before and outcome not in before.split():
            outcomes[key] = " ".join(sorted([*before.split(), outcome]))
    return Basis(
        desired=desired,
        event=event.id if event else None,
        verdicts=Table(outcomes),
        actions=Table({action.id: digest(_expectation(action)) for action in actions}),
        inputs=Table(
            {
                path: digest_of_text(text)
                for path, text in texts
                if path == CONFIGURATION_FILE or is_definition_file(path)
            }
        ),
    )


def _expectation(action: Action) -> Action:
    """Return an action without the text of a comment, in which an age may count on."""
    if isinstance(action, CreateComment | UpdateComment):
        return evolve(action, body=Text(""))
    return action
