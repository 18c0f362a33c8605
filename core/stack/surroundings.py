"""What the stacks of one tree share, and the pseudo parameters that follow from it."""

from __future__ import annotations

from attrs import frozen

from kayron.core.snapshot import Exports, Snapshot, Stack
from kayron.core.stack.region import partition_of, suffix_of
from kayron.core.table import Table


@frozen(kw_only=True)
class Surroundings:
    """Where a tree of stacks lives. `exports` has the values of the known ones by name."""

    environment: str
    region: str
    account: str
    bucket: str
    exports: Table[str]


def surroundings_of(snapshot: Snapshot) -> Surroundings:
    """Return what the stacks of a snapshot share; unknown exports are none."""
    exports = snapshot.exports
    return Surroundings(
        environment=snapshot.environment.value,
        region=snapshot.region,
        account=snapshot.account,
        bucket=snapshot.settings.bucket,
        exports=exports.by_name if isinstance(exports, Exports) else Table(),
    )


def pseudo_parameters(surroundings: Surroundings, stack: Stack | None) -> Table[str]:
    """Return the pseudo parameters that are known; a stack that does not exist has no name yet.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    """
    values = {
        "AWS::AccountId": surroundings.account,
        "AWS::Partition": partition_of(surroundings.region),
        "AWS::Region": surroundings.region,
        "AWS::URLSuffix": suffix_of(surroundings.region),
    }
    if stack is not None:
        values |= {"AWS::StackName": stack.name, "AWS::StackId": stack.id}
    return Table(values)
