"""What must not enter a snapshot: values of `NoEcho` parameters, wherever AWS shows them.

It hides them in the stack that declares them. But a nested stack that is passed one without
declaring it `NoEcho` shows it, and so does an output, an export, whoever imports that, or a tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import evolve, frozen
from yaml.nodes import Node

from kayron.core.fact import Fact, Unknown
from kayron.core.located import unread_stacks, walk_stacks
from kayron.core.problem import InvalidInput
from kayron.core.snapshot import HIDDEN, Exports, Stack
from kayron.core.stack.link import stack_resources
from kayron.core.stack.tree import Ids, Parse, stack_path
from kayron.core.table import Table
from kayron.core.template.library import Library
from kayron.core.template.node import call, child, children, entries, scalar
from kayron.core.template.reference import VARIABLE, Reference, references
from kayron.core.template.secrecy import NO_ECHO, secret_parameters
from kayron.core.template.source import Template

Hidden = Mapping[Ids, set[str]]
"""By stack, what holds a secret: parameters (`Name`), outputs seen (`Id.Outputs.Name`), `TAGS`."""

TAGS = ".Tags"
"""Stands for the tags that a stack has of its own."""


@frozen(kw_only=True, eq=False)
class _Seen:
    """A stack and where it is."""

    path: Ids
    stack: Stack
    library: Library

    @cached_property
    def template(self) -> Template | None:
        """Its template, parsed when it is first asked for; None where it cannot be read."""
        return readable(self.stack.template, stack_path(self.path), self.library.given)

    @property
    def imports(self) -> bool:
        """Whether its template may import something."""
        text = self.stack.template
        return isinstance(text, str) and "ImportValue" in text

    @property
    def says_nothing(self) -> bool:
        """Whether not even the text of its template is known."""
        return not isinstance(self.stack.template, str)


@frozen
class _Imports:
    """The names of exports that hold secrets, None where it is not known which ones do."""

    names: frozenset[str] | None

    def may_be(self, name: str | None) -> bool:
        """Tell whether what is imported may be one; None is a name that is an expression."""
        return self.names is None or name is None or name in self.names


def without_secrets(
    root: Fact[Stack], exports: Fact[Exports], library: Library
) -> tuple[Fact[Stack], Fact[Exports]]:
    """Return the stacks and the exports with `****` for every value that a secret is part of.

    What a stack shows whose template cannot be read may be one, and any export may be the output
    of a stack that could not be read.
    """
    unread = [f"{stack_path(path) or 'the root'} ({why})" for path, why in unread_stacks(root)]
    if unread and isinstance(exports, Exports):
        exports = Unknown(f"whether they hold secrets is not known without {', '.join(unread)}")
    if not isinstance(root, Stack):
        return root, exports
    stacks = {path: one for path, one in walk_stacks(root) if isinstance(one, Stack)}
    if not any(_may_hold_secrets(stack) for stack in stacks.values()):
        return root, exports
    hidden = _hidden(stacks, exports, library)
    cleaned = _cleaned((), root, hidden, root.tags)
    return cleaned, _without_outputs(exports, _values(stacks, hidden))


def readable(text: object, file: str, parse: Parse) -> Template | None:
    """Return a template, None where its text is not known or holds none."""
    if not isinstance(text, str):
        return None
    try:
        return parse(text, file)
    except InvalidInput:
        return None


def _may_hold_secrets(stack: Stack) -> bool:
    text = stack.template
    return not isinstance(text, str) or NO_ECHO in text or HIDDEN in stack.parameters.values()


def _hidden(stacks: Mapping[Ids, Stack], exports: Fact[Exports], library: Library) -> Hidden:
    """Return what holds a secret, followed from stack to stack until nothing more is found.

    AWS hides a secret parameter's value in whatever way it is declared. So a stack without hidden
    values, to which none leads, has nothing to pass on, and its template is not parsed.
    """
    seen = [_Seen(path=path, stack=one, library=library) for path, one in stacks.items()]
    hidden = {one.path: _declared(one) for one in seen}
    count = -1
    while count < (count := sum(map(len, hidden.values()))):
        imports = _imports(exports, _values(stacks, hidden))
        for one in seen:
            if hidden[one.path] or one.says_nothing or (imports is not None and one.imports):
                for path, name in _passed_on(one, hidden[one.path], imports):
                    if path in hidden:
                        hidden[path].add(name)
    return hidden


def _declared(one: _Seen) -> set[str]:
    masked = {name for name, value in one.stack.parameters.items() if value == HIDDEN}
    text = one.stack.template
    if not isinstance(text, str) or NO_ECHO not in text:
        return masked
    return masked | (secret_parameters(one.template) if one.template else set())


def _imports(exports: Fact[Exports], shown: set[str]) -> _Imports | None:
    """Return the imports that may give one of these values, None where there is no value."""
    if not shown:
        return None
    if not isinstance(exports, Exports):
        return _Imports(names=None)
    return _Imports(
        names=frozenset(name for name, value in exports.by_name.items() if value in shown)
    )


def _passed_on(
    one: _Seen, secrets: set[str], imports: _Imports | None
) -> Iterator[tuple[Ids, str]]:
    """Yield the parameters of stacks below, and the outputs seen from above, that hold secrets."""
    if one.template is None:
        for id_ in one.stack.nested:
            yield from _parameters(one, id_)
        yield from (((*one.path, id_), TAGS) for id_ in one.stack.nested)
        yield from (_output(one.path, name) for name in one.stack.outputs)
        return
    for resource in stack_resources(one.template):
        given = resource.properties.get("Parameters")
        if given is not None and call(given) is not None and _touches(given, secrets, imports):
            yield from _parameters(one, resource.id)
        for key, value in entries(given):
            if _touches(value, secrets, imports):
                yield (*one.path, resource.id), key.value
        if _touches(resource.properties.get("Tags"), secrets, imports):
            yield (*one.path, resource.id), TAGS
    for name, output in one.template.section("Outputs").items():
        if _touches(child(output, "Value"), secrets, imports):
            yield _output(one.path, name)


def _parameters(one: _Seen, id_: str) -> Iterator[tuple[Ids, str]]:
    """Yield all parameters of a stack below."""
    nested = one.stack.nested.get(id_)
    for name in nested.parameters if isinstance(nested, Stack) else ():
        yield (*one.path, id_), name


def _output(path: Ids, name: str) -> tuple[Ids, str]:
    """Return an output as what stands above sees it; the root's is its own."""
    return (path[:-1], f"{path[-1]}.Outputs.{name}") if path else ((), f".Outputs.{name}")


