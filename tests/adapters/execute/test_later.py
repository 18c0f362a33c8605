"""What is told of an apply whose end could not be looked at."""

from __future__ import annotations

import pytest

from kayron.adapters.execute.applying import Later
from kayron.adapters.job import CaptureError
from kayron.core.fact import Unknown
from kayron.core.snapshot import Snapshot


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyboardInterrupt(), "nobody waited for it"),
        (CaptureError("AWS is gone.", "the network"), "AWS is gone. Look at the network."),
    ],
)
def test_what_was_done_is_told_though_nobody_sees_how_it_is_now(
    error: BaseException, told: str
) -> None:
    captures: list[BaseException] = []

    def capture() -> Snapshot:
        captures.append(error)
        raise error

    later = Later(capture, None)
    assert later.comments() == ()
    assert later.fact() == Unknown(told)
    assert captures == [error]
