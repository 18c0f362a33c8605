"""Who and what there is on GitHub: people, organisations, repositories, apps and tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import evolve

from tests.sandbox.github.apps import App, Installation
from tests.sandbox.github.caller import Caller
from tests.sandbox.github.exchange import Hub
from tests.sandbox.github.permission import Level
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.tokens import LIFE, installation_caller
from tests.sandbox.github.world import Account, World


class Population:
    """Creates what GitHub knows; the same calls create the same each time."""

    hub: Hub

    @property
    def world(self) -> World:
        """Accounts and repositories."""
        return self.hub.world

    def user(self, login: str) -> Account:
        """Create a person."""
        return self.world.add_account(Account(login=login))

    def delete_user(self, login: str) -> None:
        """Delete a person, with all their repositories; what they wrote is the ghost's."""
        with self.world.change():
            self.world.add_account(evolve(self.world.account(login), deleted=True))
            for repository in list(self.world.repositories.values()):
                if repository.owner.lower() == login.lower():
                    repository.delete()

    def organization(self, login: str, members: Iterable[str] = ()) -> Account:
        """Create an organisation; its members may write to its repositories."""
        names = frozenset(name.lower() for name in members)
        return self.world.add_account(Account(login=login, kind="Organization", members=names))

    def repository(
        self,
        full_name: str,
        *,
        private: bool = True,
        default_branch: str = "main",
        time: datetime | None = None,
    ) -> Repository:
        """Create an empty repository."""
        owner, _, name = full_name.partition("/")
        return self.world.add(
            Repository(
                world=self.world,
                id=self.world.repository_id(full_name),
                owner=self.world.account(owner).login,
                name=name,
                private=private,
                default_branch=default_branch,
                created=self.world.moment(time),
            )
        )

    def token(
        self,
        login: str,
        *,
        permissions: Mapping[str, Level] | None = None,
        repositories: Iterable[Repository] | None = None,
        expires: datetime | None = None,
    ) -> str:
        """Issue a person's token, fine-grained where permissions or repositories are given."""
        chosen = None if repositories is None else frozenset(each.id for each in repositories)
        is_classic = permissions is None and chosen is None
        caller = Caller(
            kind="person",
            account=self.world.account(login),
            permissions=permissions,
            repositories=chosen,
        )
        prefix = "ghp" if is_classic else "github_pat"
        return self.hub.tokens.issue(prefix, caller, expires).text

    def app(self, slug: str, *, owner: str, permissions: Mapping[str, Level]) -> App:
        """Create a GitHub App, with its bot."""
        account = self.world.account(owner)
        granted: dict[str, Level] = {"metadata": "read", **permissions}
        app = App(slug=slug, owner=account, permissions=granted, created=self.world.moment())
        self.world.add_account(Account(login=f"{slug}[bot]", kind="Bot"))
        self.hub.apps.apps[app.id] = app
        return app

    def install(
        self, app: App, account: str, *, repositories: Iterable[Repository] | None = None
    ) -> Installation:
        """Install an app in an account, by default in all its repositories."""
        chosen = None if repositories is None else frozenset(each.id for each in repositories)
        installation = Installation(
            app=app,
            account=self.world.account(account),
            permissions=app.permissions,
            repositories=chosen,
            created=self.world.moment(),
        )
        with self.world.change():
            self.hub.apps.installations[installation.id] = installation
        return installation

    def installation_token(self, installation: Installation) -> str:
        """Issue a token of an installation without the detour by its app; it lives for an hour."""
        caller = installation_caller(installation)
        return self.hub.tokens.issue("ghs", caller, self.world.now() + LIFE).text
