"""What the policies say of previews once it is known which ones are wanted.

To add a policy on one preview, write a function of the case and add a line to `PREVIEW_POLICIES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve, frozen

from kayron.core.artifact import image_fact
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gate_setting import Gates
from kayron.core.orphan import Orphan, judge_orphan
from kayron.core.policy.preview_limit import judge_limits
from kayron.core.policy.removals import judge_removals
from kayron.core.preview import IMAGE, PreviewCase, Standing
from kayron.core.removal import UNKNOWN_FACTS
from kayron.core.running import Running
from kayron.core.table import Table
from kayron.core.verdict import Verdict, allow, deny, hold


@frozen(kw_only=True)
class PreviewFacts:
    """What is known of previews besides their pull requests.

    `images` are the digests by ECR repository and tag.
    """

    running: Running
    images: Table[Table[Fact[str]]]
    orphans: tuple[Orphan, ...] = ()


@frozen(kw_only=True)
class Judged:
    """The previews in the order of service, and the verdicts on what is none of them."""

    cases: tuple[PreviewCase, ...]
    verdicts: tuple[Verdict, ...]


def judge_previews(
    cases: Sequence[PreviewCase],
    facts: PreviewFacts,
    gates: Mapping[str, Gates],
    *,
    force: bool = False,
) -> Judged:
    """Return the previews with what every policy says of them.

    `cases` are in the order of service, `gates` are those of each service by `docker`; `force`
    lets any number of previews leave at once.
    """
    leaving = tuple(cases) if force else judge_removals(cases)
    limited = judge_limits(leaving, gates)
    ready = [_judged(_with_facts(case, facts)) for case in limited]
    return _with_orphans(ready, facts.orphans)


def image(case: PreviewCase) -> Verdict:
    """Hold a preview until the image of its commit is in ECR; a deployed one stays as it is."""
    name, fact = f"{case.docker}:{case.desired}", f"images.{case.docker}.{case.desired}"
    if case.deployed and case.deployed_version == case.desired:
        return allow(IMAGE, case.subject, f"It is deployed with {name} already.", fact)
    if isinstance(case.image, Absent):
        return hold(IMAGE, case.subject, f"The image {name} is not in ECR yet.", fact)
    if isinstance(case.image, Unknown):
        reason = f"Whether the image {name} is in ECR could not be read: {case.image.cause}."
        return hold(UNKNOWN_FACTS, case.subject, reason, fact)
    return allow(IMAGE, case.subject, f"The image {name} is in ECR.", fact)


def current(case: PreviewCase) -> Verdict:
    """Stop a deployed preview while it cannot be told what its ECS service runs."""
    if case.current.problem:
        return deny("current", case.subject, case.current.problem, "services")
    if case.deployed and isinstance(case.current.version, Unknown):
        reason = f"It could not be read what it runs: {case.current.version.cause}."
        return hold(UNKNOWN_FACTS, case.subject, reason, "services")
    return allow("current", case.subject, "It can be told what it runs.", "services")


PREVIEW_POLICIES: tuple[Callable[[PreviewCase], Verdict], ...] = (image, current)
"""In the order in which a person would ask."""


def _with_facts(case: PreviewCase, facts: PreviewFacts) -> PreviewCase:
    return evolve(
        case,
        current=facts.running.current(case.docker, case.hash),
        image=image_fact(facts.images, case.docker, case.desired),
    )


def _judged(case: PreviewCase) -> PreviewCase:
    """Return a case with the verdicts of every policy; only a wanted preview can be stopped."""
    if case.standing not in (Standing.ADD, Standing.KEEP):
        return case
    return case.judged(*(policy(case) for policy in PREVIEW_POLICIES))


def _with_orphans(cases: Iterable[PreviewCase], orphans: Iterable[Orphan]) -> Judged:
    """Stop new previews whose resources of an earlier life still exist, and report the others."""
    by_subject: dict[str, list[Orphan]] = defaultdict(list)
    for orphan in orphans:
        by_subject[orphan.subject].append(orphan)
    verdicts = {subject: judge_orphan(found) for subject, found in by_subject.items()}
    judged = tuple(
        case.judged(verdicts.pop(case.subject))
        if case.standing is Standing.ADD and case.subject in verdicts
        else case
        for case in cases
    )
    return Judged(cases=judged, verdicts=tuple(verdicts[key] for key in sorted(verdicts)))
