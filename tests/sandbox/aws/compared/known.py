"""A difference between moto and the sandbox that is as it should be."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase

from attrs import frozen

from tests.sandbox.aws.compared.said import Calls, Difference

Script = Callable[[Calls], None]
"""A sequence of calls, in which answers are used again."""

UNREAD = "the sandbox says less than AWS: nothing here reads it"


@frozen
class Known:
    """What may differ, and why, with AWS's documentation as the source where there is any.

    Script, call and path are patterns.
    """

    script: str
    call: str
    path: str
    reason: str

    def covers(self, script: str, difference: Difference) -> bool:
        """Whether a difference is this one."""
        return (
            fnmatchcase(script, self.script)
            and fnmatchcase(difference.call, self.call)
            and fnmatchcase(difference.path, self.path)
        )
