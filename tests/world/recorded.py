"""The situations as they are recorded in `fixtures/`, their plans, and questions to a plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kayron.core.action import PutTemplate, UpdateStack
from kayron.core.document import parse, structure
from kayron.core.plan import Artifact, Change, Plan, Preview
from kayron.core.planner import plan
from kayron.core.snapshot import Snapshot
from kayron.core.verdict import Outcome, Verdict

FIXTURES = Path(__file__).parents[2] / "fixtures"


def folders() -> set[str]:
    """Return the names of the folders that hold a scenario."""
    return {path.parent.name for path in FIXTURES.glob("*/snapshot.json")}


def recorded_text(scenario: str) -> str:
    """Return the text of a recorded snapshot."""
    return (FIXTURES / scenario / "snapshot.json").read_bytes().decode()


def recorded(scenario: str) -> Snapshot:
    """Return a recorded snapshot."""
    return structure(parse(recorded_text(scenario), scenario), Snapshot, scenario)


@cache
def planned(scenario: str) -> Plan:
    """Return the plan of a recorded snapshot."""
    made, _ = plan(recorded(scenario))
    return made


def update(made: Plan) -> UpdateStack:
    """Return the one stack update of a plan."""
    (action,) = (action for action in made.actions if isinstance(action, UpdateStack))
    return action


def no_update(made: Plan) -> bool:
    """Tell whether a plan leaves the stack and the bucket alone."""
    return not any(isinstance(action, UpdateStack | PutTemplate) for action in made.actions)


def preview(made: Plan, pull: int) -> Preview:
    """Return the one preview of a pull request."""
    (found,) = (found for found in made.previews if found.pull == pull)
    return found


def changes(made: Plan) -> dict[int | None, Change]:
    """Return what the update does to the preview of each pull request."""
    return {found.pull: found.change for found in made.previews}


def priorities(made: Plan) -> dict[int | None, dict[str, int]]:
    """Return the listener rule priorities of the preview of each pull request."""
    return {found.pull: dict(found.priorities) for found in made.previews}


def artifact(made: Plan, subject: str) -> Artifact:
    """Return an artifact."""
    (found,) = (found for found in made.artifacts if found.subject == subject)
    return found


def moves(made: Plan) -> set[str]:
    """Return the subjects of the artifacts that the update moves."""
    return {found.subject for found in made.artifacts if found.moves}


def verdict(made: Plan, policy: str, subject: str) -> Verdict:
    """Return the one verdict of a policy on a subject."""
    (found,) = (v for v in made.verdicts if (v.policy, v.subject) == (policy, subject))
    return found


def stopped(made: Plan) -> set[tuple[str, str, Outcome]]:
    """Return policy, subject and outcome of every verdict that stops something."""
    return {
        (v.policy, v.subject, v.outcome) for v in made.verdicts if v.outcome is not Outcome.ALLOW
    }
