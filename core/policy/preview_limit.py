"""How many previews there may be. Those that are deployed come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from kayron.core.gate_setting import Gates
from kayron.core.preview import PreviewCase, Standing
from kayron.core.verdict import Verdict, hold


@frozen(kw_only=True)
class Place:
    """A preview's place among those of its service and among all; both count from 1."""

    gates: Gates
    in_service: int
    in_total: int


@frozen(kw_only=True)
class Limit:
    """A limit and the name that its verdicts carry."""

    policy: str
    exceeded: Callable[[Place], str]


def max_per_service(place: Place) -> str:
    """Return why a service has enough previews, or an empty text."""
    limit = place.gates.max_per_service
    if limit is None or place.in_service <= limit:
        return ""
    return f"It is preview {place.in_service} of its service, over the {limit} of max_per_service."


def max_total(place: Place) -> str:
    """Return why there are enough previews of all services, or an empty text."""
    limit = place.gates.max_total
    if limit is None or place.in_total <= limit:
        return ""
    return f"It is preview {place.in_total} of all services, over the {limit} of max_total."


PREVIEW_LIMITS = (
    Limit(policy="max-per-service", exceeded=max_per_service),
    Limit(policy="max-total", exceeded=max_total),
)
"""In the order in which they are asked: each sees only what passed those before."""


def judge_limits(
    cases: Iterable[PreviewCase], gates: Mapping[str, Gates]
) -> tuple[PreviewCase, ...]:
    """Return the previews in their order, held where they are too many.

    `gates` are those of each service by `docker`. A new preview that is held leaves its place to
    the next; a deployed one has its place in any case.
    """
    services: Counter[str] = Counter()
    total = 0
    judged: list[PreviewCase] = []
    for case in cases:
        if case.standing in (Standing.REMOVE, Standing.LEFT_OUT):
            judged.append(case)
            continue
        place = Place(
            gates=gates.get(case.docker, Gates()),
            in_service=services[case.docker] + 1,
            in_total=total + 1,
        )
        verdict = None if case.standing is Standing.STAY else _exceeded(case, place)
        judged.append(case.judged(verdict) if verdict else case)
        if case.deployed or verdict is None:
            services[case.docker] += 1
            total += 1
    return tuple(judged)


def _exceeded(case: PreviewCase, place: Place) -> Verdict | None:
    for limit in PREVIEW_LIMITS:
        if reason := limit.exceeded(place):
            return hold(limit.policy, case.subject, reason, "source.files.kayron.yaml")
    return None
