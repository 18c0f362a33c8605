from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kayron.core.stack import registry
from kayron.core.stack.replacement import CUSTOM_NAMES, create_only, name_properties
from kayron.core.stack.stateful import STATEFUL_TYPES, is_stateful

ROOT = Path(__file__).parents[3]


def test_the_registry_is_what_the_command_makes_of_the_schemas_in_cfn_lint() -> None:
    program = "import registry, sys; sys.stdout.write(registry.registry_text())"
    made = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT / "scripts",
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert made.stdout == Path(registry.__file__).read_text(encoding="utf-8")


def test_create_only_properties_are_paths_below_the_properties() -> None:
    assert create_only("AWS::ECR::Repository") == (
        "EncryptionConfiguration",
        "EncryptionConfiguration/EncryptionType",
        "EncryptionConfiguration/KmsKey",
        "RepositoryName",
    )


def test_a_type_that_the_registry_does_not_know_has_none() -> None:
    assert create_only("Custom::Thing") == ()
    assert name_properties("Custom::Thing") == ()


def test_a_resource_that_people_identify_is_named_by_its_identifier() -> None:
    assert name_properties("AWS::IAM::Role") == ("RoleName",)
    assert name_properties("AWS::Logs::LogGroup") == ("LogGroupName",)
    assert name_properties("AWS::Cassandra::Table") == ("KeyspaceName", "TableName")


def test_a_resource_that_has_an_arn_is_named_by_the_table() -> None:
    assert name_properties("AWS::ElasticLoadBalancingV2::TargetGroup") == ("Name",)
    assert name_properties("AWS::ECS::Service") == ("ServiceName",)


def test_a_family_is_no_name_for_each_revision_of_it_is_another_resource() -> None:
    assert name_properties("AWS::ECS::TaskDefinition") == ()


def test_every_name_kept_by_hand_is_create_only_beside_others_and_no_identifier() -> None:
    for kind, name in CUSTOM_NAMES.items():
        assert name in create_only(kind), kind
        assert len(create_only(kind)) > 1, kind
        assert f"={name}" not in registry.CREATE_ONLY.split(f"\n{kind} ")[1].split("\n")[0], kind


def test_what_holds_data_or_an_address_is_stateful() -> None:
    kinds = ["AWS::RDS::DBInstance", "AWS::S3::Bucket", "AWS::ElasticLoadBalancingV2::LoadBalancer"]
    assert all(map(is_stateful, kinds))


def test_services_and_nested_stacks_are_not_stateful_themselves() -> None:
    kinds = ["AWS::ECS::Service", "AWS::CloudFormation::Stack", "AWS::IAM::Role"]
    assert not any(map(is_stateful, kinds))


def test_every_stateful_type_is_spelled_as_aws_spells_it() -> None:
    assert all(kind.startswith("AWS::") and kind.count("::") == 2 for kind in STATEFUL_TYPES)
