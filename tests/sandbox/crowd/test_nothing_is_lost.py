"""Lists of several pages, batches, and trees that GitHub truncates: one capture holds all of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import frozen

from kayron.core.comment import marker
from kayron.core.conversion import Text
from kayron.core.located import walk_stacks
from kayron.core.snapshot import (
    Comment,
    Comments,
    EcsService,
    Environment,
    Files,
    Images,
    Listener,
    Pulls,
    Resources,
    Snapshot,
    Stack,
)
from kayron.core.table import Table
from tests.sandbox.aws.cloudformation.template import parsed
from tests.sandbox.crowd.folder import template_files
from tests.sandbox.crowd.organisation import Crowd
from tests.sandbox.served import BOT

SERVICES = 300
PULLS = 250
COMMENTS = 250
FILES = 1_000
PAGE = 15
"""The most items of any page of AWS's, where AWS itself has 100 or 400."""

TRUNCATED = 400
"""GitHub lists so many entries of a tree with all below it."""

BUSY = "service-0000"
OURS = Text(f"{marker(Environment.TESTING)}\nReady")


@frozen
class Held:
    """A crowd, what it holds, and one capture of it."""

    crowd: Crowd
    snapshot: Snapshot
    templates: dict[str, str]
    comment: Comment


@pytest.fixture(scope="module")
def held() -> Iterator[Held]:
    with Crowd(SERVICES, PULLS, previewing=1) as crowd:
        crowd.aws.pace.page = PAGE
        comment = discussed(crowd)
        templates = grown(crowd)
        yield Held(crowd, crowd.captured(), templates, comment)


def discussed(crowd: Crowd) -> Comment:
    """Let people say much on the first pull request, and Kayron speak last."""
    pull = crowd.repositories[BUSY].pulls[1]
    for number in range(COMMENTS - 1):
        pull.comment(f"Comment {number}", author="aiko")
    last = pull.comment(OURS, author=BOT)
    return Comment(id=last.id, body=OURS)


def grown(crowd: Crowd) -> dict[str, str]:
    """Let the infrastructure have a thousand templates, most of which nothing uses."""
    templates = template_files(crowd.members)
    spare = {
        f"spare/{number % 7}/{number}.yaml": f"# {number}\n"
        for number in range(FILES - len(templates))
    }
    crowd.commit("infrastructure", {f"cloudformation/{path}": text for path, text in spare.items()})
    crowd.repositories["infrastructure"].set(tree_limit=TRUNCATED)
    return templates | spare


def test_all_pull_requests_are_there(held: Held) -> None:
    pulls = held.snapshot.pulls[BUSY]
    assert isinstance(pulls, Pulls)
    assert pulls.complete is True
    assert pulls.unread == Table()
    there = held.crowd.repositories[BUSY].pulls
    assert {pull.number: pull.commit for pull in pulls.requests} == {
        number: pull.head_sha for number, pull in there.items()
    }
    assert len(there) == PULLS


def test_our_comment_is_found_behind_all_others(held: Held) -> None:
    comments = held.snapshot.comments[BUSY]
    others = {str(number): Comments(own=()) for number in range(2, PULLS + 1)}
    assert comments == Table({"1": Comments(own=(held.comment,)), **others})


def test_all_images_of_a_repository_are_there(held: Held) -> None:
    there = held.crowd.aws.region.ecr.repositories[BUSY].tags
    assert held.snapshot.images[BUSY] == Table(there)
    assert len(there) == PULLS + 1


def test_all_files_of_a_truncated_tree_are_there(held: Held) -> None:
    head = held.crowd.repositories["infrastructure"].git.known("main")
    files = held.snapshot.infrastructure.trees[head]
    assert isinstance(files, Files)
    assert dict(files.texts) == held.templates
    assert len(files.texts) == FILES


def test_all_stacks_are_there_with_all_that_they_hold(held: Held) -> None:
    stacks = [stack for _, stack in walk_stacks(held.snapshot.root)]
    found = {}
    for stack in stacks:
        assert isinstance(stack, Stack)
        assert isinstance(stack.resources, Resources)
        assert isinstance(stack.template, str)
        names = {name: one.physical for name, one in stack.resources.by_id.items()}
        found[stack.id] = (stack.template, names)
    assert found == {
        stack.id: (
            stack.definition.template.text,
            {name: one.physical for name, one in stack.resources.items()},
        )
        for stack in held.crowd.aws.region.cloudformation.stacks
    }
    assert len(parsed(held.templates["group-00.yaml"]).resources) > PAGE


def test_all_ecs_services_are_there_with_their_tags_and_images(held: Held) -> None:
    found = {}
    for service in held.snapshot.services.values():
        assert isinstance(service, EcsService)
        (deployment,) = service.deployments
        found[service.tags["service"]] = deployment.images
    registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com"
    heads = {
        one.name: held.crowd.repositories[one.name].git.known("main") for one in held.crowd.members
    }
    assert found == {
        name: Images(by_container=Table({"main": f"{registry}/{name}:{head}"}))
        for name, head in heads.items()
    }
    assert len(found) == SERVICES


def test_all_rules_of_all_listeners_are_there(held: Held) -> None:
    listeners = [one for one in held.snapshot.listeners.values() if isinstance(one, Listener)]
    found = [rule.arn for listener in listeners for rule in listener.rules]
    assert sorted(found) == sorted(
        resource.physical
        for stack in held.crowd.aws.region.cloudformation.stacks
        for resource in stack.resources.values()
        if resource.state.kind == "AWS::ElasticLoadBalancingV2::ListenerRule"
    )
    assert any(len(one.rules) > PAGE for one in listeners)
