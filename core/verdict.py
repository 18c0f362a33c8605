"""What one policy says of one subject, and why."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

STACK = "stack"
INFRASTRUCTURE = "infrastructure"


class Outcome(Enum):
    """`HOLD` resolves by itself, `DENY` needs a person."""

    ALLOW = "allow"
    HOLD = "hold"
    DENY = "deny"


@frozen(kw_only=True)
class Verdict:
    """One policy's word on one subject.

    `reason` is a full sentence with the numbers in it. `facts` are the snapshot's paths that it
    rests on, such as `root.status`.
    """

    policy: str
    subject: str
    outcome: Outcome
    reason: str
    facts: tuple[str, ...]


def allow(policy: str, subject: str, reason: str, *facts: str) -> Verdict:
    """Return a verdict that lets the subject pass."""
    return Verdict(
        policy=policy, subject=subject, outcome=Outcome.ALLOW, reason=reason, facts=facts
    )


def hold(policy: str, subject: str, reason: str, *facts: str) -> Verdict:
    """Return a verdict that stops the subject until the reason goes away by itself."""
    return Verdict(policy=policy, subject=subject, outcome=Outcome.HOLD, reason=reason, facts=facts)


def deny(policy: str, subject: str, reason: str, *facts: str) -> Verdict:
    """Return a verdict that stops the subject until a person acts."""
    return Verdict(policy=policy, subject=subject, outcome=Outcome.DENY, reason=reason, facts=facts)
