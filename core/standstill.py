"""Whether templates would change nothing: CloudFormation refuses an update that does not."""

from __future__ import annotations

from kayron.core.candidate import Candidate
from kayron.core.snapshot import Files
from kayron.core.stack.deployed import DeployedTree
from kayron.core.stack.readback import as_read_back
from kayron.core.stack.tree import Ids
from kayron.core.template.reference import references
from kayron.core.template.source import Template

USES = ("Resources", "Conditions", "Outputs")
"""The sections in which a parameter makes a difference to what is deployed."""


def stands_still(made: Candidate, deployed: DeployedTree, parameter: str) -> bool:
    """Tell whether the stacks of a candidate run its templates, and no resource, condition or
    output of the root uses this parameter.
    """
    running = deployed.by_ids()
    if () not in running or _uses(running[()].template, parameter):
        return False
    texts = {file.path: as_read_back(file.text) for file in made.files}
    return all(
        any(texts[node.file] == as_read_back(running[ids].template.text) for node in nodes)
        for ids, nodes in made.tree.by_ids().items()
        if ids in running
    )


def differs_unseen(made: Candidate, current: Files) -> bool:
    """Tell whether a template that stacks use differs from the `current` one only in what AWS does
    not show: two texts of commits are known to the letter.
    """
    before, after = current.texts, made.frame.origin.files.texts
    return any(
        path in before
        and after[path] != before[path]
        and as_read_back(after[path]) == as_read_back(before[path])
        for path in made.tree.by_file()
    )


def stands_still_behind(made: Candidate, current: Candidate, deployed: DeployedTree) -> bool:
    """Tell whether what stacks run behind URLs that cannot be evaluated stays as it is.

    Such a stack runs a template of ours if its text is one of the `current` ones; else it is
    foreign, or was changed by hand, and nothing of ours will change it.
    """
    before, after = ({one.path: one.text for one in each.files} for each in (current, made))
    for node in deployed.nodes:
        if _is_behind(node.ids, made.tree.plain):
            text = as_read_back(node.template.text)
            names = [path for path in before if as_read_back(before[path]) == text]
            if names and all(after.get(path) != before[path] for path in names):
                return False
    return True


def _is_behind(ids: Ids, stacks: tuple[Ids, ...]) -> bool:
    return any(ids[: len(stack)] == stack for stack in stacks)


def _uses(template: Template, parameter: str) -> bool:
    nodes = (node for name in USES for node in template.section(name).values())
    return any(one.id == parameter for node in nodes for one in references(node))
