"""What a frame says of previews: whether they can be rendered and stay the same there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kayron.core.frame import Frame, Place
from kayron.core.hashing import preview_subject
from kayron.core.preview import PreviewCase, Standing
from kayron.core.sentence import sentence
from kayron.core.stack.identity import identity_change
from kayron.core.stack.ledger import Deployed
from kayron.core.stack.listener_rule import listener_of
from kayron.core.table import Table
from kayron.core.template.expand import clash
from kayron.core.template.rendering import VERSION_GRAMMAR, Rendering
from kayron.core.template.rule import CopiedRule
from kayron.core.verdict import Verdict, allow, deny, hold

POLICY = "template"
"""Speaks of whether a preview can be rendered, and is the same one afterwards (SPEC 7.4)."""


@frozen(kw_only=True)
class Standings:
    """The previews as a frame takes them.

    `leaving` has, by subject, why a deployed preview leaves with any update: it has to before it
    can come back, or is to go and cannot be rendered until then. `stuck` has why one that is to
    stay cannot be rendered at all.
    """

    cases: tuple[PreviewCase, ...]
    leaving: Mapping[str, str]
    stuck: Mapping[str, str]

    def rendered(self, case: PreviewCase) -> bool:
        """Whether a deployed preview is rendered again."""
        return case.subject not in self.leaving and case.subject not in self.stuck

    def without(self, previews: Iterable[Deployed]) -> Standings:
        """Return the standings where these previews leave, which AWS cannot change in place."""
        why = "a property of a resource with a name of its own changes that cannot in place"
        gone = {preview_subject(one.service, one.hash): why for one in previews}
        cases = (
            case.judged(_leaves(case, why)) if case.subject in gone and case.deployed else case
            for case in self.cases
        )
        return evolve(self, cases=tuple(cases), leaving={**self.leaving, **gone})


def take_previews(cases: Sequence[PreviewCase], frame: Frame) -> Standings:
    """Return the previews with what the frame's templates say of them."""
    leaving: dict[str, str] = {}
    stuck: dict[str, str] = {}
    clashes = _clashes(cases, frame)
    judged = []
    for case in cases:
        if case.standing is Standing.LEFT_OUT:
            judged.append(case)
            continue
        clash_ = clashes.get(case.subject, "")
        if case.deployed and (why := _stuck(case, frame) or clash_):
            (leaving if case.standing is Standing.REMOVE else stuck)[case.subject] = why
        elif case.deployed and (why := _identity(case.deployed, frame)):
            leaving[case.subject] = why
        verdict = _verdict(case, frame, leaving.get(case.subject, ""), clash_)
        judged.append(case.judged(verdict))
    return Standings(cases=tuple(judged), leaving=leaving, stuck=stuck)


def kept_renderings(standings: Standings, frame: Frame) -> Mapping[str, tuple[Rendering, ...]]:
    """Return every deployed preview of each service as it is, but for those that leave."""
    kept = [one for one in standings.cases if one.deployed and standings.rendered(one)]
    return _by_service((case, _as_it_is(case, frame)) for case in kept)


def wanted_renderings(
    standings: Standings, frame: Frame, numbers: Mapping[str, Table[int]]
) -> Mapping[str, tuple[Rendering, ...]]:
    """Return the previews of each service as they shall be; `numbers` are those of new ones."""
    return _by_service(
        (case, rendering_of(case, frame, case.version, numbers_of(case, numbers)))
        for case in standings.cases
        if case.version is not None and standings.rendered(case)
    )


def numbers_of(case: PreviewCase, numbers: Mapping[str, Table[int]]) -> Table[int]:
    """Return the priorities of a preview by original rule: a deployed one keeps its own."""
    return case.deployed.priorities if case.deployed else numbers.get(case.subject, Table())


def rendering_of(
    case: PreviewCase, frame: Frame, version: str, numbers: Mapping[str, int]
) -> Rendering:
    """Return a preview of a service that has a place as its template gets it."""
    place = frame.place(case.docker)
    rules = place.blueprint.anatomy.rules if place else ()
    return Rendering(
        hash=case.hash,
        version=version,
        pull=case.number,
        priorities=tuple(numbers[rule.id] for rule in rules),
    )


