"""What a recorded snapshot would be if local files were pushed."""

from __future__ import annotations

import pytest
from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.document import digest
from kayron.core.fact import Absent
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import Comment, Comments, Files, Infrastructure, Snapshot
from kayron.core.table import Table
from kayron.core.what_if import NOT_RECORDED, UNREAD, NoVersion, what_if
from tests.core.builder import pull, pulls, snapshot, stack

SERVICE = """\
- docker: lite
  github: lite
  deploy:
    release: v1.0.0
"""

INFRASTRUCTURE = """\
- github: infrastructure
  provider: cloudformation
  deploy:
    branch: main
"""

TEMPLATE = "Resources:\n  A: {Type: A}\n"

TEMPLATES = Files(texts=Table({"index.yaml": Text(TEMPLATE)}), binary=())


def files(**texts: str) -> Files:
    paths = {"service/lite.yaml": SERVICE, "infrastructure/all.yaml": INFRASTRUCTURE}
    named = {
        "service": "service/lite.yaml",
        "infrastructure": "infrastructure/all.yaml",
        "configuration": "kayron.yaml",
    }
    paths |= {named[name]: text for name, text in texts.items()}
    return Files(texts=Table({path: Text(text) for path, text in paths.items()}), binary=())


def recorded() -> Snapshot:
    """Return a snapshot that has all that its own files ask for."""
    bare = snapshot()
    return evolve(
        bare,
        source=evolve(bare.source, files=files()),
        branches=Table({"infrastructure": Table({"main": "aaa"})}),
        infrastructure=Infrastructure(trees=Table({"aaa": TEMPLATES})),
        images=Table({"lite": Table({"v1.0.0": "sha256:1"})}),
    )


def test_the_recorded_files_change_no_fact() -> None:
    found = what_if(recorded(), files(), TEMPLATES)
    assert evolve(found, source=recorded().source) == recorded()


def test_local_files_take_the_place_of_recorded_ones_and_say_so() -> None:
    source = what_if(recorded(), files(service=SERVICE.replace("v1.0.0", "v2.0.0")), None).source
    assert source.resolution == "a local checkout in place of head of the default branch"
    assert "v2.0.0" in str(source.files)


def test_an_image_that_nobody_asked_for_is_unknown() -> None:
    found = what_if(recorded(), files(service=SERVICE.replace("v1.0.0", "v2.0.0")), None)
    assert found.images["lite"] == Table({"v1.0.0": "sha256:1", "v2.0.0": NOT_RECORDED})


def test_a_branch_that_nobody_asked_for_is_unknown_and_so_is_what_hangs_on_it() -> None:
    other = INFRASTRUCTURE.replace("main", "next")
    found = what_if(recorded(), files(infrastructure=other), None)
    assert found.branches["infrastructure"] == Table({"main": "aaa", "next": NOT_RECORDED})
    assert found.infrastructure == recorded().infrastructure


def test_a_service_on_a_branch_that_nobody_asked_for_needs_no_image() -> None:
    other = SERVICE.replace("release: v1.0.0", "branch: next")
    found = what_if(recorded(), files(service=other), None)
    assert found.branches["lite"] == Table({"next": NOT_RECORDED})
    assert found.images == recorded().images


def test_templates_of_another_release_are_unknown() -> None:
    other = INFRASTRUCTURE.replace("branch: main", "release: v3.0.0")
    found = what_if(recorded(), files(infrastructure=other), None)
    assert found.infrastructure.trees["v3.0.0"] == NOT_RECORDED


def test_pull_requests_that_nobody_asked_for_are_unknown() -> None:
    found = what_if(recorded(), files(service=f"{SERVICE}    preview: true\n"), None)
    assert found.pulls == Table({"lite": UNREAD})


def test_the_images_of_recorded_pull_requests_are_asked_for_too() -> None:
    opened = pull(1)
    before = evolve(recorded(), pulls=Table({"lite": pulls(opened)}))
    found = what_if(before, files(service=f"{SERVICE}    preview: true\n"), None)
    assert found.images["lite"][opened.commit] == NOT_RECORDED


def test_a_time_zone_that_nobody_asked_for_is_unknown() -> None:
    freeze = (
        "freeze: [{days: [mon], from: '10:00', to: '11:00', zone: Europe/Berlin, reason: no}]\n"
    )
    found = what_if(recorded(), files(configuration=freeze), None)
    assert found.zones == Table({"Europe/Berlin": NOT_RECORDED})


MOVED = SERVICE.replace("github: lite", "github: shop")


