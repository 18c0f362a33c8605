"""The values that settings have: each function returns one, or raises `ValueError` with why not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from kayron.core.limit import (
    PARAMETER_NAME,
    PARAMETER_VALUE_BYTES,
    STACK_NAME,
    STACK_TAGS,
    TAG_KEY,
    TAG_VALUE,
    TEMPLATE_PARAMETERS,
)
from kayron.core.snapshot import Environment
from kayron.core.table import Table
from kayron.core.version import is_github_name
from kayron.core.yaml_node import listed, shown

LOG_LEVELS = ("debug", "info", "warning", "error")

# What the original read: https://pkg.go.dev/strconv#ParseBool
TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
FALSE = frozenset({"0", "f", "F", "FALSE", "false", "False"})

HIGHEST_PORT = 65_535

_STACK_NAME = re.compile(rf"[A-Za-z][A-Za-z0-9-]{{0,{STACK_NAME - 1}}}")
_REGION = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}")

# https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile(r"(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")

_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?P<kind>[A-Z ]*)PRIVATE KEY-----\r?\n[A-Za-z0-9+/=\s:,-]+\n"
    r"-----END (?P=kind)PRIVATE KEY-----"
)
_API = re.compile(
    r"(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.[0-9.]+|\[::1\]))(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)*/?"
)

GITHUB = "github.com"

# https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port
SSH_GITHUB = "ssh.github.com"

_OWNER = r"(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})"
_NAME = r"(?P<name>[A-Za-z0-9._-]+?)(?:\.git)?/?"
_HOST = r"(?:www\.)?(?P<host>[A-Za-z0-9.-]+)"
_REPOSITORIES = tuple(
    re.compile(f"{before}{_OWNER}/{_NAME}")
    for before in (
        "",
        f"https://{_HOST}/",
        f"ssh://(?:[^/@]+@)?{_HOST}(?::[0-9]+)?/",
        f"[^/@:]+@{_HOST}:",
    )
)


class Secret:
    """A text that must not be shown: a print, a log line and a failed test say only `***`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def reveal(self) -> str:
        """Return the text, for the one call that needs it."""
        return self._value


@frozen(kw_only=True)
class GitHubApp:
    """A GitHub App, by its id or client id, and where it is installed."""

    id: str
    private_key: Secret
    installation: int


@frozen(kw_only=True)
class Repository:
    """A GitHub repository. `host` is `github.com`, but for GitHub Enterprise."""

    host: str = GITHUB
    owner: str
    name: str

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"


def environment(text: str) -> Environment:
    """Return an environment by its name."""
    try:
        return Environment(text)
    except ValueError:
        raise _wrong(f"one of {listed(known.value for known in Environment)}", text) from None


def secret(text: str) -> Secret:
    """Return a secret of printable characters without spaces."""
    if not text.isprintable() or " " in text:
        raise ValueError("must be printable characters without spaces")
    return Secret(text)


def token(text: str) -> Secret:
    """Return a token, which an HTTP header holds as ASCII."""
    if not text.isascii():
        raise ValueError("must be ASCII characters; typographic quotes are none")
    return secret(text)


def app_id(text: str) -> str:
    """Return the id of a GitHub App, or its client id."""
    if re.fullmatch(r"[0-9]{1,18}|Iv[0-9A-Za-z.]{1,98}", text) is None:
        raise _wrong("the app's id or client id, such as 123456 or Iv23liAbCdEfGhIjKlMn", text)
    return text


def installation(text: str) -> int:
    """Return the id of an installation."""
    if re.fullmatch("[0-9]{1,18}", text) is None:
        raise _wrong("the number at the end of the installation's URL", text)
    return int(text)


def private_key(text: str) -> Secret:
    r"""Return a private key; `\n` in it, which many tools need, is the end of a line."""
    lines = text.replace("\\n", "\n").strip()
    if _PRIVATE_KEY.fullmatch(lines) is None:
        raise ValueError("must be the whole private key in PEM, BEGIN and END included")
    return Secret(lines + "\n")


def github_url(text: str) -> str:
    """Return the URL of GitHub's API without a slash at its end; no token leaves unencrypted."""
    if _API.fullmatch(text) is None:
        # The text is not repeated: there may be a password in it.
        raise ValueError("must be a URL such as https://HOST/api/v3; http:// is for localhost only")
    return text.rstrip("/")


