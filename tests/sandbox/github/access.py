"""Decides who may do what; a table says which permission each operation needs."""

from __future__ import annotations

from tests.sandbox.github.caller import Caller
from tests.sandbox.github.permission import (
    BY_APP,
    BY_INSTALLATION,
    BY_PERSON,
    COMMENTING,
    PERMISSIONS,
)
from tests.sandbox.github.refusal import Refusal, forbidden, not_found, unauthorized
from tests.sandbox.github.repository import Repository


def admit(caller: Caller, operation: str, repository: Repository | None) -> None:
    """Raise where the caller must not call this operation."""
    _admit_kind(caller, operation)
    if repository is None:
        return
    if operation not in BY_APP and not caller.sees(repository):
        raise not_found()
    if repository.blocked:
        raise _blocked(repository)
    if operation in PERMISSIONS:
        _admit_permission(caller, operation, repository)


def _admit_kind(caller: Caller, operation: str) -> None:
    if operation in BY_APP:
        if caller.kind != "app":
            raise unauthorized("A JSON web token could not be decoded")
    elif caller.kind == "app" and operation != "rate-limit/get":
        raise unauthorized()
    elif operation in BY_INSTALLATION and caller.kind != "installation":
        raise forbidden(
            "You must authenticate with an installation access token in order to list "
            "repositories for an installation."
        )
    elif operation in BY_PERSON and caller.kind == "anonymous":
        raise unauthorized("Requires authentication")
    elif operation in BY_PERSON and caller.kind != "person":
        raise forbidden("Resource not accessible by integration")


def _admit_permission(caller: Caller, operation: str, repository: Repository) -> None:
    needed = PERMISSIONS[operation]
    if needed.level == "write" and caller.kind == "anonymous":
        raise unauthorized("Requires authentication")
    if not caller.holds(needed, repository) or not _may_write(caller, operation, repository):
        raise forbidden(f"Resource not accessible by {caller.described}")
    if needed.level == "write" and repository.archived:
        raise forbidden("Repository was archived so is read-only.")


def _may_write(caller: Caller, operation: str, repository: Repository) -> bool:
    """Say whether the role is enough: whoever reads may comment, to deploy one must write."""
    needed = PERMISSIONS[operation]
    if needed.level == "read":
        return True
    if caller.kind == "person" and needed == COMMENTING:
        return True
    return caller.role(repository) == "write"


def _blocked(repository: Repository) -> Refusal:
    notice = "https://github.com/github/dmca"
    block = {"reason": "dmca", "created_at": f"{repository.created:%FT%TZ}", "html_url": notice}
    return Refusal(status=451, message="Repository access blocked", extra={"block": block})
