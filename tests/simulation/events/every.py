"""All events by name."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulation.event import Event
from tests.simulation.events import images, pulls, time

KINDS = (pulls, images, time)

EVENTS: Mapping[str, Event] = {one.name: one for kind in KINDS for one in kind.event.all}
