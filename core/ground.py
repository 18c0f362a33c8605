"""What is deployed: the stacks, the previews that they hold, and what ECS runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from kayron.core.fact import Unknown
from kayron.core.located import unread_stacks
from kayron.core.policy.status import ALLOWED, BUSY
from kayron.core.running import Owners, Running, read_running
from kayron.core.snapshot import Snapshot, Stack
from kayron.core.stack.deployed import DeployedTree, deployed_tree
from kayron.core.stack.ledger import Deployed, read_ledger
from kayron.core.stack.surroundings import Surroundings, surroundings_of
from kayron.core.stack.tree import Parse, stack_path


@frozen(kw_only=True, eq=False)
class Ground:
    """What is deployed, as far as it is known.

    `unread` has what could not be read of the stacks and their templates, as phrases; with any of
    it nobody can tell which previews are deployed. `unknown` has that and the listeners; with any
    of it the stack is not updated.
    """

    root: Stack
    surroundings: Surroundings
    tree: DeployedTree
    ledger: tuple[Deployed, ...]
    owners: Owners
    running: Running
    unread: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether no update of the stack is under way."""
        return self.root.status not in BUSY

    @property
    def complete(self) -> bool:
        """Whether the last update of the stack is complete, or was rolled back completely."""
        return self.root.status in ALLOWED


def survey_ground(
    snapshot: Snapshot,
    root: Stack,
    dockers: frozenset[str],
    parse: Parse,
    known: Ground | None = None,
) -> Ground:
    """Return what is deployed; `dockers` are the services that the definitions name.

    Of the same stacks, what is `known` is not read again.
    """
    surroundings = surroundings_of(snapshot)
    if known and known.surroundings == surroundings and known.root == root:
        tree, ledger = known.tree, known.ledger
    else:
        tree = deployed_tree(root, surroundings, parse)
        ledger = read_ledger(tree.nodes)
    owners = Owners(
        environment=snapshot.environment.value,
        stacks=_homes_by_stem(tree, dockers),
        deployed=ledger,
    )
    unread = tuple(_unread(root, tree))
    return Ground(
        root=root,
        surroundings=surroundings,
        tree=tree,
        ledger=ledger,
        owners=owners,
        running=read_running(root, snapshot.services, owners),
        unread=unread,
        unknown=(*unread, *_unread_listeners(snapshot)),
    )


def _homes_by_stem(tree: DeployedTree, dockers: frozenset[str]) -> Mapping[tuple[str, ...], str]:
    """Return the service of each stack whose template is named like one."""
    stems = {node.ids: file_stem(node.file) for node in tree.nodes}
    return {ids: stem for ids, stem in stems.items() if stem in dockers}


def file_stem(path: str) -> str:
    """Return the name of a file without its folder and ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _unread(root: Stack, tree: DeployedTree) -> Iterator[str]:
    for path, error in tree.unknown.items():
        yield f"{_stack(path)} ({error})"
    for ids, error in unread_stacks(root):
        if stack_path(ids) not in tree.unknown:
            yield f"the resources of {_stack(stack_path(ids))} ({error})"


def _unread_listeners(snapshot: Snapshot) -> Iterator[str]:
    for arn, listener in snapshot.listeners.items():
        if isinstance(listener, Unknown):
            yield f"the listener {arn} ({listener.cause})"


def _stack(path: str) -> str:
    return f"the stack {path}" if path else "the root stack"
