"""The model of AWS refuses what AWS refuses."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.document import canonical, parse, structure
from kayron.core.snapshot import Snapshot
from kayron.core.table import Table
from tests.world.acme import BUCKET, taken_over
from tests.world.aws import add_foreign_rule, live
from tests.world.cloudformation import Live, Update, deploy
from tests.world.evaluation import Rejected
from tests.world.facts import snapshot
from tests.world.github import edit_infrastructure
from tests.world.identity import template_url
from tests.world.world import World


def updated(world: World, changes: dict[str, str], **parameters: str) -> Live:
    """Deploy the templates at the plain keys, some of them with other text."""
    root = live(world).root
    update = Update(
        stack=root.name,
        template_url=template_url(BUCKET, "testing/index.yaml"),
        parameters=root.parameters.overlaid(parameters),
        tags=root.tags,
        time=world.now,
        token=None,
    )
    objects = {template_url(BUCKET, f"testing/{path}"): text for path, text in changes.items()}
    return deploy(update, {**world.objects, **objects}, world.foreign, live(world))


def changed(world: World, path: str, old: str, new: str) -> dict[str, str]:
    """Return one template with a replacement."""
    after = edit_infrastructure(world, path, old, new)
    (tree,) = (tree for tree in after.trees.values() if new in tree[path])
    return {path: tree[path]}


def test_a_snapshot_of_a_world_reads_back() -> None:
    taken = snapshot(taken_over())
    assert structure(parse(canonical(taken), "world"), Snapshot, "world") == taken


def test_an_update_moves_the_image_of_its_version() -> None:
    world = taken_over()
    after = updated(world, {}, MailerVersion="v0.9.2")
    moved = {arn for arn, service in after.services.items() if service != live(world).services[arn]}
    (arn,) = moved
    assert "-Mailer-" in arn
    assert "mailer:v0.9.2" in repr(after.services[arn].deployments)


def test_a_stack_that_stays_the_same_keeps_its_time() -> None:
    world = taken_over()
    after = updated(evolve(world, now=world.now.replace(hour=12)), {}, MailerVersion="v0.9.2")
    times = {name: nested.updated.hour for name, nested in after.root.nested.items()}  # type: ignore[union-attr]
    assert {name for name, hour in times.items() if hour == 12} == {"Mailer"}


def test_an_update_without_a_change_is_refused() -> None:
    with pytest.raises(Rejected, match="No updates are to be performed"):
        updated(taken_over(), {})


def test_a_priority_that_another_rule_holds_is_refused() -> None:
    world = add_foreign_rule(taken_over(), 1150, "other.example.org")
    with pytest.raises(Rejected, match="PriorityInUse: 1150"):
        updated(world, changed(world, "catalog.json", "1100", "1150"))


def test_two_rules_cannot_swap_their_priorities() -> None:
    world = taken_over()
    swapped = {
        **changed(world, "catalog.json", "1100", "1200"),
        **changed(world, "checkout.yaml", "Priority: 1200", "Priority: 1100"),
    }
    with pytest.raises(Rejected, match="PriorityInUse"):
        updated(world, swapped)


def test_a_name_that_another_resource_has_is_refused() -> None:
    world = taken_over()
    renamed = changed(world, "storefront.yaml", "  LogGroup:\n", "  Logs:\n")
    renamed = {path: text.replace("!Ref LogGroup", "!Ref Logs") for path, text in renamed.items()}
    with pytest.raises(Rejected, match="/acme/testing/storefront already exists"):
        updated(world, renamed)


def test_a_dangling_reference_is_refused() -> None:
    world = taken_over()
    with pytest.raises(Rejected, match="unresolved resource dependency"):
        updated(world, changed(world, "mailer.yaml", "!Ref WorkerTasks", "!Ref Missing"))


def test_a_parameter_without_a_value_is_refused() -> None:
    world = taken_over()
    more = "Parameters:\n  More: { Type: String }\n"
    extra = changed(world, "mailer.yaml", "Parameters:\n", more)
    with pytest.raises(Rejected, match="must have values"):
        updated(world, extra)


def test_a_template_that_is_not_in_s3_is_refused() -> None:
    world = evolve(taken_over(), objects=Table())
    with pytest.raises(Rejected, match="does not exist"):
        updated(world, {})
