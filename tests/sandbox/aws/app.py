"""The WSGI application that all services stand behind."""

from __future__ import annotations

from email.utils import format_datetime
from wsgiref.types import StartResponse, WSGIEnvironment

from attrs import evolve, frozen

from tests.sandbox.aws.access import Access, refused
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.region import Region
from tests.sandbox.aws.reply import Reply, answer, refusal
from tests.sandbox.aws.wire import Request, parameters_of, request_of
from tests.sandbox.traffic import Fault


@frozen(kw_only=True)
class App:
    """Answer requests, one at a time; in another region than `home` there is nothing but S3."""

    place: Place
    access: Access
    home: Region
    elsewhere: Region

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        with self.place.motion.guard:
            reply = self._reply(request_of(environ))
        return self._dated(reply)(environ, start)

    def _reply(self, request: Request) -> Reply:
        request_id = self.place.ids.uuid("request")
        region = self.home if request.region in {None, self.place.region} else self.elsewhere
        try:
            self.access.judge(request)
            if request.service == "s3":
                return self.home.s3.answer(request.operation, request.environ, request.region)
            call = region.operation(request.service, request.operation)
            return answer(request, call(parameters_of(request)), request_id)
        except AwsError as error:
            return refusal(request, error, request_id)

    def refuse(self, environ: WSGIEnvironment, fault: Fault) -> Reply:
        """Return what AWS says when it's asked too often or has a fault of its own."""
        request = request_of(environ)
        reply = refusal(request, refused(request, fault), self.place.ids.uuid("refusal"))
        return self._dated(reply)

    def _dated(self, reply: Reply) -> Reply:
        date = ("Date", format_datetime(self.place.now(), usegmt=True))
        return evolve(reply, headers=(*reply.headers, date))


def name_of(environ: WSGIEnvironment) -> tuple[str, str]:
    """Return the service, by boto3's name, and the operation that a request is for."""
    request = request_of(environ)
    return request.service, request.operation
