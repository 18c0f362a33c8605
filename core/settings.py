"""The settings of a process, from its environment variables; it does not read them itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from attrs import field, frozen

from kayron.core import setting_value as value
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.setting_value import GitHubApp, Repository, Secret
from kayron.core.snapshot import Environment
from kayron.core.table import Table

__all__ = ["PURPOSES", "GitHubApp", "Repository", "Secret", "Settings", "parse_settings"]

PURPOSES = {
    "KAYRON_ENVIRONMENT": "it names the environment that is kept up to date",
    "KAYRON_GITHUB_TOKEN": "with it GitHub is read, and status comments are written",
    "KAYRON_GITHUB_APP_ID": "it names the GitHub App that takes the place of a token",
    "KAYRON_GITHUB_APP_INSTALLATION": "it says where the GitHub App is installed",
    "KAYRON_GITHUB_APP_PRIVATE_KEY": "with it the GitHub App signs",
    "KAYRON_GITHUB_URL": "it is where GitHub's API is",
    "KAYRON_RELEASE_SOURCE": "it names the repository that holds the release definitions",
    "KAYRON_CLOUDFORMATION_STACK": "it names the root stack",
    "KAYRON_CLOUDFORMATION_PARAMETERS": "it overrides parameters of the root stack",
    "KAYRON_CLOUDFORMATION_TAGS": "it adds tags to the root stack",
    "KAYRON_S3_BUCKET": "it names the bucket that templates are uploaded to",
    "KAYRON_LOG_LEVEL": "it says how much is logged",
    "KAYRON_HTTP_HOST": "it is the address that the HTTP server listens on",
    "KAYRON_HTTP_PORT": "it is the port that the HTTP server listens on",
    "KAYRON_WEBHOOK_SECRET": "with it GitHub signs webhooks",
    "KAYRON_RUN_SERVER": "it says whether the daemon runs the HTTP server",
    "KAYRON_RUN_WORKER": "it says whether the daemon runs the reconcile loop",
    "KAYRON_UPDATE_STACK": "it says whether UpdateStack is called in place of change sets",
    "AWS_REGION": "it names the region of the stack",
}
"""What each variable is for."""

REQUIRED = frozenset(
    {
        "KAYRON_ENVIRONMENT",
        "KAYRON_RELEASE_SOURCE",
        "KAYRON_CLOUDFORMATION_STACK",
        "KAYRON_S3_BUCKET",
    }
)

APP = frozenset(
    {
        "KAYRON_GITHUB_APP_ID",
        "KAYRON_GITHUB_APP_INSTALLATION",
        "KAYRON_GITHUB_APP_PRIVATE_KEY",
    }
)
"""What a GitHub App needs. Where one of them is set, all are required, and no token."""

TOKEN = "KAYRON_GITHUB_TOKEN"

T = TypeVar("T")

NOWHERE = Repository(owner="", name="")


@frozen(kw_only=True)
class Settings:
    """What a process is told by its environment.

    `github` is a token, or an app in its place; `github_url` is the API's. `parameters` may be
    secret, and are not printed. `webhook_secret` is None where webhooks are not accepted;
    `update_stack` asks for UpdateStack in place of change sets.
    """

    environment: Environment
    github: Secret | GitHubApp
    github_url: str
    release_source: Repository
    stack: str
    parameters: Table[str] = field(repr=False)
    tags: Table[str]
    bucket: str
    region: str
    log_level: str
    http_host: str
    http_port: int
    webhook_secret: Secret | None
    run_server: bool
    run_worker: bool
    update_stack: bool


def parse_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that a mapping of environment variables holds; others are ignored.

    An empty value is none. Raises `InvalidInput` with every variable that is missing or malformed,
    and what it is for; no message repeats a secret or the value of a parameter.
    """
    reader = _Reader(environ)
    read = reader.read
    source = read("KAYRON_RELEASE_SOURCE", value.repository, NOWHERE)
    settings = Settings(
        environment=read("KAYRON_ENVIRONMENT", value.environment, Environment.DEVELOPMENT),
        github=_app(reader) if reader.has_app else read(TOKEN, value.token, Secret("")),
        github_url=read("KAYRON_GITHUB_URL", value.github_url, value.api_url(source.host)),
        release_source=source,
        stack=read("KAYRON_CLOUDFORMATION_STACK", value.stack_name, ""),
        parameters=read("KAYRON_CLOUDFORMATION_PARAMETERS", value.parameters, Table()),
        tags=read("KAYRON_CLOUDFORMATION_TAGS", value.tags, Table()),
        bucket=read("KAYRON_S3_BUCKET", value.bucket, ""),
        region=read("AWS_REGION", value.region, "us-west-2"),
        log_level=read("KAYRON_LOG_LEVEL", value.log_level, "info"),
        http_host=read("KAYRON_HTTP_HOST", value.host, "127.0.0.1"),
        http_port=read("KAYRON_HTTP_PORT", value.port, 7777),
        webhook_secret=read("KAYRON_WEBHOOK_SECRET", value.secret, None),
        run_server=read("KAYRON_RUN_SERVER", value.boolean, default=True),
        run_worker=read("KAYRON_RUN_WORKER", value.boolean, default=True),
        update_stack=read("KAYRON_UPDATE_STACK", value.boolean, default=False),
    )
    if reader.problems:
        raise InvalidInput(reader.problems)
    return settings


class _Reader:
    """Reads variables, and gathers what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []
        self.has_app = any(environ.get(name, "").strip() for name in APP)
        self.required = REQUIRED | (APP if self.has_app else {TOKEN})

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return a variable's value, or the default and a problem where there should be one."""
        text = self.environ.get(name, "").strip()
        if not text and name not in self.required:
            return default
        try:
            return parse(_present(text))
        except ValueError as error:
            self.problems.append(Problem(Place(name), f"{error}; {PURPOSES[name]}."))
            return default


def _app(reader: _Reader) -> GitHubApp:
    return GitHubApp(
        id=reader.read("KAYRON_GITHUB_APP_ID", value.app_id, ""),
        installation=reader.read("KAYRON_GITHUB_APP_INSTALLATION", value.installation, 0),
        private_key=reader.read("KAYRON_GITHUB_APP_PRIVATE_KEY", value.private_key, Secret("")),
    )


def _present(text: str) -> str:
    """Return a text that is one; what is not UTF-8 in an environment arrives as half surrogates."""
    if not text:
        raise ValueError("is missing")
    if text.encode(errors="ignore").decode() != text:
        raise ValueError("is not UTF-8 text")
    return text
