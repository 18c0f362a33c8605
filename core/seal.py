"""A plan's digest: over all of the plan but the digest itself."""

from __future__ import annotations

from attrs import evolve

from kayron.core.document import digest
from kayron.core.plan import Plan

UNSEALED = ""
"""What stands for the digest while it is computed."""


def digest_of(plan: Plan) -> str:
    """Return the digest that the plan must carry."""
    return digest(evolve(plan, digest=UNSEALED))


def seal(plan: Plan) -> Plan:
    """Return the plan with its own digest."""
    return evolve(plan, digest=digest_of(plan))


def is_sealed(plan: Plan) -> bool:
    """Tell whether the plan is what it was when it was sealed."""
    return plan.digest == digest_of(plan)
