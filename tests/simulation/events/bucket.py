"""What lies in the bucket."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.sandbox.aws.s3_request import Object
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of
from tests.simulation.events.stacks import without_hands

event = Events()

DAMAGED = (b"", b"{", b'{"entries": 1}', b"\xff\xfe")


def lease(company: Company) -> str:
    """Return the key of the lease."""
    return f"{company.environment}/{company.stack}.lease.json"


def record(company: Company) -> str:
    """Return the key of the outcomes record."""
    return f"{company.environment}/{company.stack}.outcomes.json"


def entries(company: Company) -> list[dict[str, Any]] | None:
    """Return what is on record of updates; None where nobody can read it."""
    found = company.objects.get(record(company))
    if found is None:
        return []
    try:
        known = json.loads(found.body)["entries"]
    except (ValueError, KeyError, TypeError):
        return None
    return known if isinstance(known, list) else None


def put(company: Company, key: str, body: bytes) -> None:
    """Put an object in place."""
    company.objects[key] = Object(
        body=body, content_type="application/json", modified=company.now()
    )


@event(weight=2)
def damage_the_outcomes_record(company: Company, random: Random) -> str | None:
    if record(company) not in company.objects:
        return None
    body = random.choice(DAMAGED)
    put(company, record(company), body)
    return f"somebody writes {body!r} over the outcomes record"


@event(weight=3, kept=True)
def delete_the_outcomes_record(company: Company, random: Random) -> str | None:
    del random
    if company.objects.pop(record(company), None) is None:
        return None
    return "somebody deletes the outcomes record"


@event(weight=2)
def a_lease_is_left_behind(company: Company, random: Random) -> str | None:
    if lease(company) in company.objects:
        return None
    since = company.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    claim = {"owner": "ada@desk", "since": since, "term": 60, "token": "0" * 32, "turn": 1}
    body = random.choice((json.dumps(claim).encode(), *DAMAGED))
    put(company, lease(company), body)
    return f"somebody who died leaves a lease behind: {body[:20]!r}"


@event(weight=1, kept=True)
def delete_the_lease(company: Company, random: Random) -> str | None:
    del random
    if company.objects.pop(lease(company), None) is None:
        return None
    return "somebody deletes the lease"


@event(weight=1)
def delete_a_template(company: Company, random: Random) -> str | None:
    sets = company.aws.region.cloudformation.change_sets.all()
    definitions = [stack.definition for stack in company.stacks()]
    definitions += [one.definition for one in sets if one.executed is None]
    texts = [without_hands(one.template.text) for one in definitions]
    named = " ".join(texts)
    unused = [
        key
        for key, found in sorted(company.objects.items())
        if key.count(".") == 2 and not key.endswith(".json")
        # No rule may delete what a live stack has, or names, or will when a change set is executed
        # or when people take away what they added.
        if found.body.decode() not in texts and key not in named
    ]
    key = one_of(random, unused)
    if key is None or (company.root is not None and company.root.busy):
        return None
    del company.objects[key]
    return f"a lifecycle rule deletes {key}"
