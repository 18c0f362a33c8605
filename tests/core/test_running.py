"""What ECS runs, by artifact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.hashing import branch_hash
from kayron.core.running import Current, Owners, Running, read_running
from kayron.core.snapshot import Deployment, EcsService, Resource, Stack
from kayron.core.table import Table
from tests.core.builder import deployed, deployment, ecs_service, images, resource, stack

ECS = "AWS::ECS::Service"
HASH = branch_hash("feature")
Stacks = Mapping[tuple[str, ...], str]

PREVIEW = {"environment": "testing", "service": "lite", "preview": HASH}


def tree(**services: str) -> Stack:
    """Return a root stack with a nested stack `Lite` that has these ECS services by logical id."""
    resources = {name: resource(ECS, arn) for name, arn in services.items()}
    nested: dict[str, Fact[Stack]] = {"Lite": stack(resources), "Gone": Absent()}
    return stack({"Lite": resource("AWS::CloudFormation::Stack", "arn:lite")}, nested)


def running(root: Fact[Stack], stacks: Stacks, **services: Fact[EcsService]) -> Running:
    owners = Owners(environment="testing", stacks=stacks, deployed=(deployed("feature", 7),))
    return read_running(root, Table(services), owners)


def one(service: Fact[EcsService], stacks: Stacks | None = None) -> Running:
    """Return what runs where the nested stack has one ECS service, `main`."""
    return running(tree(Service="main"), stacks or {}, main=service)


def test_the_current_version_is_that_of_the_tagged_ecs_service() -> None:
    found = running(
        tree(Main="main", Copy="copy"),
        {},
        main=ecs_service("lite", deployment("lite:v1")),
        copy=ecs_service("lite-copy", deployment("lite:c7"), tags=PREVIEW),
    )
    assert found.current("lite") == Current(version="v1")
    assert found.current("lite", HASH) == Current(version="c7")
    assert found.current("other") == Current(version=Absent())


def test_a_preview_s_tag_names_it_in_lower_case_too() -> None:
    tags = {**PREVIEW, "preview": HASH.lower()}
    assert one(ecs_service(tags=tags)).current("lite", HASH) == Current(version="v1.0.0")


def test_an_untagged_ecs_service_belongs_to_the_definition_whose_template_holds_it() -> None:
    found = one(ecs_service(tags={}), {("Lite",): "lite"})
    assert found.current("lite") == Current(version="v1.0.0")


def test_a_tag_has_the_word_before_the_template() -> None:
    stacks: Stacks = {("Lite",): "lite"}
    untagged = ecs_service("worker", deployment("worker:v9"), tags={})
    found = running(tree(A="main", B="worker"), stacks, main=ecs_service(), worker=untagged)
    assert found.current("lite") == Current(version="v1.0.0")


@pytest.mark.parametrize(
    "service",
    [
        ecs_service(tags={}),
        ecs_service(tags={"environment": "staging", "service": "lite"}),
        ecs_service(status="DRAINING"),
        Absent(),
    ],
)
def test_what_is_not_this_artifact_s_active_service_is_none(service: Fact[EcsService]) -> None:
    assert one(service).current("lite") == Current(version=Absent())


def test_two_that_say_the_same_are_a_problem() -> None:
    found = running(tree(A="a", B="b"), {}, a=ecs_service("one"), b=ecs_service("two"))
    problem = "2 ECS services say that they are this one: main/one, main/two."
    assert found.current("lite") == Current(version=Unknown(problem), problem=problem)
    assert not found.is_ready("lite", "", "v1.0.0")


def test_another_deployment_controller_is_a_problem() -> None:
    problem = (
        "The ECS service lite has the deployment controller CODE_DEPLOY; "
        "Kayron tells versions of the controller ECS only."
    )
    found = one(ecs_service(controller="CODE_DEPLOY")).current("lite")
    assert found == Current(version=Unknown(problem), problem=problem)


def test_the_newest_completed_deployment_counts() -> None:
    hour = timedelta(hours=1)
    service = ecs_service(
        "lite",
        deployment("lite:v3", age=hour, rollout="IN_PROGRESS"),
        deployment("lite:v2", age=2 * hour, status="ACTIVE"),
        deployment("lite:v1", age=3 * hour, status="ACTIVE"),
    )
    assert one(service).current("lite") == Current(version="v2", rolling=True)


def test_a_first_deployment_that_is_not_done_is_no_version() -> None:
    service = ecs_service("lite", deployment(rollout="FAILED"))
    assert one(service).current("lite") == Current(version=Absent())


@pytest.mark.parametrize(
    ("containers", "version"),
    [
        (images(app="registry:5000/lite:v1", agent="datadog/agent:7"), "v1"),
        (images(app="lite:v1", migrate="lite:v1"), "v1"),
        (images(app="lite@sha256:1"), "sha256:1"),
        (images(app="mirror:v1"), "v1"),
        (images(app="lite"), Absent()),
        (images(app="a:v1", agent="b:v2"), Absent()),
        (images(), Absent()),
        (Absent(), Absent()),
        (Unknown("403"), Unknown("403")),
    ],
)
def test_the_version_is_that_of_the_artifact_s_container(
    containers: Fact[object], version: Fact[str]
) -> None:
    service = ecs_service("lite", deployment(images=containers))
    assert one(service).current("lite") == Current(version=version)


def test_containers_of_two_versions_are_a_problem() -> None:
    service = ecs_service("lite", deployment(images=images(app="lite:v1", migrate="lite:v2")))
    problem = "Its containers run different versions of lite: v1, v2."
    assert one(service).current("lite") == Current(version=Unknown(problem), problem=problem)


def test_an_ecs_service_that_was_not_read_hides_its_own_artifact_only() -> None:
    stacks: Stacks = {("Lite",): "lite"}
    found = running(
        tree(**{"Service": "main", f"Service{HASH}": "copy"}),
        stacks,
        main=Unknown("403"),
        copy=Unknown("502"),
    )
    assert found.current("lite") == Current(version=Unknown("the ECS service main: 403"))
    assert found.current("lite", HASH) == Current(version=Unknown("the ECS service copy: 502"))
    assert found.current("other") == Current(version=Absent())


def test_one_that_cannot_be_told_hides_all_that_were_not_found() -> None:
    found = running(tree(A="main", B="odd"), {}, main=ecs_service(), odd=Unknown("403"))
    assert found.current("lite") == Current(version="v1.0.0")
    assert found.current("other") == Current(version=Unknown("the ECS service odd: 403"))


def test_one_that_is_not_in_the_snapshot_is_unknown() -> None:
    found = running(tree(A="main"), {("Lite",): "lite"}).current("lite")
    error = "the ECS service main: it is not in the snapshot"
    assert found == Current(version=Unknown(error))


@pytest.mark.parametrize(
    ("root", "error"),
    [
        (Unknown("403"), "the root stack: 403"),
        (stack(Unknown("502")), "the root stack: 502"),
        (
            stack({}, {"Lite": Unknown("403")}),
            "the resources of the stack Lite: 403",
        ),
        (
            stack({}, {"Web": stack({}, {"Lite": stack(Unknown("502"))})}),
            "the resources of the stack Web/Lite: 502",
        ),
        (
            stack({"Lite": resource("AWS::CloudFormation::Stack", "arn:lite")}),
            "the resources of the stack Lite: it is not in the snapshot",
        ),
    ],
)
def test_a_stack_that_was_not_read_hides_what_it_may_hold(root: Fact[Stack], error: str) -> None:
    assert running(root, {}).current("lite") == Current(version=Unknown(error))


@pytest.mark.parametrize(
    "root",
    [
        Absent(),
        stack(Absent()),
        stack({"Lite": resource("AWS::CloudFormation::Stack", "")}),
        stack({"Service": resource(ECS, "", "CREATE_IN_PROGRESS")}),
        stack({"Bucket": resource("AWS::S3::Bucket", "main")}),
    ],
)
def test_what_does_not_exist_runs_nothing(root: Fact[Stack]) -> None:
    assert running(root, {}, main=ecs_service()).current("lite") == Current(version=Absent())


READY = deployment("lite:c7")


@pytest.mark.parametrize(
    ("deployments", "ready"),
    [
        ([READY], True),
        ([evolve(READY, status="ACTIVE")], False),
        ([evolve(READY, rollout="IN_PROGRESS")], False),
        ([evolve(READY, running=1)], False),
        ([evolve(READY, running=0, desired=0)], False),
        ([deployment("lite:c6")], False),
        ([deployment("lite:c6"), evolve(READY, status="ACTIVE")], False),
        ([evolve(READY, images=Unknown("403"))], False),
    ],
)
def test_ready_is_a_primary_deployment_of_the_version_with_all_its_tasks(
    deployments: list[object], *, ready: bool
) -> None:
    service = ecs_service("copy", *deployments, tags=PREVIEW)  # type: ignore[arg-type]
    assert one(service).is_ready("lite", HASH, "c7") is ready


DEPLOYMENTS = st.lists(
    st.builds(
        lambda image, status, rollout, tasks: deployment(
            image, status=status, rollout=rollout, running=tasks[0], desired=tasks[1]
        ),
        st.sampled_from(["lite:c7", "lite:c7", "lite:c6", "lite"]),
        st.sampled_from(["PRIMARY", "PRIMARY", "ACTIVE"]),
        st.sampled_from(["COMPLETED", "COMPLETED", "IN_PROGRESS", "FAILED"]),
        st.sampled_from([(2, 2), (2, 2), (1, 2), (0, 0)]),
    ),
    min_size=1,
    max_size=2,
)


@given(DEPLOYMENTS)
def test_fault_20_ready_is_only_what_all_tasks_of_the_primary_deployment_run(
    deployments: list[Deployment],
) -> None:
    service = ecs_service("copy", *deployments, tags=PREVIEW)
    ready = any(
        (one.status, one.rollout) == ("PRIMARY", "COMPLETED")
        and one.images == images(app="lite:c7")
        and one.running == one.desired == 2
        for one in deployments
    )
    assert running(tree(Copy="x"), {}, x=service).is_ready("lite", HASH, "c7") == ready


@given(DEPLOYMENTS)
def test_fault_3_an_image_without_a_tag_is_no_version(deployments: list[Deployment]) -> None:
    found = one(ecs_service("copy", *deployments, tags=PREVIEW)).current("lite", HASH).version
    assert found in ("c6", "c7", Absent())


def test_fault_20_what_does_not_exist_is_not_ready() -> None:
    assert not running(stack(dict[str, Resource]()), {}).is_ready("lite", HASH, "c7")


def test_ten_thousand_services_are_one_walk() -> None:
    names = [f"s{i}" for i in range(10_000)]
    tags = {name: {"environment": "testing", "service": name} for name in names}
    services = {name: ecs_service(name, tags=tags[name]) for name in names}
    root = stack({f"R{name}": resource(ECS, name) for name in names})
    found = running(root, {}, **services)
    assert {found.current(name).version for name in names} == {"v1.0.0"}


SERVICES: st.SearchStrategy[Fact[EcsService]] = st.sampled_from(
    [ecs_service("lite", deployment("lite:v1")), Absent(), Unknown("403")]
)


@given(SERVICES, SERVICES)
def test_what_could_not_be_read_is_unknown_and_only_what_is_proved_gone_runs_nothing(
    main: Fact[EcsService], copy: Fact[EcsService]
) -> None:
    tagged = evolve(copy, tags=Table(PREVIEW)) if isinstance(copy, EcsService) else copy
    found = running(
        tree(Main="main", **{f"Service{HASH}": "copy"}),
        {("Lite",): "lite"},
        main=main,
        copy=tagged,
    )
    for fact, hash_ in ((main, ""), (tagged, HASH)):
        version = found.current("lite", hash_).version
        assert isinstance(version, Unknown) == isinstance(fact, Unknown)
        assert isinstance(version, str) == isinstance(fact, EcsService)
