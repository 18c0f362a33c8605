"""What a plan rests on: what is in its basis, and what may move without making it stale."""

from __future__ import annotations

from attrs import evolve

from kayron.core.action import CreateComment, PutTemplate, UpdateComment
from kayron.core.basis import basis_of
from kayron.core.conversion import Text
from kayron.core.document import digest, digest_of_text
from kayron.core.fact import Unknown
from kayron.core.plan import Basis
from kayron.core.snapshot import Files
from kayron.core.table import Table
from kayron.core.verdict import allow, hold
from tests.world.example import EVENT, SNAPSHOT

PUT = PutTemplate(
    id="put", reason="It is new.", needs=(), bucket="b", key="k", digest="d", path="lite.yaml"
)
CREATE = CreateComment(
    id="create", reason="There is none.", needs=(), repository="lite", pull=7, body=Text("old")
)
EDIT = UpdateComment(
    id="edit",
    reason="It is another.",
    needs=("create",),
    repository="lite",
    pull=7,
    comment=1,
    body=Text("old"),
    ready=Table(),
)
SOURCE = evolve(
    SNAPSHOT.source,
    files=Files(
        texts=Table(
            {
                "README.md": Text("read me"),
                "kayron.yaml": Text("pause: {}"),
                "service/lite.yaml": Text("- docker: lite"),
            }
        ),
        binary=(),
    ),
)


def test_a_basis_has_all_that_a_plan_rests_on() -> None:
    verdicts = (
        allow("image", "lite", "It is there.", "images"),
        allow("pause", "stack", "Nothing is paused."),
        hold("pause", "stack", "It is paused."),
    )
    basis = basis_of(evolve(SNAPSHOT, source=SOURCE), EVENT, "abc", verdicts, [PUT])
    assert basis == Basis(
        desired="abc",
        event=EVENT.id,
        verdicts=Table({"image lite": "allow", "pause stack": "allow hold"}),
        actions=Table({"put": digest(PUT)}),
        inputs=Table(
            {
                "kayron.yaml": digest_of_text("pause: {}"),
                "service/lite.yaml": digest_of_text("- docker: lite"),
            }
        ),
    )


def test_a_basis_without_anything_is_empty() -> None:
    source = evolve(SNAPSHOT.source, files=Unknown("no connection"))
    basis = basis_of(evolve(SNAPSHOT, source=source), None, "", (), ())
    assert basis == Basis(desired="", event=None, verdicts=Table(), actions=Table(), inputs=Table())


def test_the_texts_of_comments_and_of_verdicts_are_not_in_it() -> None:
    def basis(text: str) -> Basis:
        actions = (evolve(CREATE, body=Text(text)), evolve(EDIT, body=Text(text)))
        return basis_of(SNAPSHOT, EVENT, "abc", [hold("max-age", "lite", text)], actions)

    assert basis("It is 14 d 1 h old.") == basis("It is 14 d 2 h old.")


def test_what_an_action_expects_is_in_it() -> None:
    def basis(ready: str) -> Basis:
        return basis_of(SNAPSHOT, EVENT, "abc", (), [evolve(EDIT, ready=Table({"lite": ready}))])

    assert basis("v1.0.0") != basis("v1.0.1")
