"""The ledger: which previews the deployed templates hold, and their listener rule priorities."""

from __future__ import annotations

from attrs import frozen

from kayron.core.table import Table


@frozen(kw_only=True)
class Deployed:
    """A preview as the deployed template has it.

    `stack` is the path of logical ids of the nested stack that holds it (empty: the root), `ids`
    are its resources' logical ids, `priorities` its rules' by the logical id of the original rule,
    and `version` the tag or digest of its image as written there (None where that is no literal).
    """

    service: str
    hash: str
    pull: int | None
    stack: tuple[str, ...]
    ids: tuple[str, ...]
    priorities: Table[int]
    version: str | None
