"""The release definitions of a whole release source."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kayron.core.gate_setting import GateOverrides
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.release import (
    Branch,
    Definition,
    Definitions,
    PriorityRange,
    Release,
    Strategy,
    Suspend,
    is_definition_file,
    parse_definitions,
)
from kayron.core.version import stack_parameter
from tests.core.declared import INFRASTRUCTURE, parse
from tests.shared import SHARED, needs_shared
from tests.strategies.yaml_texts import texts


def test_definitions_are_read_from_all_files_and_sorted() -> None:
    found = parse_definitions(
        {
            "service/deep/er/z.yml": "- docker: b\n  github: shared\n  deploy: {release: v1.2.3}\n",
            "service/a.yaml": (
                "- docker: z-1\n  github: shared\n  deploy: {branch: main, preview: true}\n"
                "  domain: lite.${Environment}.example.org\n  priorities: 12001-12099\n"
                "- docker: a\n  github: A\n  deploy: {suspend: true}\n"
            ),
            "infrastructure/i.yaml": INFRASTRUCTURE,
            "README.md": "# no definitions",
            "service/notes.txt": "- none",
            "other/c.yaml": "- none",
            "kayron.yaml": "none: of ours",
        }
    )
    nothing: dict[str, None] = {"preview": None, "domain": None, "priorities": None}
    assert found == Definitions(
        infrastructure=Definition(
            docker=None,
            github="infrastructure",
            strategy=Branch(name="main"),
            place=Place("infrastructure/i.yaml", 1, 3),
            **nothing,
        ),
        services=(
            Definition(
                docker="a",
                github="A",
                strategy=Suspend(reason="", until=None),
                place=Place("service/a.yaml", 6, 3),
                **nothing,
            ),
            Definition(
                docker="b",
                github="shared",
                strategy=Release(tag="v1.2.3"),
                place=Place("service/deep/er/z.yml", 1, 3),
                **nothing,
            ),
            Definition(
                docker="z-1",
                github="shared",
                strategy=Branch(name="main"),
                preview=GateOverrides(),
                domain="lite.${Environment}.example.org",
                priorities=PriorityRange(low=12001, high=12099),
                place=Place("service/a.yaml", 1, 3),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("path", "holds"),
    {
        "service/a.yaml": True,
        "infrastructure/deep/a.yml": True,
        "a.yaml": False,
        "services/a.yaml": False,
        "x/service/a.yaml": False,
        "service/a.json": False,
        "service/a.yaml.bak": False,
        "service": False,
    }.items(),
)
def test_definitions_stand_in_yaml_below_two_folders(path: str, *, holds: bool) -> None:
    assert is_definition_file(path) == holds


def test_a_service_is_named_for_its_image_and_the_infrastructure_for_its_repository() -> None:
    found = parse("- {docker: splits-lite, github: apps, deploy: {branch: main}}")
    assert [(d.subject, d.name, d.parameter) for d in (found.infrastructure, *found.services)] == [
        ("infrastructure", "infrastructure", "InfrastructureVersion"),
        ("splits-lite", "splits-lite", "SplitsLiteVersion"),
    ]


def test_a_repository_has_one_spelling_that_of_its_first_definition() -> None:
    found = parse_definitions(
        {
            "infrastructure/i.yaml": INFRASTRUCTURE.replace("infrastructure", "Infra"),
            "service/a.yaml": "- docker: b\n  github: Shop\n  deploy: {release: v1.0.0}\n",
            "service/b.yaml": (
                "- docker: a\n  github: shop\n  deploy: {release: v1.0.0}\n"
                "- docker: c\n  github: infra\n  deploy: {release: v1.0.0}\n"
            ),
        }
    )
    assert found.infrastructure.github == "Infra"
    assert [one.github for one in found.services] == ["Shop", "Shop", "Infra"]


def test_files_without_definitions_are_empty() -> None:
    assert parse("# nothing yet\n").services == ()


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_definitions({"service/b.yaml": "- a\n- b", "infrastructure/a.yaml": "- c\n- d"})
    places = [(problem.place.file, problem.place.line) for problem in caught.value.problems]
    assert places == [
        ("infrastructure", 0),
        ("infrastructure/a.yaml", 1),
        ("infrastructure/a.yaml", 2),
        ("service/b.yaml", 1),
        ("service/b.yaml", 2),
    ]


def revision(name: str) -> dict[str, str]:
    """Return the files of a revision of a real release source."""
    folder = SHARED / "corpus/releases" / name
    files = sorted(folder.rglob("*.yaml"))
    return {file.relative_to(folder).as_posix(): file.read_text() for file in files}


@needs_shared
def test_the_first_revision_of_a_real_release_source_is_refused_with_all_its_problems() -> None:
    no_deploy = "deploy: is missing; say what should run, such as `deploy: {branch: main}`."
    webhook = "deploy.webhook: is no key here; known: branch, release, suspend, preview."
    none = "deploy: needs exactly one of branch, release, suspend, and has none."
    with pytest.raises(InvalidInput) as caught:
        parse_definitions(revision("001-e94ab9a"))
    assert str(caught.value).splitlines() == [
        f"infrastructure/infrastructure.yaml:1:3: {no_deploy}",
        f"service/service.yaml:4:5: {webhook}",
        f"service/service.yaml:4:5: {none}",
        f"service/service.yaml:7:3: {no_deploy}",
        f"service/service.yaml:10:3: {no_deploy}",
        f"service/service.yaml:13:3: {no_deploy}",
        f"service/service.yaml:19:5: {webhook}",
        f"service/service.yaml:19:5: {none}",
    ]


LATER = (
    sorted(path.name for path in (SHARED / "corpus/releases").iterdir())[1:]
    if SHARED.is_dir()
    else []
)


@needs_shared
@pytest.mark.parametrize("name", LATER)
def test_every_later_revision_is_valid(name: str) -> None:
    found = parse_definitions(revision(name))
    lines = "\n".join(revision(name).values()).splitlines()
    assert found.infrastructure.github == "infrastructure"
    assert len(found.services) == sum(line.startswith("- docker:") for line in lines)


@needs_shared
def test_there_are_24_later_revisions() -> None:
    assert len(LATER) == 24


@given(texts, texts)
def test_any_texts_give_definitions_or_problems_in_file_order(first: str, second: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        parse_definitions({"service/a.yaml": first, "infrastructure/b.yml": second})
    except InvalidInput as error:
        found = error.problems
    assert found == tuple(sorted(set(found)))


NAMES = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,3})?", fullmatch=True).filter(
    lambda name: name not in ("stack", "infrastructure")
)
STRATEGIES = st.one_of(
    st.builds(lambda a, b: Release(tag=f"v{a}.{b}.0"), st.integers(0, 99), st.integers(0, 99)),
    st.from_regex(r"[a-z][a-z0-9]{0,3}(/[a-z]{1,4})?", fullmatch=True).map(
        lambda name: Branch(name=name)
    ),
    st.just(Suspend(reason="", until=None)),
)


def written(docker: str, strategy_: Strategy) -> str:
    """Return a service as its author would write it."""
    match strategy_:
        case Release(tag=tag):
            deploy = f"release: {tag}"
        case Branch(name=name):
            deploy = f'branch: "{name}"'
        case Suspend():
            deploy = "suspend: true"
    return f'- docker: "{docker}"\n  github: "{docker}"\n  deploy:\n    {deploy}\n'


@given(
    st.dictionaries(NAMES, STRATEGIES, max_size=6).filter(
        lambda found: len({stack_parameter(name) for name in found}) == len(found)
    ),
    st.randoms(use_true_random=False),
)
def test_what_is_written_is_read_in_any_order_and_spread_over_any_files(
    services: dict[str, Strategy], shuffle: Random
) -> None:
    files = [f"service/{number}.yaml" for number in range(3)]
    texts_ = dict.fromkeys(files, "")
    names = sorted(services)
    shuffle.shuffle(names)
    for name in names:
        texts_[shuffle.choice(files)] += written(name, services[name])
    found = parse_definitions({**texts_, "infrastructure/i.yaml": INFRASTRUCTURE})
    assert [(d.docker, d.strategy) for d in found.services] == sorted(
        services.items(), key=lambda item: item[0]
    )
