"""Whether the infrastructure may bring in services that run nowhere yet."""

from __future__ import annotations

from collections.abc import Iterable

from kayron.core.fact import Absent, Unknown
from kayron.core.policy.artifact import ArtifactCase
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, hold


def judge_first_deployments(cases: Iterable[ArtifactCase]) -> Verdict:
    """Hold the infrastructure while it would deploy a service that has no image to start with.

    Such a service runs nowhere, and the parameter that the templates add for it has no value.
    """
    waiting = sorted(f"{case.subject}:{case.desired}" for case in cases if _starts_empty(case))
    if not waiting:
        reason = "It adds no service whose image is not in ECR."
        return allow("image", INFRASTRUCTURE, reason, "images")
    reason = f"It adds services whose images are not proved to be in ECR: {', '.join(waiting)}."
    return hold("image", INFRASTRUCTURE, reason, "images")


def _starts_empty(case: ArtifactCase) -> bool:
    return (
        isinstance(case.current.version, Absent)
        and isinstance(case.desired, str)
        and isinstance(case.image, Absent | Unknown)
        and case.deployed is None
        and not isinstance(case.parameters, Unknown)
        and case.definition.parameter in case.parameters
    )
