"""Which resource types hold what a new resource of the same definition would not have.

That is data, or an address that others rely on.
"""

from __future__ import annotations

from kayron.core.stack.registry import STATEFUL

ADDED = """\
AWS::ACMPCA::CertificateAuthority
AWS::AmazonMQ::Broker
AWS::Backup::LogicallyAirGappedBackupVault
AWS::Cassandra::Keyspace
AWS::Cassandra::Table
AWS::CloudFront::Distribution
AWS::CloudFront::KeyValueStore
AWS::CloudHSM::Cluster
AWS::CloudTrail::EventDataStore
AWS::CodeArtifact::Domain
AWS::CodeArtifact::Repository
AWS::CodeCommit::Repository
AWS::Cognito::IdentityPool
AWS::DSQL::Cluster
AWS::DirectoryService::MicrosoftAD
AWS::DirectoryService::SimpleAD
AWS::DocDB::GlobalCluster
AWS::DocDBElastic::Cluster
AWS::EC2::EIP
AWS::ECR::PublicRepository
AWS::ECR::Repository
AWS::ElastiCache::GlobalReplicationGroup
AWS::ElastiCache::ServerlessCache
AWS::ElasticLoadBalancing::LoadBalancer
AWS::ElasticLoadBalancingV2::LoadBalancer
AWS::FSx::StorageVirtualMachine
AWS::FSx::Volume
AWS::GlobalAccelerator::Accelerator
AWS::KMS::ReplicaKey
AWS::KinesisVideo::Stream
AWS::Lightsail::Bucket
AWS::Lightsail::Database
AWS::Lightsail::Disk
AWS::MSK::Cluster
AWS::MSK::ServerlessCluster
AWS::MemoryDB::Cluster
AWS::MemoryDB::MultiRegionCluster
AWS::Neptune::GlobalCluster
AWS::NeptuneGraph::Graph
AWS::OpenSearchServerless::Collection
AWS::RDS::DBShardGroup
AWS::RDS::GlobalCluster
AWS::RedshiftServerless::Namespace
AWS::Route53::HostedZone
AWS::S3Express::DirectoryBucket
AWS::S3Files::FileSystem
AWS::S3Outposts::Bucket
AWS::S3Tables::Table
AWS::S3Tables::TableBucket
AWS::S3Vectors::Index
AWS::S3Vectors::VectorBucket
AWS::ServiceDiscovery::PrivateDnsNamespace
AWS::ServiceDiscovery::PublicDnsNamespace
AWS::Timestream::Database
AWS::Timestream::InfluxDBCluster
AWS::Timestream::InfluxDBInstance
AWS::Timestream::Table
AWS::WorkSpaces::Workspace
"""
"""What cfn-lint's list lacks: newer databases, file systems and buckets; repositories and
directories; load balancers, hosted zones, distributions and fixed addresses, which have names or
numbers that others rely on. Kept by hand from
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html"""

STACK = "AWS::CloudFormation::Stack"
"""A nested stack: it is judged by what it holds."""

STATEFUL_TYPES = frozenset(STATEFUL.split() + ADDED.split()) - {STACK}


def is_stateful(kind: str) -> bool:
    """Tell whether the removal or replacement of a resource of this type loses something."""
    return kind in STATEFUL_TYPES
