"""People mend what is wrong, so that everything that is wanted can be put in place.

They do what docs/apply.md tells them to, and nothing that Kayron is there for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kayron.adapters.github.lately import SPAN
from tests.simulation.company import Company
from tests.simulation.events.access import give_back
from tests.simulation.mending_aws import (
    mend_bucket,
    mend_services,
    mend_stack,
    mend_tools,
    mend_trouble,
    touch_stack,
)
from tests.simulation.mending_github import (
    change_what_failed,
    mend_infrastructure,
    mend_pulls,
    mend_releases,
    mend_repositories,
    push_images,
    revive_previews,
)

Step = Callable[[Company], Iterator[str]]


def mend(company: Company) -> list[str]:
    """Mend everything; return the lines of the story."""
    story = [line for line in (give_back(company),) if line is not None]
    for step in STEPS:
        story += step(company)
    return story


def let_pass(company: Company) -> Iterator[str]:
    """Let so much time pass that nothing counts any more which Kayron found out before."""
    company.aws.advance(SPAN)
    yield f"{SPAN:.0f} s pass"


STEPS: tuple[Step, ...] = (
    mend_trouble,
    mend_tools,
    mend_services,
    mend_stack,
    mend_services,
    mend_repositories,
    mend_releases,
    mend_tools,
    touch_stack,
    mend_tools,
    mend_infrastructure,
    mend_pulls,
    change_what_failed,
    mend_bucket,
    revive_previews,
    push_images,
    let_pass,
)
"""In the order in which one rests on another."""
