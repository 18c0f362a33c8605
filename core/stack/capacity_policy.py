"""The policy `capacity`: what AWS limits is counted before AWS refuses it halfway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kayron.core.stack.usage import (
    BYTES,
    NUMBERS,
    OPERATION,
    RESOURCES,
    RULES,
    TARGET_GROUPS,
    Measure,
    Usage,
)
from kayron.core.verdict import INFRASTRUCTURE, STACK, Verdict, allow, deny, hold

POLICY = "capacity"

WORDS: Mapping[str, str] = {
    BYTES: "bytes",
    RESOURCES: "resources",
    "template_parameters": "parameters",
    "template_outputs": "outputs",
    "template_mappings": "mappings",
    OPERATION: "resources over all nested stacks",
    "stack_tags": "tags",
    "parameter_value_bytes": "bytes",
    RULES: "listener rules",
    TARGET_GROUPS: "target groups",
    "condition_values_per_rule": "condition values",
    "condition_wildcards_per_rule": "wildcards",
}


def limits_with(settings: Mapping[str, int]) -> Mapping[str, int]:
    """Return every limit by name, those of the settings in place of AWS's."""
    return NUMBERS.overlaid({name: settings[name] for name in settings if name in NUMBERS})


def judge_capacity(usage: Usage, limits: Mapping[str, int]) -> tuple[Verdict, ...]:
    """Return a denial of the stack for each limit that its main services alone exceed."""
    over = tuple(
        deny(POLICY, STACK, f"{reason}.", "listeners", "infrastructure.trees")
        for reason in _excesses(usage, limits)
    )
    return over or (allow(POLICY, STACK, "The main services keep within every limit."),)


def judge_kept_previews(
    alone: Usage, kept: Usage, limits: Mapping[str, int]
) -> tuple[Verdict, ...]:
    """Return a denial of the infrastructure for each limit that only its previews exceed.

    `alone` is what its main services use, `kept` what they use with the previews that stay.
    """
    fitting = {
        measure: number for measure, number in kept.items() if not _over(measure, alone, limits)
    }
    return tuple(
        deny(POLICY, INFRASTRUCTURE, f"With its previews, {reason}.", "infrastructure.trees")
        for reason in _excesses(fitting, limits)
    )


def _over(measure: Measure, usage: Usage, limits: Mapping[str, int]) -> bool:
    return usage[measure] > limits[measure.name]


def fit_previews(
    usage: Usage, previews: Iterable[tuple[str, Usage]], limits: Mapping[str, int]
) -> tuple[Verdict, ...]:
    """Return a verdict on each preview, by what is left for it when those before it are served.

    `usage` is that of the main services. `previews` come in the order in which they are served, so
    that the youngest hold; each with what it adds.
    """
    total = dict(usage)
    verdicts = []
    for subject, added in previews:
        with_it = {one: total.get(one, 0) + number for one, number in added.items() if number}
        reasons = [*_excesses(with_it, limits)]
        if reasons:
            reason = f"With it, {'; '.join(reasons)}. Close pull requests to make room."
            verdicts.append(hold(POLICY, subject, reason, "listeners"))
        else:
            total |= with_it
            verdicts.append(allow(POLICY, subject, "There is room for it."))
    return tuple(verdicts)


def _excesses(usage: Usage, limits: Mapping[str, int]) -> Iterator[str]:
    exceeded = (one for one, number in usage.items() if number > limits[one.name])
    for measure in sorted(exceeded):
        number, most = usage[measure], limits[measure.name]
        yield f"{measure.where} would have {number:,} {WORDS[measure.name]} of at most {most:,}"
