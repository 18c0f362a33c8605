"""A state of the stack that could be submitted: its templates, its parameters, and what is said
of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from kayron.core.configuration import Configuration
from kayron.core.frame import Frame, Workshop
from kayron.core.ground import Ground
from kayron.core.parameter import (
    Declared,
    ParameterCase,
    decide_parameters,
    known_values,
    without_value,
)
from kayron.core.placement import Standings, kept_renderings, take_previews
from kayron.core.plan import Parameter
from kayron.core.preview import PreviewCase
from kayron.core.problem import InvalidInput, Place, Problem
from kayron.core.snapshot import Files, Snapshot, SnapshotSettings
from kayron.core.stack.comparison import Fate, fates
from kayron.core.stack.custom_name_policy import (
    RefusedReplacement,
    judge_custom_names,
    leaving_by_name,
    refused_replacements,
)
from kayron.core.stack.location import ROOT_FILE
from kayron.core.stack.priority_policy import judge_priorities
from kayron.core.stack.rewrite import Rewritten
from kayron.core.stack.stateful_policy import judge_stateful
from kayron.core.stack.template_url_policy import judge_template_urls
from kayron.core.stack.tree import StackTree, with_texts
from kayron.core.table import Table
from kayron.core.template.rendering import Rendering
from kayron.core.template.secrecy import NO_ECHO
from kayron.core.template.source import Template
from kayron.core.verdict import Verdict, deny


@frozen(kw_only=True, eq=False)
class Candidate:
    """Templates with previews in them, and what the root stack's parameters would be.

    `tree` has the frame's stacks with the deployed previews, `files` every template as it would be
    submitted. `missing` are parameters that nothing gives a value, `refused` the resources that
    CloudFormation would refuse to replace. `verdicts` speak of `subject`: the infrastructure, or
    the stack where the templates are those of its current version.
    """

    subject: str

    frame: Frame
    tree: StackTree
    files: tuple[Rewritten, ...]
    standings: Standings
    parameters: tuple[Parameter, ...]
    missing: tuple[str, ...]
    refused: tuple[RefusedReplacement, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def plain(self) -> tuple[str, ...]:
        """The paths of the templates that lie at plain keys too, children before parents."""
        return tuple(file.path for file in self.files) if self.frame.origin.plain_keys else ()


@frozen(kw_only=True, eq=False)
class Wish:
    """What a candidate is made of.

    `versions` has the version to send by artifact parameter, None for those that stay. `subject` is
    what verdicts on the templates speak of.
    """

    files: Files
    versions: Table[str | None]
    settings: SnapshotSettings
    subject: str


@frozen(kw_only=True, eq=False)
class Bench:
    """What all candidates of one plan share."""

    snapshot: Snapshot
    configuration: Configuration
    ground: Ground
    workshop: Workshop
    force: bool


def invalid(subject: str, error: InvalidInput) -> Verdict:
    """Return the verdict on templates that are not valid, with every problem."""
    several = len(error.problems) > 1
    reason = f"Templates are invalid:\n{error}" if several else f"A template is invalid: {error}"
    return deny("inputs", subject, reason, "infrastructure.trees")


def candidate(wish: Wish, cases: Sequence[PreviewCase], bench: Bench) -> Candidate | Verdict:
    """Return the templates with every deployed preview as it is, or why there can be none."""
    if wish.files.binary:
        problems = [Problem(Place(path), "is not UTF-8 text.") for path in wish.files.binary]
        return invalid(wish.subject, InvalidInput(problems))
    try:
        root = root_template(wish.files, bench)
        case = _parameter_case(wish, bench.workshop.declared(root), bench)
    except InvalidInput as error:
        return invalid(wish.subject, error)
    parameters = decide_parameters(case)
    frame = bench.workshop.frame(wish.files, known_values(parameters, case.declared, case.deployed))
    if frame.tree.invalid:
        return invalid(wish.subject, InvalidInput(frame.tree.invalid))
    standings = take_previews(cases, frame)
    made = _kept(frame, standings, wish.subject, bench)
    if isinstance(made, Verdict):
        return made
    return evolve(made, parameters=parameters, missing=without_value(case, parameters))


def with_previews(
    base: Candidate,
    standings: Standings,
    renderings: Mapping[str, Sequence[Rendering]],
    bench: Bench,
) -> Candidate:
    """Return a candidate with these previews in place of those that it has.

    What was said of it stands: previews change nothing but their own resources.
    """
    texts = bench.workshop.texts(base.frame, renderings)
    files = bench.workshop.files(base.frame, texts)
    return evolve(base, files=files, standings=standings)


def root_template(files: Files, bench: Bench) -> Template:
    """Return the root template. Raises `InvalidInput`."""
    if ROOT_FILE not in files.texts:
        raise InvalidInput([Problem(Place(ROOT_FILE), "is missing; it is the root template.")])
    return bench.workshop.library.template(files.texts[ROOT_FILE], ROOT_FILE)


def _parameter_case(wish: Wish, declared: Table[Declared], bench: Bench) -> ParameterCase:
    deployed = bench.ground.tree.by_ids().get(())
    return ParameterCase(
        declared=declared,
        before=bench.workshop.declared(deployed.template) if deployed else Table(),
        deployed=bench.ground.root.parameters,
        versions=wish.versions,
        settings=wish.settings,
        force=bench.force,
    )


def _kept(frame: Frame, standings: Standings, subject: str, bench: Bench) -> Candidate | Verdict:
    """Return the frame with the deployed previews, but for those that have to leave first."""
    first = _with(frame, standings, subject, bench)
    if isinstance(first, Verdict):
        return first
    leaving = leaving_by_name(first.refused, bench.ground.ledger)
    return _with(frame, standings.without(leaving), subject, bench) if leaving else first


def _with(frame: Frame, standings: Standings, subject: str, bench: Bench) -> Candidate | Verdict:
    """Return the frame with the deployed previews that stay, and what the policies say of it."""
    workshop = bench.workshop
    texts = workshop.texts(frame, kept_renderings(standings, frame))
    try:
        tree = with_texts(frame.tree, texts, workshop.library.template)
        files = workshop.files(frame, texts)
        hidden = [*_hidden(frame, workshop)]
    except InvalidInput as error:
        return invalid(subject, error)
    found = fates(bench.ground.tree, tree, bench.workshop.shelves.same)
    made = Candidate(
        subject=subject,
        frame=frame,
        tree=tree,
        files=files,
        standings=standings,
        parameters=(),
        missing=(),
        refused=refused_replacements(found),
        verdicts=(),
    )
    return evolve(made, verdicts=tuple(_judged(made, found, hidden, bench)))


def _hidden(frame: Frame, workshop: Workshop) -> Iterator[Template]:
    """Yield the templates with secrets that no stack is known to use. Raises `InvalidInput`."""
    for path, text in frame.hidden.items():
        if NO_ECHO in text:
            yield workshop.library.template(text, path)


def _judged(
    made: Candidate, found: Sequence[Fate], hidden: Iterable[Template], bench: Bench
) -> Iterator[Verdict]:
    ledger, snapshot, subject = bench.ground.ledger, bench.snapshot, made.subject
    own = {(preview.stack, id_) for preview in ledger for id_ in preview.ids}
    allowed = bench.configuration.allow_stateful
    yield from judge_template_urls(made.tree, subject, hidden)
    yield from judge_stateful(found, allowed, own, subject)
    yield from judge_custom_names(made.refused, ledger, subject)
    # Rules of a stack that was not read would all seem to be new.
    if not bench.ground.unread:
        yield from judge_priorities(made.tree.nodes, found, snapshot.listeners, subject)
    for name, why in sorted(made.standings.stuck.items()):
        reason = f"The preview {name} could no longer be rendered: {why}"
        yield deny("template", subject, reason, "infrastructure.trees")
