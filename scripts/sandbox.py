"""Serve Acme on loopback, so that people can try Kayron without an account.

`make sandbox` runs it.
"""

from __future__ import annotations

import time

from tests.sandbox.acme.morning import an_ordinary_morning
from tests.sandbox.acme.organisation import Organisation

TICK = 0.05
"""Seconds. Time in the sandbox passes as outside, in steps of this."""

WELCOME = """\
# Acme Outfitters on loopback: GitHub, and AWS with one stack. There it is {now:%A, %H:%M}.
# In another terminal, set these variables, then try `kayron plan` or `kayron status`.
{exports}
# Ctrl-C ends it; nothing is kept.
"""


def main() -> None:
    """Serve Acme's morning until somebody presses Ctrl-C."""
    with Organisation(check=False) as organisation:
        an_ordinary_morning(organisation)
        variables = organisation.environment().items()
        exports = "\n".join(f"export {name}='{value}'" for name, value in variables)
        print(WELCOME.format(now=organisation.aws.now(), exports=exports), flush=True)
        try:
            pass_time(organisation)
        except KeyboardInterrupt:
            print("# Gone.")


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
