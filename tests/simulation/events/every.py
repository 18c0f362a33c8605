"""All events by name."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulation.event import Deck, Event
from tests.simulation.events import (
    access,
    bucket,
    comments,
    images,
    infrastructure,
    policies,
    pulls,
    releases,
    repositories,
    rollouts,
    stacks,
    time,
    tools,
)

KINDS = (
    *(pulls, comments, repositories, releases, policies, infrastructure, images),
    *(rollouts, stacks, tools, bucket, access, time),
)

EVENTS: Mapping[str, Event] = {one.name: one for kind in KINDS for one in kind.event.all}

DECK = Deck(EVENTS.values())
