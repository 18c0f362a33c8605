"""The demonstration organisation's infrastructure deploys in the sandbox as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.sandbox.aws.sandbox import Aws

INFRASTRUCTURE = Path(__file__).parents[3] / "fixtures/acme/infrastructure/cloudformation"

PARAMETERS = {
    "Environment": "testing",
    "DatabasePassword": "canary",
    "CatalogVersion": "v1.0.0",
    "CheckoutApiVersion": "v1.0.0",
    "InfrastructureVersion": "v1.0.0",
    "MailerVersion": "v1.0.0",
    "StorefrontVersion": "v1.0.0",
}


def test_the_demonstration_organisation_is_deployed_and_updated(aws: Aws) -> None:
    files = {path.name: path.read_text() for path in INFRASTRUCTURE.iterdir()}
    nested = ("acme-templates", {f"testing/{name}": text for name, text in files.items()})
    tags = {"environment": "testing"}
    aws.deploy("acme-testing", files["index.yaml"], PARAMETERS, tags, nested)
    root = aws.stack("acme-testing")
    assert (root.status, root.reason) == ("CREATE_COMPLETE", None)
    aws.deploy("acme-testing", files["index.yaml"], {"StorefrontVersion": "v1.0.1"})
    assert aws.stack("acme-testing").status == "UPDATE_COMPLETE"
    service = aws.region.ecs.service("acme-testing", "storefront-testing")
    images = aws.region.ecs.task_definitions.images(service.primary.task_definition)
    assert images == ("123456789012.dkr.ecr.us-west-2.amazonaws.com/storefront:v1.0.1",)
    statuses = Counter(stack.status for stack in aws.region.cloudformation.stacks)
    assert set(statuses) <= {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
