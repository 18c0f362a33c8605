"""AWS STS: whose credentials these are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.sandbox.aws.place import Place
from tests.sandbox.aws.wire import Data

USER = "kayron"


class Sts:
    """The identity of everybody who asks."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.operations: Mapping[str, Callable[[Data], Data]] = {
            "GetCallerIdentity": self._get_caller_identity
        }

    def _get_caller_identity(self, _data: Data) -> Data:
        account = self._place.account
        return {
            "UserId": "AIDASANDBOXSANDBOXAAA",
            "Account": account,
            "Arn": f"arn:aws:iam::{account}:user/{USER}",
        }
