"""What policies say otherwise than when a plan was reviewed, as clauses for people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kayron.core.apply.moved import name
from kayron.core.plan import Plan, Preview
from kayron.core.render.phrase import brief
from kayron.core.table import Table
from kayron.core.verdict import STACK, Outcome, Verdict

WORDS = {Outcome.DENY: "denies", Outcome.HOLD: "holds", Outcome.ALLOW: "allows"}

GRAVITY = {outcome: rank for rank, outcome in enumerate(WORDS)}


def different(before: Table[str], after: Table[str]) -> Iterator[str]:
    """Yield the keys that two tables do not have alike."""
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield key


def reconsidered(reviewed: Plan, fresh: Plan, but: Collection[str]) -> Iterator[str]:
    """Yield what policies say otherwise, but for subjects of which enough is said.

    Of what is said of one subject it is the gravest; the rest follows from it, and so does that a
    policy says nothing any more. Where a plan has nothing to go by, the stack's policies say why.
    """
    before, after = reviewed.basis.verdicts, fresh.basis.verdicts
    by_subject: dict[str, dict[int, list[str]]] = {}
    for key in different(before, after):
        subject = key.partition(" ")[2]
        if subject not in but and key in after:
            ranks = by_subject.setdefault(subject, {})
            ranks.setdefault(_rank(key, before, after), []).append(key)
    if STACK in by_subject and not (reviewed.artifacts and fresh.artifacts):
        by_subject = {STACK: by_subject[STACK]}
    verdicts = _gravest(fresh)
    previews = {one.subject: one for one in fresh.previews}
    for subject, ranks in by_subject.items():
        for key in ranks[min(ranks)]:
            yield _clause(key, verdicts.get(key), previews.get(subject))


def silenced(reviewed: Plan, fresh: Plan) -> Iterator[str]:
    """Yield which policies say nothing any more of what they spoke of."""
    for key in sorted(reviewed.basis.verdicts.keys() - fresh.basis.verdicts.keys()):
        policy, _, subject = key.partition(" ")
        yield f"the policy {policy} says nothing of {_whom(subject)} any more"


def _rank(key: str, before: Table[str], after: Table[str]) -> int:
    """Return how little a changed verdict says: a denial says most, a new consent least."""
    words = after[key].split()
    for rank, outcome in enumerate((Outcome.DENY, Outcome.HOLD)):
        if outcome.value in words:
            return rank
    return 2 if key in before else 3


def _gravest(plan: Plan) -> Mapping[str, Verdict]:
    """Return the gravest verdict by policy and subject."""
    found = sorted(plan.verdicts, key=lambda one: GRAVITY[one.outcome], reverse=True)
    return {f"{one.policy} {one.subject}": one for one in found}


def _clause(key: str, verdict: Verdict | None, preview: Preview | None) -> str:
    policy, _, subject = key.partition(" ")
    if verdict is None:
        return f"the policy {policy} says something else of {_whom(subject)}"
    reason = " ".join(brief(verdict.reason).split()).rstrip(".")
    pull = f"Pull request #{preview.pull}" if preview else ""
    if preview and reason.startswith(f"{pull} "):
        return name(preview) + reason.removeprefix(pull)
    return f"the policy {policy} {WORDS[verdict.outcome]} {_whom(subject)} now: {reason}"


def _whom(subject: str) -> str:
    return "the stack" if subject == STACK else subject
