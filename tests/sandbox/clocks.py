"""What time it is for Kayron in a sandbox, and how long it takes to wait there."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from kayron.adapters.clock import SystemClock
from tests.sandbox.aws.sandbox import Aws


class SandboxClock(SystemClock):
    """The sandbox's time of day; waiting takes real time."""

    def __init__(self, aws: Aws) -> None:
        self._aws = aws

    def now(self) -> datetime:
        return self._aws.now()


class HurriedClock(SandboxClock):
    """The sandbox's time, on which waiting takes no time at all."""

    def __init__(self, aws: Aws) -> None:
        super().__init__(aws)
        self._slept = 0.0
        self._lock = Lock()

    def monotonic(self) -> float:
        return super().monotonic() + self._slept

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._slept += seconds


class PassingClock(HurriedClock):
    """The sandbox's time, which passes there as somebody waits."""

    def __init__(self, aws: Aws) -> None:
        super().__init__(aws)
        self._aws_too = aws

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self._aws_too.advance(seconds)


class WrongClock(PassingClock):
    """A clock that is wrong by so much in its time of day."""

    def __init__(self, aws: Aws, wrong: timedelta) -> None:
        super().__init__(aws)
        self._wrong = wrong

    def now(self) -> datetime:
        return super().now() + self._wrong
