"""Serve Acme on loopback, so that people can try Kayron without an account.

`make sandbox` runs it.
"""

from __future__ import annotations

import sys
import time
from threading import Thread

from scripts.people import HELP, People
from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation

TICK = 0.05
"""Seconds. Time in the sandbox passes as outside, in steps of this."""

STEP = 1.0
ROLLOUT = 6.0
"""Seconds of one step of CloudFormation, and of a rollout: slow enough to be watched."""

WELCOME = """\
# Acme Outfitters on loopback: GitHub, and AWS with one stack. There it is {now:%A, %H:%M}.
# Set these variables in another terminal; then try `kayron plan`, `kayron apply`, `kayron status`.
{exports}
# Here you can act as the people of Acme do:
{help}
# Ctrl-C ends it; nothing is kept.
"""


def main() -> None:
    """Serve Acme's morning until somebody presses Ctrl-C."""
    with Organisation(check=False) as organisation:
        an_ordinary_morning(organisation)
        variables = organisation.environment().items()
        exports = "\n".join(f"export {name}='{value}'" for name, value in variables)
        organisation.aws.pace.step, organisation.aws.pace.rollout = STEP, ROLLOUT
        print(WELCOME.format(now=organisation.aws.now(), exports=exports, help=told()), flush=True)
        Thread(target=People(organisation).hear, args=(sys.stdin,), daemon=True).start()
        try:
            pass_time(organisation)
        except KeyboardInterrupt:
            print("# Gone.")


def told() -> str:
    """Return the help as comments, so that all of it can be pasted into a shell."""
    return "\n".join(f"#    {line}" for line in HELP.splitlines())


def pass_time(organisation: Organisation) -> None:
    """Let time pass in the sandbox as it does outside."""
    before = time.monotonic()
    while True:
        time.sleep(TICK)
        now = time.monotonic()
        organisation.wait(seconds=now - before)
        before = now


if __name__ == "__main__":
    main()
