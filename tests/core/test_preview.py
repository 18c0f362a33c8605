"""What becomes of one preview, and where it stands."""

from __future__ import annotations

import pytest

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.plan import Life
from kayron.core.preview import PreviewCase, Standing, life
from kayron.core.running import Current
from kayron.core.verdict import Verdict, allow, deny, hold
from tests.core.builder import case, deployed, pull

ASKED = pull(7, "feature")
HELD = deployed("feature", 7, version="c6")
DONE = deployed("feature", 7, version="c7")
SUBJECT = "lite/" + HELD.hash

FINE = allow("eligibility", SUBJECT, "Fine.")
IMAGE = hold("image", SUBJECT, "The image is not in ECR yet.")
LIMIT = hold("max-total", SUBJECT, "Too many.")
REACH = deny("reachability", SUBJECT, "Swallowed.")

ADD = case(Standing.ADD, ASKED)
KEEP = case(Standing.KEEP, ASKED, HELD)
STAY = case(Standing.STAY, None, HELD)
REMOVE = case(Standing.REMOVE, ASKED, HELD)
LEFT_OUT = case(Standing.LEFT_OUT, ASKED)


def test_a_case_is_named_for_its_service_and_hash() -> None:
    assert KEEP.subject == SUBJECT


@pytest.mark.parametrize(
    ("preview", "desired"),
    [
        (ADD, "c7"),
        (KEEP, "c7"),
        (STAY, Unknown("it could not be told whether this preview is still wanted")),
        (REMOVE, Absent()),
        (LEFT_OUT, Absent()),
    ],
)
def test_a_wanted_preview_runs_its_pull_request_s_head_commit(
    preview: PreviewCase, desired: Fact[str]
) -> None:
    assert preview.desired == desired


@pytest.mark.parametrize(
    ("preview", "verdicts", "version"),
    [
        (ADD, (FINE,), "c7"),
        (KEEP, (FINE,), "c7"),
        (KEEP, (FINE, LIMIT), "c6"),
        (KEEP, (REACH,), "c6"),
        (STAY, (FINE,), "c6"),
        (REMOVE, (FINE,), None),
        (LEFT_OUT, (FINE,), None),
    ],
)
def test_a_preview_that_is_stopped_keeps_its_version(
    preview: PreviewCase, verdicts: tuple[Verdict, ...], version: str | None
) -> None:
    assert preview.judged(*verdicts).version == version


def test_fault_2_a_new_preview_without_its_image_is_not_rendered() -> None:
    assert ADD.judged(IMAGE).version is None


def test_fault_2_a_deployed_preview_without_its_next_image_keeps_its_version() -> None:
    assert KEEP.judged(IMAGE).version == "c6"


@pytest.mark.parametrize(
    ("written", "runs", "version"),
    [("c5", "c6", "c5"), (None, "c6", "c6"), (None, Absent(), None), (None, Unknown("x"), None)],
)
def test_the_version_as_it_stands_is_the_ledger_s_else_what_ecs_runs(
    written: str | None, runs: Fact[str], version: str | None
) -> None:
    held = deployed("feature", 7, version=written)
    stay = case(Standing.STAY, None, held, current=Current(version=runs))
    assert stay.deployed_version == stay.version == version


@pytest.mark.parametrize(
    ("preview", "verdicts", "expected"),
    [
        (ADD, (FINE,), Life.WANTED),
        (ADD, (IMAGE,), Life.WAITING),
        (ADD, (LIMIT,), Life.BLOCKED),
        (ADD, (REACH, IMAGE), Life.BLOCKED),
        (KEEP, (FINE,), Life.WANTED),
        (KEEP, (IMAGE,), Life.WAITING),
        (KEEP, (LIMIT,), Life.BLOCKED),
        (STAY, (FINE,), Life.BLOCKED),
        (REMOVE, (REACH,), Life.REMOVING),
        (LEFT_OUT, (REACH,), Life.BLOCKED),
        (case(Standing.KEEP, ASKED, DONE), (FINE,), Life.DEPLOYING),
        (case(Standing.KEEP, ASKED, DONE), (LIMIT,), Life.DEPLOYING),
        (case(Standing.KEEP, ASKED, DONE), (REACH,), Life.BLOCKED),
    ],
)
def test_a_preview_stands_where_its_verdicts_and_the_ledger_say(
    preview: PreviewCase, verdicts: tuple[Verdict, ...], expected: Life
) -> None:
    assert life(preview.judged(*verdicts), submitted=False, ready=False) is expected


@pytest.mark.parametrize("preview", [ADD, KEEP, case(Standing.KEEP, ASKED, DONE)])
def test_a_preview_in_this_update_deploys(preview: PreviewCase) -> None:
    assert life(preview.judged(FINE), submitted=True, ready=True) is Life.DEPLOYING


def test_a_deployed_preview_that_runs_its_head_commit_is_ready() -> None:
    done = case(Standing.KEEP, ASKED, DONE)
    assert life(done.judged(FINE), submitted=False, ready=True) is Life.READY


@pytest.mark.parametrize(
    ("preview", "verdict"),
    [
        (ADD, FINE),
        (KEEP, FINE),
        (STAY, FINE),
        (REMOVE, FINE),
        (LEFT_OUT, FINE),
        (case(Standing.KEEP, ASKED, DONE), REACH),
    ],
)
def test_fault_20_nothing_else_is_called_ready(preview: PreviewCase, verdict: Verdict) -> None:
    assert life(preview.judged(verdict), submitted=False, ready=True) is not Life.READY
