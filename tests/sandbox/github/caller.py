"""Who calls: with which permissions, on whose quota."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from tests.sandbox.github.permission import METADATA, Level, Needed
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.world import Account, Role, World

Kind = Literal["anonymous", "person", "installation", "app"]


@frozen(kw_only=True)
class Caller:
    """Somebody, as far as the credentials tell; permissions and repositories: None is all."""

    kind: Kind
    account: Account | None = None
    permissions: Mapping[str, Level] | None = None
    repositories: frozenset[int] | None = None
    installation: int = 0
    app: int = 0

    @property
    def named(self) -> str:
        """Whose quota a call uses, in GitHub's words; a person has one for all tokens."""
        match self.kind:
            case "person":
                return f"user ID {self.account.id if self.account else 0}"
            case "installation":
                return f"installation ID {self.installation}"
            case "app":
                return f"app ID {self.app}"
            case "anonymous":
                return "127.0.0.1"

    @property
    def described(self) -> str:
        """What GitHub calls these credentials when they are not enough."""
        return "personal access token" if self.kind == "person" else "integration"

    def role(self, repository: Repository) -> Role | None:
        """Return what these credentials are good for in a repository, public or not."""
        if self.account is None or self.kind not in {"person", "installation"}:
            return None
        if self.repositories is not None and repository.id not in self.repositories:
            return None
        if self.kind == "installation":
            same = repository.owner.lower() == self.account.login.lower()
            return "write" if same else None
        return role(repository.world, self.account.login, repository)

    def sees(self, repository: Repository) -> bool:
        """Say whether a repository exists for this caller."""
        return not repository.private or self.role(repository) is not None

    def holds(self, needed: Needed, repository: Repository) -> bool:
        """Say whether the permissions are enough; what is public can be read without any."""
        if needed.level == "read" and not repository.private:
            return True
        if self.account is None:
            return False
        if needed == METADATA:
            return True
        enough = {"write"} if needed.level == "write" else {"read", "write"}
        return self.permissions is None or self.permissions.get(needed.name) in enough


def role(world: World, login: str, repository: Repository) -> Role | None:
    """Return what a person may do in a repository: owners and members may write."""
    name, owner = login.lower(), world.account(repository.owner)
    if name == owner.login.lower() or name in owner.members:
        return "write"
    return repository.collaborators.get(name)
