"""Resources of all other types: nothing stands behind them but a plausible id and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from kayron.core.stack.replacement import name_properties
from tests.sandbox.aws.acm import Acm
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.ids import Ids
from tests.sandbox.aws.motion import Steps
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.resource.handler import Handler, Made, Spot, shaped
from tests.sandbox.aws.s3 import S3
from tests.sandbox.aws.tag import as_list
from tests.sandbox.aws.wire import Data

PREFIXES = {
    "AWS::EC2::EIP": "eipalloc-",
    "AWS::EC2::InternetGateway": "igw-",
    "AWS::EC2::NatGateway": "nat-",
    "AWS::EC2::RouteTable": "rtb-",
    "AWS::EC2::SecurityGroup": "sg-",
    "AWS::EC2::SecurityGroupEgress": "sgr-",
    "AWS::EC2::SecurityGroupIngress": "sgr-",
    "AWS::EC2::Subnet": "subnet-",
    "AWS::EC2::VPC": "vpc-",
    "AWS::EC2::VPCEndpoint": "vpce-",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "ns-",
    "AWS::ServiceDiscovery::Service": "srv-",
}
"""How ids of a type begin that AWS makes."""

NAMES = {"AWS::Route53::RecordSet": "Name", "AWS::Logs::LogGroup": "LogGroupName"}
"""The property that is the physical id, where the registry doesn't say so."""


def handlers(place: Place, s3: S3, acm: Acm) -> dict[str, Handler]:
    """Return the handlers of single types of other services."""
    return {
        "AWS::CertificateManager::Certificate": CertificateHandler(acm),
        "AWS::S3::Bucket": BucketHandler(s3, OtherHandler(place)),
    }


class Plausible(dict[str, Any]):
    """Attributes that are made up when they are asked for, always alike."""

    def __init__(self, place: Place, spot: Spot, physical: str) -> None:
        super().__init__()
        self._place = place
        self._kind = spot.kind
        self._physical = physical

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __missing__(self, name: str) -> str:
        service = self._kind.split("::")[1].lower()
        kind = self._kind.split("::")[2].lower()
        if name == "Arn":
            return self._place.arn(service, f"{kind}/{self._physical}")
        if name.endswith("Port"):
            return "5432"
        if name.endswith("Address"):
            return f"{self._physical}.{self._place.region}.{service}.amazonaws.com"
        return self._physical

    def __iter__(self) -> Iterator[str]:
        return iter(())


@frozen
class OtherHandler:
    """Any type: made, changed and deleted without anything behind it."""

    place: Place

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make up a resource."""
        physical = _physical(spot, properties, self.place.ids)
        return Made(physical=physical, attributes=Plausible(self.place, spot, physical))

    def update(self, _spot: Spot, made: Made, _properties: Data) -> Made:
        """Change nothing."""
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, made: Made, properties: Data) -> None:
        """Delete nothing."""


def _physical(spot: Spot, properties: Data, ids: Ids) -> str:
    if spot.kind in PREFIXES:
        return PREFIXES[spot.kind] + ids.hex(f"{spot.kind} {spot.stack} {spot.logical}", 17)
    if spot.kind == "AWS::Route53::HostedZone":
        return "Z" + ids.name(f"zone {spot.stack} {spot.logical}", 20)
    names = (NAMES.get(spot.kind), *name_properties(spot.kind))
    given = [str(properties[name]) for name in names if name in properties]
    if given:
        return given[0]
    short = spot.name(63)
    return short.lower() if spot.kind.startswith(("AWS::RDS", "AWS::S3")) else short


@frozen
class BucketHandler:
    """`AWS::S3::Bucket`."""

    s3: S3
    other: OtherHandler

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make a bucket."""
        made = self.other.create(spot, properties)
        if made.physical in self.s3.buckets:
            raise AwsError("BucketAlreadyOwnedByYou", f"{made.physical} already exists", 409)
        self.s3.create_bucket(made.physical)
        arn = f"arn:aws:s3:::{made.physical}"
        domain = f"{made.physical}.s3.amazonaws.com"
        return Made(physical=made.physical, attributes={"Arn": arn, "DomainName": domain})

    def update(self, _spot: Spot, made: Made, _properties: Data) -> Made:
        """Change nothing."""
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete a bucket; one that holds something is refused."""
        bucket = self.s3.buckets.get(made.physical)
        if bucket is not None and bucket.objects:
            raise AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
        self.s3.buckets.pop(made.physical, None)


@frozen
class CertificateHandler:
    """`AWS::CertificateManager::Certificate`."""

    acm: Acm

    def create(self, spot: Spot, properties: Data) -> Made:
        """Request a certificate."""
        data = shaped("acm", "RequestCertificate", properties)
        arn = self.acm.request({**data, "Tags": as_list(spot.tags(properties))})["CertificateArn"]
        return Made(physical=arn)

    def update(self, _spot: Spot, made: Made, _properties: Data) -> Made:
        """Change nothing."""
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, made: Made, _properties: Data) -> None:
        """Delete it."""
        self.acm.delete({"CertificateArn": made.physical})
