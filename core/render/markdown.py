"""A plan as Markdown for a pull request: the same parts as the text, diffs folded away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kayron.core.plan import Change, DriftKind, Plan, Preview, RenderedTemplate
from kayron.core.render.crowd import crowd, words
from kayron.core.render.effect import because, runs, sends, shows_templates
from kayron.core.render.fold import fold, tally
from kayron.core.render.judgement import gravest_first
from kayron.core.render.markup import Block, code, document, fence, prose, row, rule
from kayron.core.render.phrase import (
    brief,
    departures,
    sentences,
    short,
    standing,
    step,
    stopping,
    summary,
    title,
    towards,
    version,
)
from kayron.core.render.standing import remarks
from kayron.core.render.style import visible

Section = Callable[[Plan], Iterable[Block]]


def markdown(plan: Plan) -> str:
    """Return a plan as Markdown of at most 65,536 characters; what is left out is counted in it."""
    return document([_header(plan), *(block for section in SECTIONS for block in section(plan))])


def _header(plan: Plan) -> Block:
    captured = plan.captured.strftime("%Y-%m-%d %H:%M:%S UTC")
    where = f"stack {code(plan.stack)} in {code(plan.region)}, account {code(plan.account)}"
    source = f"Release source {code(plan.source)} at {code(version(plan.commit))}"
    return Block(
        start=(
            f"## Plan for {plan.environment.value}",
            "",
            f"**{prose(summary(plan))}**",
            "",
            f"{source}, {where}, {code(plan.status)}, captured {captured}.",
        )
    )


def _table(heading: str, names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[Block]:
    lines = tuple(row(*cells) for cells in rows)
    start = (f"### {heading}", "", row(*names), rule(len(names)))
    return [Block(start=start, lines=lines)] if lines else []


def _list(heading: str, sentences: Iterable[str], mark: str = "-") -> list[Block]:
    lines = tuple(f"{mark} {sentence}" for sentence in sentences)
    return [Block(start=(f"### {heading}", ""), lines=lines)] if lines else []


def _sentences(reason: str) -> str:
    return "<br>".join(map(prose, sentences(reason)))


def _artifacts(plan: Plan) -> list[Block]:
    stops = stopping(plan)
    rows = (
        (
            code(artifact.subject),
            code(towards(artifact)),
            standing(artifact, stops)[0],
            prose(artifact.strategy),
        )
        for artifact in plan.artifacts
    )
    return _table("Artifacts", ("Artifact", "Version", "Standing", "Strategy"), rows)


def _previews(plan: Plan) -> list[Block]:
    names = ("Preview", "Pull request", "Branch", "Version", "Change", "Life", "Domain", "Priority")
    hidden, going = crowd(plan), departures(plan)
    shown = [preview for preview in plan.previews if preview.subject not in hidden]
    notes = [
        f"{code(preview.subject)}: {prose(note)}"
        for preview in shown
        for note in remarks(preview, going)
    ]
    notes += [prose(said)] if (said := words(plan)) else []
    return [*_table("Previews", names, map(_preview, shown)), *_list("Notes", notes)]


def _preview(preview: Preview) -> tuple[str, ...]:
    return (
        code(preview.subject),
        "" if preview.pull is None else str(preview.pull),
        code(preview.branch or ""),
        code(step(preview.current, preview.effective)),
        "" if preview.change is Change.NONE else preview.change.value,
        preview.life.value,
        code(preview.domain),
        ", ".join(map(str, preview.priorities.values())),
    )


def _stops(plan: Plan) -> list[Block]:
    rows = (
        (
            f"**{verdict.outcome.value}**",
            code(verdict.subject),
            code(verdict.policy),
            _sentences(verdict.reason),
        )
        for verdict in gravest_first(plan)
    )
    return _table("Held and denied", ("Outcome", "Subject", "Policy", "Reason"), rows)


def _drift(plan: Plan) -> list[Block]:
    sentences = (
        f"{found.kind.value}: {prose(brief(found.reason))}"
        for found in plan.drift
        if found.kind in (DriftKind.SETTINGS, DriftKind.TEMPLATE)
    )
    return _list("Other drift", sentences)


def _parameters(plan: Plan) -> list[Block]:
    rows = (
        (
            code(parameter.name),
            "not shown" if parameter.value is None else code(short(parameter.value)),
            parameter.source.value,
            prose(because(parameter)),
        )
        for parameter in plan.parameters
        if sends(plan) and parameter.changes
    )
    return _table("Parameters", ("Parameter", "Value", "Source", "Reason"), rows)


def _actions(plan: Plan) -> list[Block]:
    numbers = {action.id: number for number, action in enumerate(plan.actions, 1)}
    sentences = []
    for action in plan.actions:
        needs = ", ".join(runs(numbers[need] for need in action.needs))
        after = f" after {needs}" if needs else ""
        sentences.append(f"{prose(brief(title(action)))}{after}: {_sentences(action.reason)}")
    return _list("Actions", sentences, "1.")


def _templates(plan: Plan) -> Iterator[Block]:
    hashes = frozenset(preview.hash for preview in plan.previews)
    for template in plan.templates:
        if template.diff and shows_templates(plan):
            yield _template(template, hashes)


def _template(template: RenderedTemplate, hashes: frozenset[str]) -> Block:
    lines = tuple(visible(f"{line.sign} {line.text}") for line in fold(template, hashes))
    added, removed = tally(template)
    marks = fence(lines)
    head = f"<details><summary>{prose(template.path)} +{added} -{removed}</summary>"
    return Block(start=(head, "", f"{marks}diff"), lines=lines, end=(marks, "", "</details>"))


def _waiting(plan: Plan) -> list[Block]:
    return _list("Waiting for the next update", (prose(brief(text)) for text in plan.waiting))


SECTIONS: tuple[Section, ...] = (
    _artifacts,
    _previews,
    _stops,
    _drift,
    _parameters,
    _actions,
    _waiting,
    _templates,
)
"""The parts of the document in order; the long diffs go last."""
