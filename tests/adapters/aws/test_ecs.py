"""ECS services and the images of their task definitions."""

from __future__ import annotations

from datetime import UTC, datetime

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.ecs import NO_CLUSTER, Ecs
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import RunningService, TaskImages
from kayron.core.snapshot import Deployment, EcsService, Images
from kayron.core.table import Table
from tests.adapters.aws.fakes import FakeEcs, refused
from tests.adapters.aws.reading import answer, numbers, read

TIME = datetime(2026, 11, 20, tzinfo=UTC)


def arn(name: str, cluster: str = "acme") -> str:
    return f"arn:aws:ecs:us-west-2:123456789012:service/{cluster}/{name}"


def task(revision: int) -> str:
    return f"arn:aws:ecs:us-west-2:123456789012:task-definition/lite:{revision}"


def service(name: str, **more: object) -> Data:
    return {
        "serviceArn": arn(name),
        "serviceName": name,
        "clusterArn": "arn:aws:ecs:us-west-2:123456789012:cluster/acme",
        "status": "ACTIVE",
        "runningCount": 1,
        "desiredCount": 2,
        **more,
    }


DEPLOYMENT = {
    "status": "PRIMARY",
    "rolloutState": "COMPLETED",
    "createdAt": TIME,
    "taskDefinition": task(7),
    "runningCount": 1,
    "desiredCount": 2,
}


def world(*services: Data) -> tuple[Ecs, FakeEcs]:
    fake = FakeEcs()
    fake.services = {one["serviceArn"]: one for one in services}
    return Ecs(lambda: fake), fake


def found(**more: object) -> EcsService:
    system, _ = world(service("lite", **more))
    one = answer(system, RunningService(arn=arn("lite")))
    assert isinstance(one, EcsService)
    return one


def test_a_service_is_told_as_it_is_described() -> None:
    tags = [{"key": "environment", "value": "testing"}, {"key": "service", "value": "lite"}]
    assert found(tags=tags, deployments=[DEPLOYMENT]) == EcsService(
        cluster="acme",
        name="lite",
        status="ACTIVE",
        tags=Table({"environment": "testing", "service": "lite"}),
        controller="ECS",
        strategy="ROLLING",
        running=1,
        desired=2,
        deployments=(
            Deployment(
                status="PRIMARY",
                rollout="COMPLETED",
                created=TIME,
                task_definition=task(7),
                running=1,
                desired=2,
                images=Unknown("not asked for"),
            ),
        ),
    )


def test_tags_are_asked_for() -> None:
    system, fake = world(service("lite"))
    answer(system, RunningService(arn=arn("lite")))
    assert fake.calls[0][1]["include"] == ["TAGS"]


def test_a_strategy_that_is_named_is_told() -> None:
    assert found(deploymentConfiguration={"strategy": "BLUE_GREEN"}).strategy == "BLUE_GREEN"
    assert found(deploymentConfiguration={"maximumPercent": 200}).strategy == "ROLLING"


def test_another_controller_and_a_deployment_without_rollout_state_are_told() -> None:
    plain = {name: value for name, value in DEPLOYMENT.items() if name != "rolloutState"}
    one = found(deploymentController={"type": "CODE_DEPLOY"}, deployments=[plain])
    assert (one.controller, one.deployments[0].rollout) == ("CODE_DEPLOY", "")


def test_a_service_that_was_deleted_is_told_inactive() -> None:
    assert found(status="INACTIVE").status == "INACTIVE"


def test_25_services_of_two_clusters_are_read_in_three_calls() -> None:
    first = [RunningService(arn=arn(f"s{n:02}")) for n in range(15)]
    second = [RunningService(arn=arn(f"s{n:02}", "other")) for n in range(10)]
    system, fake = world()
    answers = read(system, *second, *first)
    assert answers == dict.fromkeys([*first, *second], Absent())
    assert [call["cluster"] for _, call in fake.calls] == ["acme", "acme", "other"]


def test_batches_are_full() -> None:
    system, _ = world()
    assert numbers(system, [RunningService(arn=arn(f"s{n}")) for n in range(25)]) == [10, 10, 5]


def test_only_a_missing_service_is_absent() -> None:
    system, fake = world()
    fake.failures = {arn("b"): "ACCESS_DENIED"}
    answers = read(system, RunningService(arn=arn("a")), RunningService(arn=arn("b")))
    assert list(answers.values()) == [
        Absent(),
        Unknown("ecs:DescribeServices failed: ACCESS_DENIED"),
    ]


def test_a_failure_is_told_by_its_name_whatever_the_form_of_its_arn() -> None:
    class Old(FakeEcs):
        def describe_services(self, **_: object) -> Data:
            failure = {"arn": "arn:aws:ecs:us-west-2:1:service/a", "reason": "MISSING"}
            return {"services": [], "failures": [failure]}

    assert answer(Ecs(Old), RunningService(arn=arn("a"))) == Absent()


def test_a_service_that_the_answer_does_not_mention_is_not_known() -> None:
    system, fake = world()
    fake.services = {arn("a"): service("b")}
    need = RunningService(arn=arn("a"))
    assert answer(system, need) == Unknown("ecs:DescribeServices says nothing of it")


def test_an_answer_that_is_none_makes_services_unknown() -> None:
    class Empty(FakeEcs):
        def describe_services(self, **_: object) -> Data:
            return {}

    need = RunningService(arn=arn("a"))
    assert answer(Ecs(Empty), need) == Unknown("AWS's answer has no 'services'")


def test_a_cluster_that_is_not_found_proves_nothing() -> None:
    system, fake = world()
    fake.fail(refused("ClusterNotFoundException"))
    needs = [RunningService(arn=arn(name)) for name in "ab"]
    unknown = Unknown("ecs:DescribeServices failed: ClusterNotFoundException")
    assert read(system, *needs) == dict.fromkeys(needs, unknown)


def test_an_old_arn_without_cluster_is_not_read() -> None:
    system, fake = world()
    need = RunningService(arn="arn:aws:ecs:us-west-2:123456789012:service/lite")
    assert (answer(system, need), fake.calls) == (NO_CLUSTER, [])


def test_the_images_of_a_task_definition_are_read_once() -> None:
    system, fake = world()
    fake.tasks = {task(7): [{"name": "lite", "image": "r/lite:v1"}, {"name": "log", "image": "l"}]}
    expected = Images(by_container=Table({"lite": "r/lite:v1", "log": "l"}))
    need = TaskImages(task_definition=task(7))
    assert [answer(system, need), answer(system, need)] == [expected, expected]
    assert fake.operations == ["DescribeTaskDefinition"]


def test_a_task_definition_that_could_not_be_read_is_asked_for_again() -> None:
    system, fake = world()
    need = TaskImages(task_definition=task(7))
    assert answer(system, need) == Unknown("ecs:DescribeTaskDefinition failed: ClientException")
    fake.tasks = {task(7): []}
    assert answer(system, need) == Images(by_container=Table())


def test_services_are_read_every_time() -> None:
    system, fake = world(service("lite"))
    need = RunningService(arn=arn("lite"))
    assert answer(system, need) == answer(system, need)
    assert len(fake.calls) == 2
