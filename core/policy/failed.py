"""The policy `failed-before` of artifacts and previews: what failed is not tried as it was."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from kayron.core.conversion import moment_text
from kayron.core.fact import Fact
from kayron.core.snapshot import Outcomes, Result, Submission
from kayron.core.verdict import Verdict, allow, hold

POLICY = "failed-before"


@frozen(kw_only=True)
class Memory:
    """What the outcomes record says of versions.

    `failures` has, by subject and version, the update that this version was the first cause of the
    failure of, unless the version succeeded since. `retry` lets them be tried again.
    """

    failures: Mapping[tuple[str, str], Submission] = field(eq=False)
    retry: bool


def remember(outcomes: Fact[Outcomes], *, retry: bool) -> Memory:
    """Return what the outcomes record says; one that cannot be read holds the stack elsewhere."""
    failures: dict[tuple[str, str], Submission] = {}
    for entry in outcomes.entries if isinstance(outcomes, Outcomes) else ():
        if entry.result is Result.SUCCEEDED:
            for subject, version in entry.versions.items():
                failures.pop((subject, version), None)
        elif entry.result is Result.FAILED and (cause := entry.cause or "") in entry.versions:
            failures[cause, entry.versions[cause]] = entry
    return Memory(failures=failures, retry=retry)


def judge_failed(subject: str, version: Fact[str], memory: Memory) -> Verdict:
    """Hold a version that was the first cause of a failed update until it changes.

    Only a later success of that very version clears it; one of others does not.
    """
    last = memory.failures.get((subject, version)) if isinstance(version, str) else None
    if last is None:
        return allow(POLICY, subject, "This version has not failed before.", "outcomes")
    cause = (last.reason or "no reason given").rstrip(".")
    if memory.retry:
        return allow(POLICY, subject, f"It is tried again on request, after: {cause}.", "outcomes")
    where = f" at {last.resource}" if last.resource else ""
    reason = (
        f"{version} made the update of {moment_text(last.time)} fail{where}: {cause}. It is tried "
        "again when it changes, or with --retry."
    )
    return hold(POLICY, subject, reason, "outcomes")
