"""The ways in which GitHub says no."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

DOCS = "https://docs.github.com/rest"


@frozen(kw_only=True)
class Refusal(Exception):
    """GitHub says no; the link is that of the operation unless it says otherwise."""

    status: int
    message: str
    link: str | None = None
    errors: tuple[Mapping[str, object], ...] = ()
    extra: Mapping[str, object] = field(factory=dict)
    headers: Mapping[str, str] = field(factory=dict)

    def body(self, documentation: str) -> dict[str, object]:
        """Return the answer's body."""
        body: dict[str, object] = {"message": self.message}
        if self.errors:
            body["errors"] = [dict(each) for each in self.errors]
        body["documentation_url"] = self.link or documentation
        return {**body, **self.extra, "status": str(self.status)}


def not_found(message: str = "Not Found") -> Refusal:
    """Return what GitHub says of what is not there, or must not be seen."""
    return Refusal(status=404, message=message)


def invalid(*errors: Mapping[str, object]) -> Refusal:
    """Return what GitHub says of a request that makes no sense."""
    return Refusal(status=422, message="Validation Failed", errors=errors)


def unauthorized(message: str = "Bad credentials") -> Refusal:
    """Return what GitHub says of credentials that are missing or wrong."""
    return Refusal(status=401, message=message, link=DOCS)


def forbidden(message: str) -> Refusal:
    """Return what GitHub says of what somebody may see and must not do."""
    return Refusal(status=403, message=message)
