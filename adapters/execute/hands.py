"""The hands: what writes to one environment."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from kayron.adapters.aws.bucket import Bucket
from kayron.adapters.aws.updates import Updates
from kayron.adapters.clock import Clock
from kayron.adapters.execute.carrying import Workers
from kayron.adapters.execute.commenting import Writer
from kayron.adapters.execute.recorder import Recorder
from kayron.adapters.execute.witness import Messages


@frozen(kw_only=True, eq=False)
class Hands:
    """What writes to the bucket, the stack, the outcomes record and the pull requests.

    `services` tells what ECS says of a service that fails. `workers` put templates side by side.
    `secrets` has the values of overrides, which no document holds.
    """

    bucket: Bucket
    updates: Updates
    recorder: Recorder
    comments: Writer
    clock: Clock
    services: Messages
    workers: Workers
    secrets: Mapping[str, str] = field(repr=False)
