"""What differs between two snapshots, for people."""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from kayron.core.compare import Difference, compare
from kayron.core.conversion import Text
from kayron.core.fact import Absent, Unknown
from kayron.core.render.comparison import difference_lines
from kayron.core.render.style import plain
from kayron.core.snapshot import Environment, Files, Infrastructure, Snapshot
from kayron.core.table import Table
from tests import hostile
from tests.core.builder import deployment, ecs_service, listener, pull, pulls, resource, snapshot
from tests.core.builder import stack as deployed

EMPTY = snapshot()


def differences(**changes: object) -> tuple[Difference, ...]:
    return compare(EMPTY, changed(EMPTY, **changes))


def changed(before: Snapshot, **changes: object) -> Snapshot:
    return evolve(before, **changes)  # type: ignore[arg-type]


def test_equal_snapshots_have_no_difference() -> None:
    assert compare(EMPTY, snapshot()) == ()


def test_a_value_that_differs_has_its_path() -> None:
    before = changed(EMPTY, branches=Table({"lite": Table({"main": "aaa"})}))
    after = changed(EMPTY, branches=Table({"lite": Table({"main": "bbb"})}))
    assert compare(before, after) == (Difference('branches["lite"]["main"]', "aaa", "bbb"),)


def test_what_only_one_has_is_added_or_removed() -> None:
    images = Table({"lite": Table({"v1": "sha256:1"})})
    added = differences(images=images)
    assert added == (Difference('images["lite"]["v1"]', None, "sha256:1"),)
    assert compare(changed(EMPTY, images=images), EMPTY) == (
        Difference('images["lite"]["v1"]', "sha256:1", None),
    )


def test_absent_and_unknown_are_words() -> None:
    assert differences(exports=Unknown("denied")) == (
        Difference("exports", "absent", "unknown: denied"),
    )


def test_what_became_known_is_said_without_all_that_is_in_it() -> None:
    found = differences(root=deployed({"Lite": resource("AWS::ECS::Service", "arn")}))
    assert found == (Difference("root", "absent", "known"),)


def test_a_record_that_only_one_has_is_one_difference() -> None:
    one, none = (snapshot(pull_lists={"lite": pulls(*each)}) for each in ((pull(7),), ()))
    (found,) = compare(none, one)
    assert (found.path, found.before) == ('pulls["lite"].requests[7]', None)
    assert str(found.after).startswith("number 7, branch ")
    assert compare(one, none) == (Difference(found.path, found.after, None),)


def trees(**versions: str) -> Snapshot:
    files = {
        version: Files(texts=Table({"a.yaml": Text("A: 1\n"), "b.yaml": Text(text)}), binary=())
        for version, text in versions.items()
    }
    return changed(EMPTY, infrastructure=Infrastructure(trees=Table(files)))


def test_a_new_infrastructure_version_is_compared_with_an_old_one() -> None:
    found = compare(trees(v1="B: 1\n", v2="B: 2\n"), trees(v2="B: 2\n", v3="B: 3\n"))
    path = "infrastructure.trees"
    assert [(one.path, one.before, one.after) for one in found if not one.lines] == [
        (f'{path}["v1"]', "known", None),
        (f'{path}["v3"]', None, 'like ["v1"], but for what follows'),
    ]
    (texts,) = (one for one in found if one.lines)
    assert (texts.path, texts.lines[1:]) == (f'{path}["v3"].texts["b.yaml"]', ("-B: 1", "+B: 3"))


def test_a_version_whose_templates_became_known_and_a_first_one_are_told_in_full() -> None:
    known = trees(v1="B: 1\n")
    unread = changed(EMPTY, infrastructure=Infrastructure(trees=Table({"v1": Unknown("502")})))
    assert compare(unread, known) == (
        Difference('infrastructure.trees["v1"]', "unknown: 502", "known"),
    )
    assert [one.path for one in compare(EMPTY, known)] == [
        'infrastructure.trees["v1"].texts["a.yaml"]',
        'infrastructure.trees["v1"].texts["b.yaml"]',
    ]


def test_a_version_that_was_not_read_is_like_no_other() -> None:
    path = "infrastructure.trees"
    unread = Infrastructure(trees=Table({"v1": Unknown("502")}))
    before = changed(EMPTY, infrastructure=unread)
    gone, *added = compare(before, trees(v2="B: 1\n"))
    assert gone == Difference(f'{path}["v1"]', "unknown: 502", None)
    assert [one.path for one in added] == [
        f'{path}["v2"].texts["a.yaml"]',
        f'{path}["v2"].texts["b.yaml"]',
    ]
    assert compare(trees(v2="B: 1\n"), before) == (
        Difference(f'{path}["v2"]', "known", None),
        Difference(f'{path}["v1"]', None, "unknown: 502"),
    )


