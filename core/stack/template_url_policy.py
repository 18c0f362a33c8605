"""The policy `template-urls`: every nested template is known, and no secret stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kayron.core.problem import Problem
from kayron.core.stack.tree import StackTree
from kayron.core.template.node import child
from kayron.core.template.secrecy import secret_parameters
from kayron.core.template.source import Template, place
from kayron.core.verdict import INFRASTRUCTURE, Verdict, allow, deny

POLICY = "template-urls"


def judge_template_urls(
    tree: StackTree, subject: str = INFRASTRUCTURE, hidden: Iterable[Template] = ()
) -> tuple[Verdict, ...]:
    """Return a denial for each TemplateURL that leads nowhere and each default value of a secret.

    A template is written to the bucket and into plans for people to read, the `hidden` ones too
    that are in no stack of the tree.
    """
    templates = {one.file: one for one in (*hidden, *(node.template for node in tree.nodes))}
    secrets = [one for file in sorted(templates) for one in _secrets(templates[file])]
    problems = sorted({*tree.problems, *secrets})
    verdicts = tuple(deny(POLICY, subject, str(one), "infrastructure.trees") for one in problems)
    return verdicts or (allow(POLICY, subject, "Every nested template is known."),)


def _secrets(template: Template) -> Iterator[Problem]:
    for name in sorted(secret_parameters(template)):
        default = child(template.section("Parameters")[name], "Default")
        if default is not None:
            message = f"the NoEcho parameter {name} has a default value, which all can read."
            yield Problem(place(template, default), message)
