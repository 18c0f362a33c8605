"""Which previews there are to be: the wanted ones, the deployed ones, and the refused ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from attrs import evolve

from kayron.core.configuration import Configuration, gates_of
from kayron.core.contest import Contest, hold_contest
from kayron.core.gate import Request
from kayron.core.gate_setting import Gates
from kayron.core.hashing import branch_hash, preview_subject
from kayron.core.located import NOT_READ
from kayron.core.preview import PreviewCase, Standing
from kayron.core.release import Definition, Definitions
from kayron.core.removal import UNKNOWN_FACTS, doubt, nameless, repository_of, unasked, unwanted
from kayron.core.snapshot import Environment, Pull, Pulls, Snapshot
from kayron.core.stack.ledger import Deployed
from kayron.core.stack.tree import stack_path
from kayron.core.table import Table
from kayron.core.verdict import Verdict, allow, deny

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

UNREAD_LIST = Pulls(complete=NOT_READ, requests=(), unread=Table())

RANKS = {Standing.ADD: 1, Standing.LEFT_OUT: 2}
"""The deployed ones, whatever becomes of them, come before these."""


def wanted_previews(
    definitions: Definitions,
    configuration: Configuration,
    snapshot: Snapshot,
    deployed: Iterable[Deployed],
) -> tuple[PreviewCase, ...]:
    """Return every preview that is wanted, deployed or refused, in the order of service.

    That is: the deployed ones, then the others, each by creation of the pull request, number and
    `docker`; what was refused to a pull request comes last.
    """
    services = {definition.name: definition for definition in definitions.services}
    deployed = tuple(deployed)
    ledger = _by_service(deployed)
    cases = [nameless(preview) for preview in ledger.pop("", {}).values()]
    for docker in sorted(services.keys() | ledger.keys()):
        definition, held = services.get(docker), ledger.get(docker, {})
        refusal = refused(definition, configuration, snapshot.environment)
        if definition is None or refusal:
            where = definition.github if definition else repository_of(docker, definitions)
            cases += (unasked(preview, where, refusal) for preview in held.values())
        else:
            pulls = snapshot.pulls.get(definition.github, UNREAD_LIST)
            gates = gates_of(configuration, definition)
            requests = _requests(definition, pulls, gates, snapshot.captured)
            cases += _cases(definition, pulls, hold_contest(requests, held), held)
    several = _in_several_stacks(deployed)
    judged = (
        case.judged(several[case.subject]) if case.deployed and case.subject in several else case
        for case in cases
    )
    return tuple(sorted(judged, key=in_order_of_service))


def unread_lists(
    definitions: Definitions, configuration: Configuration, snapshot: Snapshot
) -> tuple[Verdict, ...]:
    """Return what to say of services whose list of pull requests is not proved whole.

    It stops nobody: each pull request that was read is judged by itself.
    """
    return tuple(
        allow(
            UNKNOWN_FACTS,
            definition.subject,
            f"The list of open pull requests of {definition.github} is not proved whole{why}: "
            "some may be missing here, and none counts as closed because of it.",
            f"pulls.{definition.github}.complete",
        )
        for definition in definitions.services
        if not refused(definition, configuration, snapshot.environment)
        if (why := doubt(snapshot.pulls.get(definition.github, UNREAD_LIST)))
    )


def refused(
    definition: Definition | None, configuration: Configuration, environment: Environment
) -> str:
    """Return why nobody asks for a service's previews in an environment, or an empty text."""
    if definition is None:
        return "No release definition declares this service any more."
    if definition.preview is None:
        return f"The release definition of {definition.name} no longer asks for previews."
    if environment not in gates_of(configuration, definition).environments:
        return f"The environment {environment.value} allows no previews of {definition.name}."
    return ""


def _requests(
    definition: Definition, pulls: Pulls, gates: Gates, captured: datetime
) -> Iterator[Request]:
    """Yield a request for each pull request; of one that was read twice, for the open one."""
    by_number = {p.number: p for p in sorted(pulls.requests, key=lambda p: (p.number, p.open))}
    for pull in by_number.values():
        yield Request(
            docker=definition.name,
            repository=definition.github,
            hash=branch_hash(pull.branch),
            pull=pull,
            gates=gates,
            captured=captured,
        )


def _by_service(deployed: Iterable[Deployed]) -> dict[str, dict[str, Deployed]]:
    """Return the ledger by service and hash; of one preview in two stacks, the first."""
    ledger: dict[str, dict[str, Deployed]] = {}
    for preview in sorted(deployed, key=lambda one: (one.service, one.hash, one.stack)):
        ledger.setdefault(preview.service, {}).setdefault(preview.hash, preview)
    return ledger


def _in_several_stacks(deployed: Iterable[Deployed]) -> Mapping[str, Verdict]:
    """Return what to say, by subject, of previews that several stacks hold."""
    stacks: dict[str, list[str]] = {}
    for preview in deployed:
        found = stacks.setdefault(preview_subject(preview.service, preview.hash), [])
        found.append(stack_path(preview.stack) or "the root stack")
    return {
        subject: deny(
            "current",
            subject,
            f"It is deployed more than once, in {' and '.join(sorted(found))}. Any update leaves "
            "one of them; find out how the others came to be.",
            "root.template",
        )
        for subject, found in stacks.items()
        if len(found) > 1
    }


def _cases(
    definition: Definition, pulls: Pulls, contest: Contest, held: Mapping[str, Deployed]
) -> Iterator[PreviewCase]:
    for request in contest.winners.values():
        yield _wanted(request, held.get(request.hash))
    spoken_for: set[int] = set()
    for preview in held.values():
        if preview.hash not in contest.winners:
            case = unwanted(preview, definition, pulls, contest)
            spoken_for |= {case.pull.number} if case.pull else set()
            yield case
    for number, verdict in contest.excluded.items():
        request = contest.requests[number]
        if request.pull.open and number not in spoken_for:
            yield _case(request, Standing.LEFT_OUT, verdict)


def _wanted(request: Request, preview: Deployed | None) -> PreviewCase:
    standing = Standing.KEEP if preview else Standing.ADD
    reason = f"Pull request #{request.pull.number} passes every gate."
    fact = f"pulls.{request.repository}.{request.pull.number}"
    verdict = allow("eligibility", request.subject, reason, fact)
    return evolve(_case(request, standing, verdict), deployed=preview)


def _case(request: Request, standing: Standing, verdict: Verdict) -> PreviewCase:
    return PreviewCase(
        docker=request.docker,
        hash=request.hash,
        repository=request.repository,
        standing=standing,
        pull=request.pull,
        verdicts=(verdict,),
    )


def in_order_of_service(case: PreviewCase) -> tuple[int, datetime, int, str, str]:
    """Return what previews are sorted by: the deployed first, then the oldest pull request."""
    pull: Pull | None = case.pull
    created, number = (pull.created, pull.number) if pull else (BEFORE_ALL, 0)
    return (RANKS.get(case.standing, 0), created, number, case.docker, case.hash)
