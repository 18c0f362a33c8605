"""Reads a request off the wire: its path, query and body, and whether they make sense."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

from attrs import frozen

from tests.sandbox.github.description import Description, Operation
from tests.sandbox.github.exchange import Json
from tests.sandbox.github.refusal import Refusal, invalid
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.world import World

KEPT = "sandbox.github.incoming"


@frozen(kw_only=True)
class Incoming:
    """A request as it came."""

    method: str
    path: str
    query_text: str
    base: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query; of several of one name the last."""
        return dict(parse_qsl(self.query_text, keep_blank_values=True))


def read(environ: WSGIEnvironment) -> Incoming:
    """Return the request of an environment, which is read once; header names in lower case."""
    found = environ.get(KEPT)
    if not isinstance(found, Incoming):
        found = environ[KEPT] = _read(environ)
    return found


def _read(environ: WSGIEnvironment) -> Incoming:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return Incoming(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
        query_text=environ.get("QUERY_STRING", ""),
        base=f"http://{environ['HTTP_HOST']}",
        headers={
            name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        },
        content=environ["wsgi.input"].read(length) if length else b"",
    )


def named_by_id(world: World, path: str) -> str:
    """Return a path below `/repositories/ID` as one below the repository's name."""
    start, _, rest = path.removeprefix("/repositories/").partition("/")
    if not path.startswith("/repositories/") or not start.isdecimal():
        return path
    found = world.repositories.get(int(start))
    if found is None or found.deleted:
        return path
    return f"/repos/{found.full_name}/{rest}".rstrip("/")


def redirect(incoming: Incoming, repository: Repository) -> Refusal:
    """Return where GitHub sends those who use a name that a repository had once."""
    inside = "/".join(incoming.path.split("/")[4:])
    there = f"{incoming.base}/repositories/{repository.id}/{inside}".rstrip("/")
    link = f"{there}?{incoming.query_text}" if incoming.query_text else there
    reads = incoming.method == "GET"
    return Refusal(
        status=301 if reads else 307,
        message="Moved Permanently" if reads else "Temporary Redirect",
        extra={"url": link},
        headers={"Location": link},
    )


def check_query(operation: Operation, query: Mapping[str, str]) -> None:
    """Raise where a parameter of the query has a value that there is not."""
    for name, value in query.items():
        options = operation.query.get(name, {}).get("enum")
        if isinstance(options, list) and value not in options:
            resource = operation.name.partition("/")[0]
            raise invalid({"resource": resource, "field": name, "code": "invalid", "value": value})


def body(description: Description, operation: Operation, content: bytes) -> Json:
    """Return the body of a request; raise where the operation does not take it."""
    if operation.body is None:
        return {}
    try:
        parsed = json.loads(content or b"{}")
    except ValueError as error:
        raise Refusal(status=400, message="Problems parsing JSON") from error
    if not isinstance(parsed, dict):
        raise Refusal(status=400, message="Body should be a JSON object")
    problems = description.request_problems(operation.name, parsed)
    if problems:
        raise Refusal(status=422, message="\n\n".join(("Invalid request.", *problems)))
    return parsed
