"""Numbers that AWS and GitHub enforce, each with its source.

They are facts of other systems, not choices of ours. Those that an account can have raised are in
`LIMITS` by name; `limits:` of `kayron.yaml` replaces them.
"""

from __future__ import annotations

from typing import Final

from kayron.core.table import Table

# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
TEMPLATE_BYTES: Final = 1_000_000
TEMPLATE_RESOURCES: Final = 500
TEMPLATE_PARAMETERS: Final = 200
TEMPLATE_OUTPUTS: Final = 200
TEMPLATE_MAPPINGS: Final = 200
PARAMETER_NAME: Final = 255
PARAMETER_VALUE_BYTES: Final = 4_096
CHANGE_SETS: Final = 1_000
OPERATION_RESOURCES: Final = 2_500
"""Resources that one operation may touch, over all nested stacks."""

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
STACK_TAGS: Final = 50
CLIENT_REQUEST_TOKEN: Final = 128

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Tag.html
TAG_KEY: Final = 128
TAG_VALUE: Final = 256

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
CHANGE_SET_NAME: Final = 128

# https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
STACK_NAME: Final = 128

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
PRIORITY_LOWEST: Final = 1
PRIORITY_HIGHEST: Final = 50_000
HOST_HEADER: Final = 128

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
RULES_PER_LOAD_BALANCER: Final = 100
"""Default rules not counted. Adjustable; DescribeAccountLimits calls it
`rules-per-application-load-balancer`."""
TARGET_GROUPS_PER_LOAD_BALANCER: Final = 100
"""Fixed: the hard cap on services plus previews behind one load balancer."""
CONDITION_VALUES_PER_RULE: Final = 5
CONDITION_WILDCARDS_PER_RULE: Final = 5

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
TARGET_GROUP_NAME: Final = 32

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
ECS_SERVICE_NAME: Final = 255

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
ECS_FAMILY: Final = 255

# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
DESCRIBE_SERVICES: Final = 10

# https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
BATCH_GET_IMAGE: Final = 100

# https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
BATCH_DELETE_IMAGE: Final = 100

# https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
TAGGING_PAGE: Final = 100

# https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests
IMAGE_TAG: Final = 128
REPOSITORY_PATH: Final = 255

# https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
DNS_LABEL: Final = 63

# https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
GITHUB_REQUESTS_PER_HOUR: Final = 5_000
"""Per token. Kayron reads what is left from each answer, so there is nothing to set."""
GITHUB_REQUESTS_AT_ONCE: Final = 100
GITHUB_POINTS_PER_MINUTE: Final = 900
GITHUB_CONTENT_PER_MINUTE: Final = 80
GITHUB_CONTENT_PER_HOUR: Final = 500

# https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
GITHUB_PAGE: Final = 100

# No page of GitHub's says these two; its answers do: "body is too long (maximum is 65536
# characters)", "name is too long (maximum is 100 characters)".
GITHUB_COMMENT: Final = 65_536
GITHUB_REPOSITORY_NAME: Final = 100

LIMITS: Final[Table[int]] = Table({"rules_per_load_balancer": RULES_PER_LOAD_BALANCER})
"""The adjustable numbers by the name that `limits:` of `kayron.yaml` has for them."""
