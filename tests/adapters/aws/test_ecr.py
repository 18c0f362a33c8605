"""The digests of images."""

from __future__ import annotations

from kayron.adapters.aws.call import Data
from kayron.adapters.aws.ecr import MEDIA_TYPES, Ecr
from kayron.core.fact import Absent, Unknown
from kayron.core.gather.aws import Account, ImageDigest
from tests.adapters.aws.fakes import FakeEcr, refused
from tests.adapters.aws.reading import answer, read, still


def image(tag: str, repository: str = "lite") -> ImageDigest:
    return ImageDigest(repository=repository, tag=tag)


def test_150_images_of_one_repository_are_read_in_two_calls() -> None:
    tags = {f"v{n}": f"sha256:{n}" for n in range(150)}
    fake = FakeEcr(lite=tags)
    needs = {image(tag): digest for tag, digest in tags.items()}
    assert read(Ecr(lambda: fake), *needs) == needs
    assert len(fake.calls) == 2


def test_indexes_are_accepted_too() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    answer(Ecr(lambda: fake), image("v1"))
    assert fake.calls[0][1]["acceptedMediaTypes"] == list(MEDIA_TYPES)


def test_each_repository_is_asked_by_itself() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"}, api={"v1": "sha256:2"})
    answers = read(Ecr(lambda: fake), image("v1"), image("v1", "api"))
    assert answers == {image("v1"): "sha256:1", image("v1", "api"): "sha256:2"}
    assert [call["repositoryName"] for _, call in fake.calls] == ["api", "lite"]


def test_an_image_that_is_not_found_is_absent_and_other_failures_are_not_known() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    fake.failures = {"v3": "KmsError"}
    assert read(Ecr(lambda: fake), image("v1"), image("v2"), image("v3")) == {
        image("v1"): "sha256:1",
        image("v2"): Absent(),
        image("v3"): Unknown("ecr:BatchGetImage failed: KmsError"),
    }


def test_a_repository_that_does_not_exist_has_no_images() -> None:
    answers = read(Ecr(FakeEcr), image("v1"), image("v2"))
    assert answers == {image("v1"): Absent(), image("v2"): Absent()}


def test_an_image_that_the_answer_does_not_mention_is_not_known() -> None:
    class Silent(FakeEcr):
        def batch_get_image(self, **_: object) -> Data:
            return {"images": [], "failures": []}

    assert answer(Ecr(Silent), image("v1")) == Unknown("ecr:BatchGetImage says nothing of it")


def test_a_refused_call_makes_all_its_images_unknown() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    fake.fail(refused("AccessDeniedException"))
    assert answer(Ecr(lambda: fake), image("v1")) == Unknown("ecr:BatchGetImage is denied")


def test_an_image_that_is_there_is_read_once_and_one_that_is_not_again() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    system = Ecr(lambda: fake)
    for _ in range(3):
        within = still()
        read(system, Account(), within=within)
        read(system, image("v1"), image("v2"), within=within)
    asked = [call["imageIds"] for _, call in fake.calls]
    assert asked == [
        [{"imageTag": "v1"}, {"imageTag": "v2"}],
        [{"imageTag": "v2"}],
        [{"imageTag": "v2"}],
    ]


def test_an_image_that_a_capture_did_not_ask_for_is_looked_up_again() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    system = Ecr(lambda: fake)
    for needs in ([image("v1")], [], []):
        within = still()
        read(system, Account(), within=within)
        read(system, *needs, within=within)
    del fake.repositories["lite"]["v1"]
    assert answer(system, image("v1")) == Absent()


def test_images_of_several_waves_of_one_capture_are_all_remembered() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1", "v2": "sha256:2"})
    system = Ecr(lambda: fake)
    for _ in range(3):
        within = still()
        read(system, Account(), within=within)
        read(system, image("v1"), within=within)
        read(system, image("v2"), within=within)
    assert len(fake.calls) == 2


def test_what_is_forgotten_is_looked_up_again() -> None:
    fake = FakeEcr(lite={"v1": "sha256:1"})
    system = Ecr(lambda: fake)
    answer(system, image("v1"))
    del fake.repositories["lite"]["v1"]
    system.forget()
    assert answer(system, image("v1")) == Absent()
