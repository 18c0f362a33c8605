"""The numbers of other systems."""

from __future__ import annotations

from kayron.core import limit


def test_the_adjustable_numbers_have_the_values_that_accounts_begin_with() -> None:
    assert dict(limit.LIMITS) == {"rules_per_load_balancer": 100}


def test_the_numbers_are_those_that_aws_and_github_enforce() -> None:
    assert {
        name: number
        for name, number in vars(limit).items()
        if name.isupper() and isinstance(number, int)
    } == {
        "BATCH_DELETE_IMAGE": 100,
        "BATCH_GET_IMAGE": 100,
        "CHANGE_SETS": 1_000,
        "CHANGE_SET_NAME": 128,
        "CLIENT_REQUEST_TOKEN": 128,
        "CONDITION_VALUES_PER_RULE": 5,
        "CONDITION_WILDCARDS_PER_RULE": 5,
        "DESCRIBE_SERVICES": 10,
        "DNS_LABEL": 63,
        "ECS_FAMILY": 255,
        "ECS_SERVICE_NAME": 255,
        "GITHUB_COMMENT": 65_536,
        "GITHUB_CONTENT_PER_HOUR": 500,
        "GITHUB_CONTENT_PER_MINUTE": 80,
        "GITHUB_PAGE": 100,
        "GITHUB_POINTS_PER_MINUTE": 900,
        "GITHUB_REPOSITORY_NAME": 100,
        "GITHUB_REQUESTS_AT_ONCE": 100,
        "GITHUB_REQUESTS_PER_HOUR": 5_000,
        "HOST_HEADER": 128,
        "IMAGE_TAG": 128,
        "OPERATION_RESOURCES": 2_500,
        "PARAMETER_NAME": 255,
        "PARAMETER_VALUE_BYTES": 4_096,
        "PRIORITY_HIGHEST": 50_000,
        "PRIORITY_LOWEST": 1,
        "REPOSITORY_PATH": 255,
        "RULES_PER_LOAD_BALANCER": 100,
        "STACK_NAME": 128,
        "STACK_TAGS": 50,
        "TAGGING_PAGE": 100,
        "TAG_KEY": 128,
        "TAG_VALUE": 256,
        "TARGET_GROUPS_PER_LOAD_BALANCER": 100,
        "TARGET_GROUP_NAME": 32,
        "TEMPLATE_BYTES": 1_000_000,
        "TEMPLATE_MAPPINGS": 200,
        "TEMPLATE_OUTPUTS": 200,
        "TEMPLATE_PARAMETERS": 200,
        "TEMPLATE_RESOURCES": 500,
    }
