"""What GitHub itself answers where traffic lets a call fail."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tests.sandbox.github.limits import secondary
from tests.sandbox.github.refusal import DOCS, Refusal
from tests.sandbox.traffic import Fault, Refuser


def refuser(retry_after: int) -> Refuser:
    """Return what says no; limits say to come back after so many seconds."""

    def refuse(environ: WSGIEnvironment, fault: Fault) -> WSGIApplication:
        del environ
        refusal = refusal_of(fault, retry_after)
        body = json.dumps(refusal.body(DOCS)).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(body)),
            **refusal.headers,
        }

        def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            del environ
            start(f"{refusal.status} {HTTPStatus(refusal.status).phrase}", list(headers.items()))
            return [body]

        return answer

    return refuse


def refusal_of(fault: Fault, retry_after: int) -> Refusal:
    """Return what GitHub says to a call that fails with THROTTLED to UNAVAILABLE."""
    match fault:
        case Fault.THROTTLED:
            return secondary(403, retry_after)
        case Fault.TOO_MANY_REQUESTS:
            return secondary(429, retry_after)
        case Fault.UNAVAILABLE:
            return Refusal(status=503, message="Service unavailable")
        case _:
            return Refusal(status=500, message="Server Error")
