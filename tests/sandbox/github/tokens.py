"""Credentials: tokens that were issued, and what an Authorization header stands for."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime, timedelta

from attrs import define, field, frozen

from tests.sandbox.github.apps import Apps, Installation
from tests.sandbox.github.caller import Caller
from tests.sandbox.github.refusal import forbidden, unauthorized

LIFE = timedelta(hours=1)
"""How long an installation's token is good."""

ANONYMOUS = Caller(kind="anonymous")


@define(kw_only=True, eq=False)
class Token:
    """A token; its text is of GitHub's form, and the same each time."""

    text: str
    caller: Caller
    expires: datetime | None = None
    revoked: bool = False


@frozen
class Tokens:
    """All tokens by their text."""

    _issued: dict[str, Token] = field(factory=dict, init=False)

    def issue(self, prefix: str, caller: Caller, expires: datetime | None = None) -> Token:
        """Issue a token."""
        seed = f"{prefix} {caller.named} {len(self._issued)}"
        secret = hashlib.sha256(seed.encode()).hexdigest()[:36]
        token = Token(text=f"{prefix}_{secret}", caller=caller, expires=expires)
        self._issued[token.text] = token
        return token

    def find(self, text: str) -> Token:
        """Return an issued token by its text."""
        return self._issued[text]

    def caller(self, authorization: str, apps: Apps, now: datetime) -> Caller:
        """Return who calls with this header; raise where the credentials are wrong."""
        if not authorization:
            return ANONYMOUS
        text = _credentials(authorization)
        if text.count(".") == 2:
            app = apps.verified(text, now)
            return Caller(kind="app", app=app.id)
        token = self._issued.get(text)
        if token is None or token.revoked or (token.expires is not None and token.expires <= now):
            raise unauthorized()
        if token.caller.kind == "installation":
            if token.caller.installation not in apps.installations:
                raise unauthorized()
            if apps.installations[token.caller.installation].suspended:
                raise forbidden("This installation has been suspended")
        return token.caller


def installation_caller(installation: Installation) -> Caller:
    """Return who calls with all that an installation may do."""
    return Caller(
        kind="installation",
        account=installation.account,
        permissions=installation.permissions,
        repositories=installation.repositories,
        installation=installation.id,
        app=installation.app.id,
    )


def _credentials(authorization: str) -> str:
    scheme, _, rest = authorization.partition(" ")
    match scheme.lower():
        case "token" | "bearer":
            return rest.strip()
        case "basic":
            try:
                return base64.b64decode(rest).decode().rpartition(":")[2]
            except (binascii.Error, UnicodeDecodeError) as error:
                raise unauthorized() from error
        case _:
            raise unauthorized()
