"""The policy settings in `kayron.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from attrs import evolve

from tests.simulation.company import Company
from tests.simulation.declaration import NOWHERE, Gates, Policy, Stop
from tests.simulation.event import Events
from tests.simulation.events.releases import GATES

event = Events()

FREEZES: tuple[tuple[Mapping[str, object], ...], ...] = (
    ({"reason": "always"},),
    (
        {
            "days": ["mon", "fri"],
            "from": "09:00",
            "to": "17:00",
            "zone": "Europe/Berlin",
            "reason": "shop hours",
        },
    ),
    ({"days": ["sat", "sun"], "zone": "America/New_York", "reason": "weekend"},),
    ({"zone": NOWHERE, "reason": "nobody knows when"},),
)

STATEFUL = ("Edge/Store", "Edge/LoadBalancer")


def decreed(company: Company, policy: Policy) -> None:
    """Commit another policy."""
    company.declare(evolve(company.declared, policy=policy))


@event(weight=2)
def pause(company: Company, random: Random) -> str | None:
    hours = random.choice((None, -1, 2))
    until = None if hours is None else company.now() + timedelta(hours=hours)
    decreed(company, evolve(company.declared.policy, pause=Stop(reason="an incident", until=until)))
    return f"ben pauses everything{'' if hours is None else f', for {hours} h'}"


@event(weight=2)
def freeze(company: Company, random: Random) -> str | None:
    windows = random.choice(FREEZES)
    decreed(company, evolve(company.declared.policy, freeze=windows))
    return f"ben decrees a freeze: {dict(windows[0])}"


@event(weight=5, kept=True)
def lift_pause_and_freeze(company: Company, random: Random) -> str | None:
    del random
    policy = company.declared.policy
    if policy.pause is None and not policy.freeze:
        return None
    decreed(company, evolve(policy, pause=None, freeze=()))
    return "ben lifts pause and freeze"


@event(weight=3)
def set_the_gates_of_all(company: Company, random: Random) -> str | None:
    gates = random.choice((*GATES, Gates(max_total=0), Gates(max_total=2), Gates(max_total=5)))
    if gates.environments is None:
        gates = evolve(gates, environments=("testing", company.environment))
    decreed(company, evolve(company.declared.policy, previews=gates))
    return f"ben sets the gates of all services: {dict(gates.written())}"


@event(weight=2, kept=True)
def reset_the_gates_of_all(company: Company, random: Random) -> str | None:
    del random
    shown = Gates(environments=("testing", company.environment))
    if company.declared.policy.previews == shown:
        return None
    decreed(company, evolve(company.declared.policy, previews=shown))
    return "ben sets the gates of all services back"


@event(weight=2)
def restrict_branches(company: Company, random: Random) -> str | None:
    pattern = random.choice(("", "^main$", "^release/.*$"))
    chosen = {company.environment: pattern} if pattern else {}
    if chosen == company.declared.policy.branches:
        return None
    decreed(company, evolve(company.declared.policy, branches=chosen))
    return f"ben restricts branches: {chosen}"


@event(weight=2)
def reconcile_templates_or_not(company: Company, random: Random) -> str | None:
    del random
    policy = company.declared.policy
    decreed(company, evolve(policy, reconcile=not policy.reconcile))
    return f"ben lets template drift be {'reported' if policy.reconcile else 'reconciled'}"


@event(weight=2)
def allow_stateful_resources_to_go(company: Company, random: Random) -> str | None:
    del random
    policy = company.declared.policy
    allowed = () if policy.allow_stateful else STATEFUL
    decreed(company, evolve(policy, allow_stateful=allowed))
    return f"ben lets {', '.join(allowed) or 'nothing stateful'} go"


@event(weight=2)
def limit_rules(company: Company, random: Random) -> str | None:
    rules = random.choice((None, 1, 2, 3, 4, 6))
    if rules == company.declared.policy.rules:
        return None
    decreed(company, evolve(company.declared.policy, rules=rules))
    return f"ben limits the rules of a load balancer to {rules}"


@event(weight=1)
def write_plain_keys_or_not(company: Company, random: Random) -> str | None:
    del random
    policy = company.declared.policy
    decreed(company, evolve(policy, plain_keys=not policy.plain_keys))
    return f"ben lets plain keys be written: {not policy.plain_keys}"
