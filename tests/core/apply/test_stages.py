"""What is carried out before the update has begun, while it goes on, and when it is through."""

from __future__ import annotations

from attrs import evolve

from kayron.core.action import CreateComment, DeleteComment, PutTemplate, UpdateComment
from kayron.core.apply.stages import Stages, stages
from kayron.core.conversion import Text
from kayron.core.table import Table
from tests.plans import UPDATE

PUT = PutTemplate(
    id="put", reason="It is new.", needs=(), bucket="b", key="k", digest="d", path="index.yaml"
)
DELETE = DeleteComment(
    id="delete", reason="One is enough.", needs=(), repository="lite", pull=1, comment=1
)
CREATE = CreateComment(
    id="create", reason="It has none.", needs=(), repository="lite", pull=1, body=Text("Deploying")
)
READY = UpdateComment(
    id="ready",
    reason="It is through.",
    needs=("create", UPDATE.id),
    repository="lite",
    pull=1,
    comment=None,
    body=Text("Ready"),
    ready=Table(),
)


def test_what_is_told_beside_an_update_comes_when_it_has_begun() -> None:
    assert stages((PUT, UPDATE, CREATE, READY, DELETE)) == Stages(
        update=UPDATE,
        opening=(PUT, UPDATE),
        meanwhile=(CREATE, DELETE),
        afterwards=(READY,),
    )


def test_without_an_update_everything_is_told_at_once() -> None:
    told = evolve(READY, needs=("create",))
    assert stages((CREATE, told)) == Stages(
        update=None, opening=(), meanwhile=(CREATE, told), afterwards=()
    )
