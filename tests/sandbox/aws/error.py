"""An answer of AWS that is an error."""

from __future__ import annotations

from attrs import frozen


@frozen
class AwsError(Exception):
    """What AWS refuses, with the code and the words that it has for it."""

    code: str
    message: str
    status: int = 400

    def __str__(self) -> str:
        return self.message


def validation(message: str) -> AwsError:
    """Return CloudFormation's and ELB's commonest refusal."""
    return AwsError("ValidationError", message)
