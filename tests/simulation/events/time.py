"""Time passes, and people have time to mend things."""

from __future__ import annotations

from random import Random

from tests.simulation.company import Company
from tests.simulation.event import Events
from tests.simulation.mending import mend

event = Events()


@event(weight=14, kept=True)
def seconds_pass(company: Company, random: Random) -> str | None:
    seconds = random.choice((1, 5, 10, 30))
    company.aws.advance(seconds)
    return f"{seconds} s pass"


@event(weight=8, kept=True)
def minutes_pass(company: Company, random: Random) -> str | None:
    minutes = random.choice((1, 3, 10, 40))
    company.aws.advance(60 * minutes)
    return f"{minutes} minutes pass"


@event(weight=3, kept=True)
def everything_is_mended(company: Company, random: Random) -> str | None:
    del random
    return f"everything is mended: {len(mend(company))} things are done"


@event(weight=2, kept=True)
def days_pass(company: Company, random: Random) -> str | None:
    hours = random.choice((8, 30, 200))
    company.aws.advance(3600 * hours)
    return f"{hours} hours pass"
