"""AWS on loopback, and what a test does with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tests.sandbox.aws.access import Access
from tests.sandbox.aws.app import App, name_of
from tests.sandbox.aws.clock import Clock
from tests.sandbox.aws.cloudformation.stack import Stack
from tests.sandbox.aws.cloudformation.trouble import Trouble
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.ids import Ids
from tests.sandbox.aws.image import INDEX, MANIFEST
from tests.sandbox.aws.motion import Motion, Steps
from tests.sandbox.aws.place import Pace, Place
from tests.sandbox.aws.region import Region
from tests.sandbox.aws.rollout import Conduct, Course
from tests.sandbox.server import Server, serve
from tests.sandbox.traffic import Fault, Traffic

ACCOUNT = "123456789012"
REGION = "us-west-2"
STEP = 0.01
ROLLOUT = 0.02
STEADY = 3 * 60 * 60.0
"""As people find it: https://github.com/aws/containers-roadmap/issues/1303. The registry's schema
lets the handler wait for 36 hours, which the slowest of ECS's other deployment strategies need."""


class Aws:
    """AWS for tests and for people: a context manager, or `start` and `stop`.

    Without a clock it's real time, in which operations and rollouts go on by themselves. On a clock
    that is set they go on as `advance` or `settle` let time pass.
    """

    def __init__(
        self,
        *,
        account: str = ACCOUNT,
        region: str = REGION,
        seed: int = 0,
        clock: datetime | None = None,
    ) -> None:
        self._account, self._region, self._seed, self._start = account, region, seed, clock
        self.traffic = Traffic(seed)
        self.access = Access(account)
        self._server: Server | None = None
        self._begin()

    def _begin(self) -> None:
        clock = Clock(self._start)
        self._place = Place(
            account=self._account,
            region=self._region,
            clock=clock,
            ids=Ids(self._seed),
            motion=Motion(clock),
            pace=Pace(step=STEP, rollout=ROLLOUT, steady=STEADY),
        )
        self._home = Region(place=self._place)
        self._app = App(
            place=self._place,
            access=self.access,
            home=self._home,
            elsewhere=Region(place=self._place),
        )

    def start(self, port: int = 0) -> Self:
        """Serve on loopback."""
        app = self.traffic.wrap(self._answer, name=name_of, refuse=self._refuse)
        self._server = serve(app, port)
        return self

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        """Answer with what there is since the last reset."""
        return self._app(environ, start)

    def _refuse(self, environ: WSGIEnvironment, fault: Fault) -> WSGIApplication:
        return self._app.refuse(environ, fault)

    def stop(self) -> None:
        """Stop serving, and whatever moves."""
        if self._server is not None:
            self._server.stop()
        self._place.motion.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def reset(self) -> None:
        """Be as new, at the same address: no stacks, no objects, no faults, no calls."""
        self._place.motion.stop()
        self.traffic.clear()
        self.access.clear()
        self._begin()

    @property
    def url(self) -> str:
        """Where it answers."""
        if self._server is None:
            raise ValueError("the sandbox is not started")
        return self._server.url

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which AWS's clients come here."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIASANDBOXSANDBOXAA",
            "AWS_SECRET_ACCESS_KEY": "sandbox",
            "AWS_REGION": self._region,
            "AWS_DEFAULT_REGION": self._region,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    # What happens by itself, and when.

    @property
    def region(self) -> Region:
        """The state of all services, for a test to look at and to change by hand."""
        return self._home

    @property
    def pace(self) -> Pace:
        """How long things take."""
        return self._place.pace

    @property
    def trouble(self) -> Trouble:
        """What is to go wrong in stacks."""
        return self._home.cloudformation.trouble

    def now(self) -> datetime:
        """Return the sandbox's time."""
        return self._place.now()

    def advance(self, seconds: float) -> None:
        """Let time pass on a clock that is set."""
        self._place.motion.advance(seconds)

    def move(self, steps: Steps) -> None:
        """Let something else happen that takes its time."""
        self._place.motion.start(steps)

    def settle(self) -> None:
        """Wait until nothing moves but what is held."""
        self._place.motion.settle()

    def rollouts(
        self,
        course: Course,
        services: str = "*",
        images: str = "*",
        looks: int | None = None,
    ) -> None:
        """Say how deployments go, of services with such names and of such images; the last counts.

        With `looks` a deployment completes after so many DescribeServices.
        """
        conduct = Conduct(services=services, images=images, course=course, looks=looks)
        with self._place.motion.guard:
            self._home.ecs.rollouts.conducts.append(conduct)

    # What people do.

    def push_image(self, repository: str, tag: str | None, content: str = "") -> str:
        """Push an image and return its digest; the same content is the same image."""
        layer = {"mediaType": "application/vnd.oci.image.layer.v1.tar", "content": content or tag}
        return self._push(repository, {"schemaVersion": 2, "layers": [layer]}, MANIFEST, tag)

    def push_index(self, repository: str, tag: str | None, platforms: Mapping[str, str]) -> str:
        """Push an image for each platform and an index of them; return the index's digest."""
        manifests = [
            {
                "mediaType": MANIFEST,
                "digest": self.push_image(repository, None, content),
                "platform": {"os": "linux", "architecture": architecture},
            }
            for architecture, content in platforms.items()
        ]
        return self._push(repository, {"schemaVersion": 2, "manifests": manifests}, INDEX, tag)

    def _push(self, repository: str, manifest: Any, media_type: str, tag: str | None) -> str:  # noqa: ANN401
        text = json.dumps({**manifest, "mediaType": media_type}, sort_keys=True)
        with self._place.motion.guard:
            return self._home.ecr.push(repository, text, media_type, tag).digest

    def put_files(self, bucket: str, files: Mapping[str, str]) -> None:
        """Put texts into a bucket by key; the bucket is made where it's missing."""
        with self._place.motion.guard:
            self._home.s3.create_bucket(bucket)
            for key, text in files.items():
                self._home.s3.put(bucket, key, text.encode())

    def deploy(
        self,
        stack: str,
        template: str,
        parameters: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
        files: tuple[str, Mapping[str, str]] | None = None,
    ) -> Stack:
        """Create or update a stack as people do by hand, wait until it rests, and return it.

        Parameters that aren't given keep their values; files are a bucket and texts by key. An
        update that changes nothing is none.
        """
        if files is not None:
            self.put_files(*files)
        self.submit(stack, template, parameters or {}, tags)
        self.settle()
        return self.stack(stack)

    def submit(
        self,
        name: str,
        template: str,
        parameters: Mapping[str, str],
        tags: Mapping[str, str] | None,
    ) -> None:
        """Begin to create or update a stack as people do by hand."""
        with self._place.motion.guard:
            self._submit(name, template, parameters, tags)

    def _submit(
        self,
        name: str,
        template: str,
        parameters: Mapping[str, str],
        tags: Mapping[str, str] | None,
    ) -> None:
        present = self._home.cloudformation.stacks.named(name)
        kept = present.definition.parameters if present else {}
        declared = self._home.cloudformation.reading.declared(template)
        values = {key: value for key, value in kept.items() if key in declared} | dict(parameters)
        given = [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]
        bucket, key = "sandbox-deploy", f"{name}.template"
        self.put_files(bucket, {key: template})
        data = {
            "StackName": name,
            "TemplateURL": f"https://{bucket}.s3.{self._region}.amazonaws.com/{key}",
            "Parameters": given,
            "Capabilities": ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            **({"Tags": [{"Key": k, "Value": v} for k, v in tags.items()]} if tags else {}),
        }
        writing = self._home.cloudformation.writing
        try:
            if present is None:
                writing.create(data)
            else:
                writing.update(data)
        except AwsError as error:
            if error.message != "No updates are to be performed.":
                raise

    def set_status(self, stack: str, status: str) -> None:
        """Let a stack be in a status without having come to it, with an event of it."""
        with self._place.motion.guard:
            self._home.cloudformation.writing.set_status(self.stack(stack), status)

    def stack(self, name: str) -> Stack:
        """Return a stack by name or id."""
        return self._home.cloudformation.stacks.find(name)