def listener_of_original(place: Place, rule: CopiedRule) -> str | None:
    """Return the listener of a main rule in its template, else the live one's."""
    return listener_of(rule.listener, place.home.scope.physical.get(rule.id))


def _as_it_is(case: PreviewCase, frame: Frame) -> Rendering:
    numbers = numbers_of(case, {})
    rendering = rendering_of(case, frame, case.deployed_version or "", numbers)
    return evolve(rendering, pull=case.recorded_number)


def _by_service(
    renderings: Iterator[tuple[PreviewCase, Rendering]],
) -> Mapping[str, tuple[Rendering, ...]]:
    """Return renderings by `docker`, by number and hash: an order that no other preview changes."""
    found: dict[str, list[Rendering]] = {}
    for case, rendering in renderings:
        found.setdefault(case.docker, []).append(rendering)
    return {
        docker: tuple(sorted(each, key=lambda one: (one.pull or 0, one.hash)))
        for docker, each in found.items()
    }


def _stuck(case: PreviewCase, frame: Frame) -> str:
    """Return why a deployed preview that stays cannot be rendered, empty if it can."""
    found = frame.places.get(case.docker, f"no template is known to be that of {case.docker}.")
    if isinstance(found, str):
        return found
    if not VERSION_GRAMMAR.fullmatch(case.deployed_version or ""):
        return f"the version that it runs ({case.deployed_version}) is no image tag or digest."
    return ""


def _identity(deployed: Deployed, frame: Frame) -> str:
    """Return why a deployed preview does not stay the same one, empty if it does."""
    place = frame.place(deployed.service)
    return _difference(deployed, place) if place else ""


def _difference(deployed: Deployed, place: Place) -> str:
    anatomy = place.blueprint.anatomy
    wanted = {rule.id: listener_of_original(place, rule) for rule in anatomy.rules}
    unnumbered = sorted(wanted.keys() - deployed.priorities.keys())
    ids = [id_ for id_, _ in place.blueprint.added(deployed.hash)]
    change = identity_change(deployed, place.home.ids, ids, wanted)
    missing = f"the deployed copy of {', '.join(unnumbered)} has no literal priority"
    return change or (missing if unnumbered else "")


def _leaves(case: PreviewCase, why: str) -> Verdict:
    if case.standing is Standing.REMOVE:
        reason = "It is to go, and leaves with any update, for it cannot be rendered as it is"
        said = sentence(f"{reason}: {why}")
        return allow(POLICY, case.subject, said, "infrastructure.trees")
    reason = f"It leaves in this update and comes back in the next, for {why}."
    return hold(POLICY, case.subject, reason, "infrastructure.trees")


def _clashes(cases: Iterable[PreviewCase], frame: Frame) -> Mapping[str, str]:
    """Return, by subject, which previews cannot be added for a logical id that is taken.

    Two services of one template may share what is copied; the first in the order of service wins.
    """
    taken: dict[tuple[str, str], set[str]] = {}
    found: dict[str, str] = {}
    for case in cases:
        place = frame.place(case.docker)
        if place is None or case.standing is Standing.LEFT_OUT:
            continue
        home, made = place.home, place.blueprint
        others = taken.setdefault((home.file, case.hash), set())
        id_ = clash(home.template, made, case.hash, others)
        if id_ is not None:
            found[case.subject] = f"The logical id {id_} is taken in {home.file}; rename one."
        others |= {name for name, _ in made.added(case.hash)}
    return found


def _verdict(case: PreviewCase, frame: Frame, leaving: str, clash_: str) -> Verdict:
    if leaving:
        return _leaves(case, leaving)
    if clash_:
        return deny(POLICY, case.subject, clash_, "infrastructure.trees")
    found = frame.places.get(case.docker, f"No template is known to be that of {case.docker}.")
    if isinstance(found, str):
        return deny(POLICY, case.subject, found, "infrastructure.trees")
    if isinstance(case.desired, str) and not VERSION_GRAMMAR.fullmatch(case.desired):
        reason = f"The commit {case.desired!r} is no image tag or digest, so no image can have it."
        return deny(POLICY, case.subject, reason, f"images.{case.docker}")
    return allow(POLICY, case.subject, f"{found.home.file} can hold it.", "infrastructure.trees")
