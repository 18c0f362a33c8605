"""Who we are on GitHub: a person's token, or an installation of a GitHub App."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol, TypeVar

from attrs import evolve, field, frozen
from github.Auth import AppAuth

from kayron.adapters.github.exchange import Exchange, Message
from kayron.adapters.github.refusal import Refusal
from kayron.adapters.github.shape import Garbled, moment, text
from kayron.adapters.github.transport import Response
from kayron.adapters.job import CaptureError
from kayron.adapters.patience import Patience
from kayron.core.setting_value import GitHubApp, Secret

T = TypeVar("T")

TOKEN_SETTING = "KAYRON_GITHUB_TOKEN"

APP_SETTINGS = (
    "KAYRON_GITHUB_APP_ID, KAYRON_GITHUB_APP_INSTALLATION and KAYRON_GITHUB_APP_PRIVATE_KEY"
)

KEY_SETTING = "KAYRON_GITHUB_APP_PRIVATE_KEY"

FINAL = frozenset({401, 403, 404, 410, 422})
"""With these GitHub tells an app that it gives it no token, unless they are a limit."""

EARLY = timedelta(minutes=2)
"""How long before its end a token is replaced: longer than a request takes."""

BACKDATED = timedelta(seconds=60)
LIFE = timedelta(minutes=5)
"""How long before now an app's own token begins, for clocks differ, and how long it is valid, for
GitHub refuses more than ten minutes.
Source: https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app"""


class Credentials(Protocol):
    """Tokens for requests; safe to use from any thread."""

    def token(self, patience: Patience) -> str:
        """Return the token to send now; raise `Refusal` or `CaptureError` where there is none."""

    def renews(self, token: str) -> bool:
        """Drop a token that GitHub refused, and tell whether there can be another one."""

    def refused(self, refusal: Refusal) -> CaptureError:
        """Return what to say of credentials that GitHub refuses."""

    def login(self, patience: Patience) -> str | None:
        """Return the login of our own comments, None where GitHub tells it of the token itself."""


class TokenCredentials:
    """A token that a setting holds."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def token(self, patience: Patience) -> str:
        """Return the token."""
        del patience
        return self._token.reveal()

    def renews(self, token: str) -> bool:
        """Tell that there is no other."""
        del token
        return False

    def refused(self, refusal: Refusal) -> CaptureError:
        """Return what to say of a token that GitHub refuses."""
        return CaptureError(f"GitHub refuses the token ({_cause(refusal)}).", TOKEN_SETTING)

    def login(self, patience: Patience) -> str | None:
        """Return None: GitHub tells whose token it is."""
        del patience
        return None


@frozen(kw_only=True)
class _Installed:
    """An installation's token, the end of its life, and the login that its comments have."""

    token: str = field(repr=False)
    expires: datetime
    login: str | None = None


class AppCredentials:
    """An installation of a GitHub App.

    All threads share its token: another one would have other ETags, and pay for each answer anew.
    """

    def __init__(self, app: GitHubApp, exchange: Exchange) -> None:
        self._app = app
        self._exchange = exchange
        self._lock = Lock()
        self._installed: _Installed | None = None
        self._failed: tuple[Patience, Refusal] | None = None

    def token(self, patience: Patience) -> str:
        """Return the installation's token, a new one where the last one ends soon."""
        with self._lock:
            return self._current(patience).token

    def renews(self, token: str) -> bool:
        """Drop a token; another one can be had."""
        with self._lock:
            if self._installed is not None and self._installed.token == token:
                self._installed = None
        return True

    def refused(self, refusal: Refusal) -> CaptureError:
        """Return what to say of an app that GitHub refuses."""
        return CaptureError(f"GitHub refuses the app ({_cause(refusal)}).", APP_SETTINGS)

    def login(self, patience: Patience) -> str | None:
        """Return the login of the app's bot, read once in a token's life."""
        with self._lock:
            installed = self._current(patience)
            if installed.login is None:
                slug = self._ask(Message(path="/app"), patience, lambda data: text(data, "slug"))
                installed = evolve(installed, login=f"{slug}[bot]")
                self._installed = installed
            return installed.login

    def _current(self, patience: Patience) -> _Installed:
        installed = self._installed
        if installed is None or installed.expires - EARLY <= patience.clock.now():
            path = f"/app/installations/{self._app.installation}/access_tokens"
            installed = self._ask(Message(method="POST", path=path), patience, _installed)
            self._installed = installed
        return installed

    def _ask(self, message: Message, patience: Patience, read: Callable[[object], T]) -> T:
        """Return what GitHub answers the app itself; the first failure is that of all threads."""
        if self._failed is not None and self._failed[0] is patience:
            raise self._failed[1]
        signed = _signed(self._app, patience.clock.now())
        try:
            return _understood(message, self._exchange.insist(message, signed, patience), read)
        except Refusal as refusal:
            if refusal.status in FINAL and not refusal.limited:
                raise self.refused(refusal) from refusal
            # It was tried often enough: who asked for the token has no reason to try again.
            final = Refusal(refusal.reason, status=refusal.status)
            self._failed = (patience, final)
            raise final from refusal


def _installed(data: object) -> _Installed:
    return _Installed(token=text(data, "token"), expires=moment(data, "expires_at"))


def _understood(message: Message, response: Response, read: Callable[[object], T]) -> T:
    try:
        return read(response.data)
    except Garbled as error:
        raise Refusal(f"GitHub's answer for {message.path} is broken: {error}") from error


def _signed(app: GitHubApp, now: datetime) -> str:
    """Return the token that an app signs for itself."""
    claims = {
        "iss": app.id,
        "iat": int((now - BACKDATED).timestamp()),
        "exp": int((now + LIFE).timestamp()),
    }
    sign = AppAuth.create_jwt_sign(app.private_key.reveal(), "RS256")
    try:
        signed = sign(claims)
    except Exception:  # noqa: BLE001, three libraries have as many ways to say that it is no key
        # What the error says may quote it.
        raise CaptureError("The private key of the GitHub App is no key.", KEY_SETTING) from None
    return signed if isinstance(signed, str) else signed.decode()


def _cause(refusal: Refusal) -> str:
    """Return status and words of a refusal, without the path, which does not matter here."""
    return f"{refusal.status} {refusal.said}".rstrip()