def api_url(host: str) -> str:
    """Return the URL of the API of the GitHub that has its site at a host.

    Source: https://docs.github.com/en/enterprise-server/rest/enterprise-admin
    and https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency
    """
    if host == GITHUB or host.endswith(".ghe.com"):
        return f"https://api.{host}"
    return f"https://{host}/api/v3"


def repository(text: str) -> Repository:
    """Return a repository from `owner/name` or from its URL, which holds no password."""
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _REPOSITORIES)), None)
    if found is None or not is_github_name(found["name"]):
        raise ValueError("must be owner/name or a URL such as https://github.com/owner/name")
    host = found.groupdict().get("host", GITHUB).lower()
    site = GITHUB if host == SSH_GITHUB else host
    return Repository(host=site, owner=found["owner"], name=found["name"])


def stack_name(text: str) -> str:
    """Return the name of a stack."""
    if _STACK_NAME.fullmatch(text) is None:
        rule = f"a letter, then letters, digits and dashes, at most {STACK_NAME} characters"
        raise _wrong(rule, text)
    return text


def bucket(text: str) -> str:
    """Return the name of an S3 bucket."""
    if _BUCKET.fullmatch(text) is None:
        raise _wrong("3 to 63 of a-z 0-9 . -, with a letter or digit at both ends", text)
    return text


def region(text: str) -> str:
    """Return the name of an AWS region."""
    if _REGION.fullmatch(text) is None:
        raise _wrong("a region such as us-west-2", text)
    return text


def log_level(text: str) -> str:
    """Return a log level."""
    if text.lower() not in LOG_LEVELS:
        raise _wrong(f"one of {listed(LOG_LEVELS)}", text)
    return text.lower()


def host(text: str) -> str:
    """Return a host name or address."""
    if re.fullmatch(r"[A-Za-z0-9.:_-]+", text) is None:
        raise _wrong("a host name or an address", text)
    return text


def port(text: str) -> int:
    """Return a port; 0 is any free one."""
    if re.fullmatch("[0-9]{1,5}", text) is None or int(text) > HIGHEST_PORT:
        raise _wrong(f"a number from 0 to {HIGHEST_PORT}", text)
    return int(text)


def boolean(text: str) -> bool:
    """Return a boolean as the original spells it."""
    if text not in TRUE | FALSE:
        raise _wrong("true or false", text)
    return text in TRUE


def parameters(text: str) -> Table[str]:
    """Return override parameters of `key:value,foo:bar`."""
    for number, name, value in _items(text):
        # The message repeats no key: it may be what follows a comma in a secret value.
        if re.fullmatch(f"[A-Za-z0-9]{{1,{PARAMETER_NAME}}}", name) is None:
            where = f"that of its item {number}"
            raise ValueError(f"must have keys of letters and digits only, unlike {where}")
        if len(value.encode()) > PARAMETER_VALUE_BYTES:
            where = f"in the value of its item {number}"
            raise ValueError(f"has more than {PARAMETER_VALUE_BYTES:,} bytes {where}")
    return _pairs(text, TEMPLATE_PARAMETERS)


def tags(text: str) -> Table[str]:
    """Return tags of `key:value,foo:bar`."""
    pairs = _pairs(text, STACK_TAGS)
    for name, value in pairs.items():
        if len(name) > TAG_KEY:
            raise ValueError(f"has the tag {shown(name)!r}, of more than {TAG_KEY} characters")
        if len(value) > TAG_VALUE:
            raise ValueError(f"has more than {TAG_VALUE} characters for the tag {name}")
    return pairs


def _pairs(text: str, most: int) -> Table[str]:
    """Return the pairs of `key:value,foo:bar`, each key once."""
    pairs: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for number, key, value in _items(text):
        if key in pairs:
            raise ValueError(f"has the same key in its items {numbers[key]} and {number}")
        pairs[key], numbers[key] = value, number
    if len(pairs) > most:
        raise ValueError(f"has {len(pairs)} items, and AWS allows {most}")
    return Table(pairs)


def _items(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, key and value of `key:value,foo:bar`; the first colon of one ends its key."""
    for number, item in enumerate(text.split(","), 1):
        key, colon, value = (part.strip() for part in item.partition(":"))
        if not key or not colon:
            raise ValueError(f"must be key:value,foo:bar; its item {number} is not key:value")
        yield number, key, value


def _wrong(rule: str, text: str) -> ValueError:
    return ValueError(f"must be {rule}, not {shown(text)!r}")