def test_a_new_version_is_compared_with_one_that_was_read() -> None:
    files = trees(v2="B: 2\n").infrastructure.trees
    before = changed(
        EMPTY, infrastructure=Infrastructure(trees=files.overlaid({"v1": Unknown("502")}))
    )
    found = compare(before, trees(v2="B: 2\n", v3="B: 3\n"))
    assert [one.after for one in found if not one.lines] == [
        None,
        'like ["v2"], but for what follows',
    ]


def test_arns_and_commits_are_short_for_people() -> None:
    arn = "arn:aws:ecs:us-west-2:123456789012:service/main/lite"
    found = Difference(f'services["{arn}"].status', "a" * 40, arn)
    assert plain(difference_lines([found], 100)).splitlines()[0] == (
        '~  services["ecs:service/main/lite"].status: aaaaaaaa -> ecs:service/main/lite'
    )


def test_records_are_told_apart_by_their_key_and_not_by_their_place() -> None:
    before = snapshot(pull_lists={"lite": pulls(pull(1), pull(2))})
    after = snapshot(pull_lists={"lite": pulls(pull(0), pull(1), evolve(pull(2), draft=True))})
    found = [(one.path, one.after) for one in compare(before, after)]
    assert ('pulls["lite"].requests[2].draft', "true") in found
    assert all("requests[1]" not in path for path, _ in found)


def test_records_of_one_key_are_numbered() -> None:
    twice = ecs_service("lite", deployment(), deployment(age=timedelta(hours=2)))
    before = snapshot(services={"arn": ecs_service("lite", deployment())})
    paths = [found.path for found in compare(before, snapshot(services={"arn": twice}))]
    assert any('["arn:task", 2]' in path for path in paths)


def test_texts_in_tuples_are_told_apart_by_themselves() -> None:
    settings = evolve(EMPTY.settings, redacted=("Password",))
    assert differences(settings=settings) == (
        Difference('settings.redacted["Password"]', None, "Password"),
    )


def test_numbers_times_and_choices_are_as_in_the_file() -> None:
    captured = EMPTY.captured.replace(hour=13)
    settings = evolve(EMPTY.settings, update_stack=True)
    environment = Environment.STAGING
    found = differences(format=2, captured=captured, environment=environment, settings=settings)
    assert [(one.before, one.after) for one in found] == [
        ("1", "2"),
        ("2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"),
        ("testing", "staging"),
        ("false", "true"),
    ]


def texts(content: str) -> Snapshot:
    files = Files(texts=Table({"service/lite.yaml": Text(content)}), binary=())
    return changed(EMPTY, source=evolve(EMPTY.source, files=files))


def test_longer_texts_differ_line_by_line_and_in_every_character() -> None:
    found = compare(texts("- docker: lité\n  a: b\n"), texts("- docker: lit?\n  a: b\n"))
    assert found[0].path == 'source.files.texts["service/lite.yaml"]'
    assert found[0].lines[1:3] == ("-- docker: lité", "+- docker: lit?")


def test_a_last_line_that_does_not_end_is_two_lines() -> None:
    (found,) = compare(texts("- docker: lite\n"), texts("- docker: lite"))
    assert found.lines[1:] == ("-- docker: lite", "+- docker: lite", "\\ No newline at end of file")


def test_they_are_shown_with_a_count(snapshot: SnapshotAssertion) -> None:
    before = changed(texts("- a: 1\n  b: 2\n"), images=Table({"lite": Table({"v1": "sha256:1"})}))
    after = changed(
        texts("- a: 1\n  b: 3\n"),
        region="eu-central-1",
        branches=Table({"lite": Table({"main": Absent()})}),
        listeners=Table({"arn": listener()}),
    )
    assert plain(difference_lines(compare(before, after), 100)) == snapshot


def test_nothing_is_counted_too() -> None:
    assert plain(difference_lines((), 80)) == "0 differences.\n"


@given(hostile.texts, st.integers(40, 120))
def test_hostile_texts_do_not_act(text: str, room: int) -> None:
    after = changed(EMPTY, stack=text, branches=Table({text: Table({text: text})}))
    lines = difference_lines(compare(EMPTY, after), room)
    assert plain(lines).replace("\n", "").isprintable()
