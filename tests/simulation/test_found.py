"""What the simulation found in Kayron, each with a seed that meets it, and the moves that it needs.

What a seed does changes with the simulation: these violate an invariant once more where what was
mended is taken out, but for that of an old event, which the judges excuse by now. What was found
has a test of its own beside, where one can say it.
"""

from __future__ import annotations

import pytest

from kayron.adapters.execute.apply import apply
from kayron.adapters.execute.applying import Wishes
from kayron.core.apply.ending import Ending as Applied
from kayron.core.decision import Options
from tests.simulation.ending import Ending
from tests.simulation.events.images import awaited
from tests.simulation.invariant.wanted import missing
from tests.simulation.mending_github import change_version
from tests.simulation.process import Quiet
from tests.simulation.rest import APART
from tests.simulation.seed import run
from tests.simulation.simulation import Simulation
from tests.simulation.stage import Stage

FOUND: dict[str, tuple[int, tuple[int, ...], bool]] = {
    "an image that was there once and was deleted is put in place": (
        39,
        (0, 1, 4, 6, 8, 9, 12, 14, 15, 39, 43),
        False,
    ),
    "an update in which there is nothing to change is tried in every loop": (
        639,
        (0, 2, 4, 6, 8, 10),
        False,
    ),
    "an update is never settled, as its writer's clock was two hours ahead": (
        57,
        (146, 147),
        False,
    ),
    "a comment says how old a pull request is, and is edited for ever": (
        134,
        (5, 12, 13, 22, 31, 40, 41, 94, 147, 207, 256, 269, 270, 350),
        False,
    ),
    "a template from before an update is remembered as what came of it": (
        4017940,
        (1, 2, 4, 6),
        False,
    ),
    "an update rests on an event from before the last one, of which the process knew": (
        2099642,
        (0, 1, 2, 3, 4, 6, 7, 9, 11),
        False,
    ),
    "an update was never begun, by events from before those that the capture had": (
        2332517,
        (0, 1, 4, 18, 19, 20, 21, 22, 23, 34, 56, 58, 64, 65, 66),
        False,
    ),
    "an update was never begun, by events from before it, as it was long on record by then": (
        2332517,
        (0, 1, 4, 11, 18, 19, 20, 34, 44, 50, 56, 58, 64, 65, 66),
        False,
    ),
    "a comment says Ready for ever, as its pull request was closed before a template had it": (
        2230655,
        (4, 7, 9, 14),
        False,
    ),
    "nothing says why what the stack lacks stays so, where the update was empty": (
        2086505,
        (0, 2, 4, 6, 7),
        True,
    ),
}
"""The seed, the moves, and whether nothing goes wrong in loops, by what was wrong."""

MOVES = 40

RETRIED = Wishes(options=Options(retry=True), wait=True)


@pytest.mark.parametrize("what", FOUND)
def test_what_was_found_once_is_not_found_again(what: str) -> None:
    seed, moves, calm = FOUND[what]
    result = run(seed, keep=frozenset(moves), calm=calm)
    assert [str(one) for one in result.violations] == []


@pytest.mark.parametrize("seed", [0, 7, 91])
def test_templates_that_somebody_deletes_come_back_on_request(seed: int) -> None:
    """Not an event of the simulation, for nothing but a person who asks for it brings them back."""
    stage = Stage(seed)
    simulation = Simulation(stage, calm=False)
    for number in range(MOVES):
        simulation.move(number)
    end, company = Ending(stage), stage.company
    end.come()
    for key in [key for key in company.objects if not key.endswith(".json")]:
        del company.objects[key]
    for _ in change_version(company, "api"):
        pass
    for image in awaited(company):
        company.build(*image)
    company.aws.advance(APART)
    refused = end.last_loop(0)
    assert refused is not None
    assert refused.applied is not None
    assert refused.applied.ending is Applied.REFUSED
    one = stage.processes[stage.names[0]]
    assert apply(one.live, one.name, RETRIED, None, Quiet()).ending is Applied.DONE
    company.aws.settle()
    end.last_loop(1)
    assert list(missing(company, stage.updates.cleared)) == []
    assert stage.violations == []