def commented() -> Snapshot:
    """Return a snapshot with a pull request that has a status comment of ours."""
    own = Comments(own=(Comment(id=1, body=Text("ready")),))
    return evolve(
        recorded(),
        pulls=Table({"lite": pulls(pull(1))}),
        comments=Table({"lite": Table({"1": own})}),
    )


def test_comments_in_a_repository_that_a_service_left_would_not_be_read() -> None:
    assert what_if(commented(), files(service=MOVED), None).comments == Table()


@pytest.mark.parametrize(
    "service",
    [
        MOVED.replace("docker: lite", "docker: other"),
        MOVED + SERVICE.replace("docker: lite", "docker: b"),
    ],
    ids=["the service is gone", "another service is there"],
)
def test_comments_of_a_service_that_is_gone_or_of_another_one_stay(service: str) -> None:
    assert what_if(commented(), files(service=service), None).comments == commented().comments


def test_recorded_files_that_are_invalid_tell_nothing_of_services_that_left() -> None:
    source = evolve(commented().source, files=files(service="- {}\n"))
    before = evolve(commented(), source=source)
    assert what_if(before, files(service=MOVED), None).comments == before.comments


def test_another_spelling_of_a_repository_is_the_same_repository() -> None:
    texts = files(
        service=SERVICE.replace("github: lite", "github: Lite") + "    preview: true\n",
        infrastructure=INFRASTRUCTURE.replace("github: infra", "github: Infra"),
    )
    found = what_if(commented(), texts, None)
    assert found.branches == Table({"Infrastructure": Table({"main": "aaa"})})
    assert found.pulls == Table({"Lite": pulls(pull(1))})
    assert found.comments == Table({"Lite": commented().comments["lite"]})


LOCAL = Files(texts=Table({"index.yaml": Text("Resources:\n  A: {Type: B}\n")}), binary=())


def test_templates_in_a_folder_named_like_definitions_are_templates() -> None:
    nested = evolve(LOCAL, texts=LOCAL.texts.overlaid({"service/lite.yaml": Text(TEMPLATE)}))
    assert nested in what_if(recorded(), None, nested).infrastructure.trees.values()


def test_all_that_is_wrong_with_local_files_is_said_at_once() -> None:
    source = files(service=SERVICE.replace("v1.0.0", "1.0.0"))
    templates = Files(texts=Table({"lite.yaml": Text("Resources: [")}), binary=["catalog.json"])
    with pytest.raises(InvalidInput) as caught:
        what_if(recorded(), source, templates)
    assert [str(problem).split(" ")[0] for problem in caught.value.problems] == [
        "catalog.json:",
        "index.yaml:",
        "lite.yaml:1:13:",
        "service/lite.yaml:4:14:",
    ]


def test_local_templates_are_a_new_commit_of_their_branch() -> None:
    found = what_if(recorded(), None, LOCAL)
    version = found.branches["infrastructure"]["main"]
    assert version == digest(LOCAL)[:40]
    assert found.infrastructure.trees == Table({"aaa": TEMPLATES, version: LOCAL})


def released(tag: str) -> Snapshot:
    """Return a snapshot whose definition asks for a release while v3.0.0 is deployed."""
    texts = files(infrastructure=INFRASTRUCTURE.replace("branch: main", f"release: {tag}"))
    root = stack(Absent(), parameters={"InfrastructureVersion": "v3.0.0"})
    return evolve(recorded(), source=evolve(recorded().source, files=texts), root=root)


def test_local_templates_are_those_of_a_release_that_is_not_deployed_yet() -> None:
    assert what_if(released("v4.0.0"), None, LOCAL).infrastructure.trees["v4.0.0"] == LOCAL


def test_local_templates_cannot_be_those_of_a_deployed_release() -> None:
    with pytest.raises(NoVersion, match=r"asks for v3\.0\.0, which is deployed, see"):
        what_if(released("v3.0.0"), None, LOCAL)


def test_local_templates_cannot_be_those_of_a_suspended_infrastructure() -> None:
    suspended = files(infrastructure=INFRASTRUCTURE.replace("branch: main", "suspend: true"))
    with pytest.raises(NoVersion, match="the infrastructure is suspended"):
        what_if(recorded(), suspended, LOCAL)


def test_all_problems_of_all_checkouts_are_reported_at_once() -> None:
    source = files(service=SERVICE.replace("v1.0.0", "one"))
    templates = Files(texts=Table({"index.yaml": Text("Resources: [")}), binary=())
    with pytest.raises(InvalidInput) as error:
        what_if(recorded(), source, templates)
    assert {problem.place.file for problem in error.value.problems} == {
        "service/lite.yaml",
        "index.yaml",
    }


def test_recorded_files_that_say_nothing_stay_as_they_are() -> None:
    assert what_if(snapshot(), None, TEMPLATES) == snapshot()
