"""GitHub Apps, their installations, and the JSON web tokens that they sign.

https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import jwt
from attrs import define, field, frozen
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.types import Options

from tests.sandbox.github.permission import Level
from tests.sandbox.github.refusal import Refusal, not_found, unauthorized
from tests.sandbox.github.world import Account, identity

TIMELESS: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
"""The library would look at the machine's clock."""

LONGEST = timedelta(minutes=10)


@frozen(kw_only=True, eq=False)
class App:
    """An app; it signs with its private key, and the server knows the public one."""

    slug: str
    owner: Account
    permissions: Mapping[str, Level]
    created: datetime
    key: RSAPrivateKey = field(factory=lambda: generate_private_key(65537, 2048), repr=False)

    @property
    def id(self) -> int:
        return identity(f"app {self.slug}")

    @property
    def private_key(self) -> str:
        """The private key as PEM, as people download it."""
        form = PrivateFormat.TraditionalOpenSSL
        return self.key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()


@define(kw_only=True, eq=False)
class Installation:
    """An app in an account; in some repositories, or for None in all."""

    app: App
    account: Account
    permissions: Mapping[str, Level]
    repositories: frozenset[int] | None
    created: datetime
    suspended: bool = False

    @property
    def id(self) -> int:
        return identity(f"installation {self.app.slug} {self.account.login.lower()}")


@frozen
class Apps:
    """All apps and where they are installed, by id."""

    apps: dict[int, App] = field(factory=dict)
    installations: dict[int, Installation] = field(factory=dict)

    def verified(self, token: str, now: datetime) -> App:
        """Return the app that signed a token; raise where it is not valid now."""
        try:
            claims = jwt.decode(token, options={"verify_signature": False})
            issuer = str(claims.get("iss", ""))
            app = self.apps.get(int(issuer) if issuer.isdecimal() else 0)
            if app is None:
                raise Refusal(status=404, message="Integration not found")
            jwt.decode(token, app.key.public_key(), algorithms=["RS256"], options=TIMELESS)
        except jwt.InvalidTokenError as error:
            raise unauthorized("A JSON web token could not be decoded") from error
        _check_times(claims, now)
        return app

    def installation(self, app: int, number: int) -> Installation:
        """Return an installation of an app."""
        found = self.installations.get(number)
        if found is None or found.app.id != app:
            raise not_found()
        return found


def _check_times(claims: Mapping[str, object], now: datetime) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(expires, int) or expires <= now.timestamp():
        raise unauthorized(
            "'Expiration time' claim ('exp') must be a numeric value representing "
            "the future time at which the assertion expires"
        )
    if expires > (now + LONGEST).timestamp():
        raise unauthorized("'Expiration time' claim ('exp') is too far in the future")
    if not isinstance(issued, int) or issued > now.timestamp():
        raise unauthorized(
            "'Issued at' claim ('iat') must be an Integer representing the time that "
            "the assertion was issued"
        )
