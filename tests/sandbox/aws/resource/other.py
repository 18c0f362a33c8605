"""Resources of all other types: nothing stands behind them but a plausible id and attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from kayron.core.stack.replacement import name_properties
from tests.sandbox.aws.acm import Acm
from tests.sandbox.aws.error import AwsError
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

NAMES = {
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::Route53::RecordSet": ("Name", "Type", "HostedZoneId"),
}
"""The properties that no two resources have alike, where the registry doesn't say so. The first is
the physical id."""


class Handlers:
    """The handlers of types of other services than ECS and load balancing."""

    def __init__(self, place: Place, s3: S3, acm: Acm) -> None:
        self._place = place
        self._taken: set[tuple[str, ...]] = set()
        bucket = "AWS::S3::Bucket"
        self._special: dict[str, Handler] = {
            "AWS::CertificateManager::Certificate": CertificateHandler(acm),
            bucket: BucketHandler(s3, OtherHandler(place, self._taken, bucket)),
        }

    def of(self, kind: str) -> Handler:
        """Return the handler of a type, whatever it is."""
        return self._special.get(kind) or OtherHandler(self._place, self._taken, kind)


class Plausible(dict[str, Any]):
    """Attributes that are made up when they are asked for, always alike."""

    def __init__(self, place: Place, kind: str, physical: str) -> None:
        super().__init__()
        self._place = place
        self._kind = kind
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
    """A type of which nothing is kept but the names that are taken."""

    place: Place
    taken: set[tuple[str, ...]]
    kind: str

    def create(self, spot: Spot, properties: Data) -> Made:
        """Make up a resource."""
        names = self._names(properties)
        if names is not None and names in self.taken:
            raise self._present(names)
        self.taken.update({names} if names else ())
        physical = self._physical(spot, properties)
        return Made(physical=physical, attributes=Plausible(self.place, self.kind, physical))

    def update(self, _spot: Spot, made: Made, _properties: Data) -> Made:
        """Change nothing."""
        return made

    def settle(self, _made: Made) -> Steps:
        """Wait for nothing."""
        yield from ()

    def delete(self, _made: Made, properties: Data) -> None:
        """Let its names go."""
        self.taken.discard(self._names(properties) or ())

    def _names(self, properties: Data) -> tuple[str, ...] | None:
        """Return what no other resource may have alike; None where AWS makes the name."""
        names = NAMES.get(self.kind) or name_properties(self.kind)
        if not names or any(name not in properties for name in names):
            return None
        return self.kind, *(str(properties[name]) for name in names)

    def _present(self, names: tuple[str, ...]) -> AwsError:
        if self.kind == "AWS::Route53::RecordSet":
            what = f"name='{names[1]}', type='{names[2]}'"
            message = f"[Tried to create resource record set [{what}] but it already exists]"
            return AwsError("InvalidChangeBatch", message)
        return AwsError("ResourceAlreadyExists", f"{names[1]} already exists")

    def _physical(self, spot: Spot, properties: Data) -> str:
        ids = self.place.ids
        names = self._names(properties)
        if self.kind in PREFIXES:
            return PREFIXES[self.kind] + ids.hex(f"{self.kind} {spot.stack} {spot.logical}", 17)
        if self.kind == "AWS::Route53::HostedZone":
            return "Z" + ids.name(f"zone {spot.stack} {spot.logical}", 20)
        if names is not None:
            return names[1]
        short = spot.name(63)
        return short.lower() if self.kind.startswith(("AWS::RDS", "AWS::S3")) else short


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

    def delete(self, made: Made, properties: Data) -> None:
        """Delete a bucket; one that holds something is refused."""
        self.other.delete(made, properties)
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
