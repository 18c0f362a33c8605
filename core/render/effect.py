"""What a plan does: the parameters that change, the actions in order, the templates' diffs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from kayron.core.action import Action, UpdateStack
from kayron.core.plan import DriftKind, Parameter, Plan, RenderedTemplate, Source
from kayron.core.render.fold import Folded, fold, tally
from kayron.core.render.layout import noted, paragraph
from kayron.core.render.phrase import brief, count, sentences, short, title
from kayron.core.render.style import Line, Mode, Span, line, width

NOT_SENT = "What would set the stack back; nothing of it is submitted."


def sends(plan: Plan) -> bool:
    """Tell whether a plan submits anything to CloudFormation."""
    return any(isinstance(action, UpdateStack) for action in plan.actions)


def parameters(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the stack parameters that an update of this plan changes."""
    sent = [parameter for parameter in plan.parameters if parameter.changes]
    if not sent or not sends(plan):
        return
    notes = [[Span(words, Mode.ASIDE)] if (words := because(one)) else [] for one in sent]
    yield from noted([_parameter(parameter) for parameter in sent], notes, room)
    kept = len(plan.parameters) - len(sent)
    if kept:
        yield line(Span(f"   {count(kept, 'parameter')} more as deployed", Mode.ASIDE))


def because(parameter: Parameter) -> str:
    """Return where a value comes from, empty where the artifacts' table says it."""
    return "" if parameter.source is Source.VERSION else brief(parameter.reason)


def _parameter(parameter: Parameter) -> list[Span]:
    return [
        Span("~", Mode.CHANGE),
        Span(parameter.name),
        Span("not shown" if parameter.value is None else short(parameter.value), Mode.CHANGE),
        Span(parameter.source.value, Mode.ASIDE),
    ]


def actions(plan: Plan, room: int) -> Iterator[Line]:
    """Yield all actions in order."""
    return numbered(plan, plan.actions, room)


def numbered(plan: Plan, shown: Sequence[Action], room: int) -> Iterator[Line]:
    """Yield each action on a line: its number, those that it needs, what it does; then why.

    A reason that the next action shares stands once, below the last of them.
    """
    numbers = {action.id: number for number, action in enumerate(plan.actions, 1)}
    for action, following in zip_longest(shown, shown[1:]):
        yield from _action(action, numbers, room)
        if following is None or following.reason != action.reason:
            for sentence in sentences(action.reason):
                yield from paragraph(line("      "), Span(sentence, Mode.ASIDE), room)


def _action(action: Action, numbers: Mapping[str, int], room: int) -> Iterator[Line]:
    needs = " ".join(f"[{run}]" for run in runs(numbers[need] for need in action.needs))
    head = f"[{numbers[action.id]}] "
    words = f"<- {needs} {title(action)}" if needs else title(action)
    yield from paragraph(line(Span(head, Mode.TITLE)), Span(brief(words)), room, hanging=6)


def runs(numbers: Iterable[int]) -> list[str]:
    """Return numbers in order, neighbours together: `1-3`, `5`."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ["-".join(map(str, run)) for run in found]


def shows_templates(plan: Plan) -> bool:
    """Tell whether the diffs matter: they are submitted, or show what somebody changed by hand."""
    return sends(plan) or any(found.kind is DriftKind.TEMPLATE for found in plan.drift)


def templates(plan: Plan, room: int) -> Iterator[Line]:
    """Yield the folded diff of each template that differs from the deployed one."""
    if not shows_templates(plan):
        return
    hashes = frozenset(preview.hash for preview in plan.previews)
    changed = [template for template in plan.templates if template.diff]
    if changed and not sends(plan):
        yield line(Span(f"   {NOT_SENT}", Mode.ASIDE))
    for index, template in enumerate(changed):
        if index:
            yield ()
        yield from _template(template, hashes, room)


def _template(template: RenderedTemplate, hashes: frozenset[str], room: int) -> Iterator[Line]:
    added, removed = tally(template)
    stacks = ", ".join(stack or "root" for stack in template.stacks) or "plain key"
    yield line(
        f"   {template.path} ({stacks})  ",
        Span(f"+{added}", Mode.ADD),
        " ",
        Span(f"-{removed}", Mode.REMOVE),
    )
    for folded in fold(template, hashes):
        yield from _folded(folded, room)


def _folded(folded: Folded, room: int) -> Iterator[Line]:
    mode = Mode.ASIDE if folded.mode is Mode.TITLE else folded.mode
    first = line("   ", Span(f"{folded.sign} ", mode))
    text = Span(folded.text, mode)
    yield from paragraph(first, text, room, hanging=_hanging(text.text, room))


def _hanging(text: str, room: int) -> int:
    """Return where a line of a template goes on: below its start, unless that breaks a word."""
    indent = len(text) - len(text.lstrip(" "))
    longest = max(map(width, text.split(" ")))
    return 7 + max(0, min(indent, room - 7 - longest))
