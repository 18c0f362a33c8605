"""What lies in the bucket."""

from __future__ import annotations

import json
from random import Random

from tests.sandbox.aws.s3_request import Object
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of

event = Events()

DAMAGED = (b"", b"{", b'{"entries": 1}', b"\xff\xfe")


def lease(company: Company) -> str:
    """Return the key of the lease."""
    return f"{company.environment}/{company.stack}.lease.json"


def record(company: Company) -> str:
    """Return the key of the outcomes record."""
    return f"{company.environment}/{company.stack}.outcomes.json"


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
    keys = [key for key in sorted(company.objects) if key.count(".") == 2]
    unused = [key for key in keys if not key.endswith(".json") and not _is_used(company, key)]
    key = one_of(random, unused)
    if key is None or (company.root is not None and company.root.busy):
        return None
    del company.objects[key]
    return f"a lifecycle rule deletes {key}"


def _is_used(company: Company, key: str) -> bool:
    """Tell whether a live stack has the template at a key, or names it; no rule may delete that."""
    texts = [stack.definition.template.text for stack in company.stacks()]
    return company.objects[key].body.decode() in texts or any(key in text for text in texts)