def _touches(value: Node | None, secrets: set[str], imports: _Imports | None) -> bool:
    if value is None:
        return False
    if any(_names(one, secrets) for one in references(value)):
        return True
    return imports is not None and any(map(imports.may_be, _imported(value)))


def _imported(value: Node) -> Iterator[str | None]:
    """Yield the names that an expression imports, None for one that is an expression itself."""
    found = call(value)
    if found is not None and found.name == "Fn::ImportValue":
        yield scalar(found.argument)
    for part in children(value):
        yield from _imported(part)


def _names(one: Reference, secrets: set[str]) -> bool:
    """Tell whether a reference is to a secret; one to an output may be spelled as a list."""
    if one.id in secrets:
        return True
    outputs = [name for name in secrets if name.startswith(f"{one.id}.Outputs.")]
    texts = [match[2] + match[3] for match in VARIABLE.finditer(one.node.value)]
    spelled = texts if one.in_text else [one.node.value]
    return any(name in spelled for name in outputs) or (bool(outputs) and spelled == [one.id])


def _cleaned(path: Ids, stack: Stack, hidden: Hidden, inherited: Table[str]) -> Stack:
    below = {
        name: _cleaned((*path, name), fact, hidden, stack.tags) if isinstance(fact, Stack) else fact
        for name, fact in stack.nested.items()
    }
    own = {name for name, value in stack.tags.items() if inherited.get(name) != value}
    return evolve(
        stack,
        parameters=_masked(stack.parameters, hidden[path]),
        tags=_masked(stack.tags, own if TAGS in hidden[path] else set()),
        outputs=_masked(stack.outputs, _own_outputs(path, hidden)),
        nested=Table(below),
    )


def _own_outputs(path: Ids, hidden: Hidden) -> set[str]:
    above, start = _output(path, "")
    return {name.removeprefix(start) for name in hidden[above] if name.startswith(start)}


def _masked(values: Table[str], names: set[str]) -> Table[str]:
    return Table({name: HIDDEN if name in names else value for name, value in values.items()})


def _values(stacks: Mapping[Ids, Stack], hidden: Hidden) -> set[str]:
    """Return the values of hidden outputs."""
    return {
        stack.outputs[name]
        for path, stack in stacks.items()
        for name in _own_outputs(path, hidden) & stack.outputs.keys()
    }


def _without_outputs(exports: Fact[Exports], secrets: set[str]) -> Fact[Exports]:
    """Return the exports with `****` for what is the value of a hidden output."""
    if not isinstance(exports, Exports):
        return exports
    by_name = exports.by_name.items()
    return Exports(by_name=Table({n: HIDDEN if v in secrets else v for n, v in by_name}))
