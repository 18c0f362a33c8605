"""AWS in memory, behind the Protocols of its clients: pages, refusals, and what was called."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from kayron.adapters.aws.call import Data

PAGE = 2


def refused(
    code: str, message: str = "", status: int = 400, headers: Mapping[str, str] | None = None
) -> ClientError:
    """Return an error as a client raises it."""
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status, "HTTPHeaders": headers or {}},
    }
    return ClientError(response, "Operation")


class Fake:
    """A client that says what it was asked, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Mapping[str, object]]] = []
        self.errors: list[Exception | None] = []

    def fail(self, *errors: Exception | None) -> None:
        """Let the next calls raise these errors; one for which None stands succeeds."""
        self.errors += errors

    @property
    def operations(self) -> list[str]:
        """The names of the calls, in order."""
        return [name for name, _ in self.calls]

    def note(self, operation: str, parameters: Mapping[str, object]) -> None:
        """Note a call, or raise what it is to raise."""
        self.calls.append((operation, parameters))
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error


def page(
    name: str, items: Sequence[object], parameters: Mapping[str, object], given: str, sent: str
) -> Data:
    """Return the page that a token names."""
    start = int(str(parameters.get(sent, 0)))
    following = {given: str(start + PAGE)} if start + PAGE < len(items) else {}
    return {name: list(items[start : start + PAGE]), **following}


class FakeCloudFormation(Fake):
    """Stacks, and their events, resources and templates by id."""

    def __init__(self, *stacks: Data) -> None:
        super().__init__()
        self.stacks = list(stacks)
        self.events: list[Data] = []
        self.resources: list[Data] = []
        self.exports: list[Data] = []
        self.template = ""

    def describe_stacks(self, **parameters: object) -> Data:
        self.note("DescribeStacks", parameters)
        if "StackName" not in parameters:
            return page("Stacks", self.stacks, parameters, "NextToken", "NextToken")
        return {"Stacks": [self._found(parameters["StackName"])]}

    def describe_stack_events(self, **parameters: object) -> Data:
        self.note("DescribeStackEvents", parameters)
        self._found(parameters["StackName"])
        return page("StackEvents", self.events, parameters, "NextToken", "NextToken")

    def list_stack_resources(self, **parameters: object) -> Data:
        self.note("ListStackResources", parameters)
        self._found(parameters["StackName"])
        return page("StackResourceSummaries", self.resources, parameters, "NextToken", "NextToken")

    def get_template(self, **parameters: object) -> Data:
        self.note("GetTemplate", parameters)
        self._found(parameters["StackName"])
        return {"TemplateBody": self.template}

    def list_exports(self, **parameters: object) -> Data:
        self.note("ListExports", parameters)
        return page("Exports", self.exports, parameters, "NextToken", "NextToken")

    def _found(self, name: object) -> Data:
        for stack in self.stacks:
            if name in (stack["StackName"], stack["StackId"]):
                return stack
        raise refused("ValidationError", f"Stack with id {name} does not exist")


class FakeEcs(Fake):
    """Services by ARN, reasons of failures by ARN, and containers by task definition."""

    def __init__(self) -> None:
        super().__init__()
        self.services: dict[str, Data] = {}
        self.failures: dict[str, str] = {}
        self.tasks: dict[str, list[Data]] = {}

    def describe_services(self, **parameters: object) -> Data:
        self.note("DescribeServices", parameters)
        arns = parameters["services"]
        assert isinstance(arns, list)
        assert len(arns) <= 10
        assert all(f"/{parameters['cluster']}/" in arn for arn in arns)
        return {
            "services": [self.services[arn] for arn in arns if arn in self.services],
            "failures": [
                {"arn": arn, "reason": self.failures.get(arn, "MISSING")}
                for arn in arns
                if arn not in self.services
            ],
        }

    def describe_task_definition(self, **parameters: object) -> Data:
        self.note("DescribeTaskDefinition", parameters)
        arn = parameters["taskDefinition"]
        if arn not in self.tasks:
            raise refused("ClientException", "Unable to describe task definition.")
        return {
            "taskDefinition": {
                "taskDefinitionArn": arn,
                "containerDefinitions": self.tasks[str(arn)],
            }
        }


class FakeElb(Fake):
    """Lists of each operation by the ARN that they are of."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: dict[str, list[Data]] = {}
        self.rules: dict[str, list[Data]] = {}
        self.certificates: dict[str, list[Data]] = {}
        self.limits: list[Data] = []

    def describe_listeners(self, **parameters: object) -> Data:
        self.note("DescribeListeners", parameters)
        arn = str(parameters["LoadBalancerArn"])
        if arn not in self.listeners:
            raise refused("LoadBalancerNotFound", f"Load balancers '[{arn}]' not found")
        return page("Listeners", self.listeners[arn], parameters, "NextMarker", "Marker")

    def describe_rules(self, **parameters: object) -> Data:
        self.note("DescribeRules", parameters)
        rules = self._of(self.rules, parameters)
        return page("Rules", rules, parameters, "NextMarker", "Marker")

    def describe_listener_certificates(self, **parameters: object) -> Data:
        self.note("DescribeListenerCertificates", parameters)
        certificates = self._of(self.certificates, parameters)
        return page("Certificates", certificates, parameters, "NextMarker", "Marker")

    def describe_account_limits(self, **parameters: object) -> Data:
        self.note("DescribeAccountLimits", parameters)
        return page("Limits", self.limits, parameters, "NextMarker", "Marker")

    def _of(
        self, lists: Mapping[str, list[Data]], parameters: Mapping[str, object]
    ) -> Sequence[Data]:
        arn = str(parameters["ListenerArn"])
        if arn not in lists:
            raise refused("ListenerNotFound", f"One or more listeners not found: '{arn}'")
        return lists[arn]


class FakeEcr(Fake):
    """Digests by repository and tag; other codes of failures by tag."""

    def __init__(self, **repositories: Mapping[str, str]) -> None:
        super().__init__()
        self.repositories = {name: dict(tags) for name, tags in repositories.items()}
        self.failures: dict[str, str] = {}

    def batch_get_image(self, **parameters: object) -> Data:
        self.note("BatchGetImage", parameters)
        name, ids = str(parameters["repositoryName"]), parameters["imageIds"]
        assert isinstance(ids, list)
        assert len(ids) <= 100
        if name not in self.repositories:
            raise refused("RepositoryNotFoundException", f"The repository '{name}' does not exist")
        tags = self.repositories[name]
        return {
            "images": [
                {"imageId": {**one, "imageDigest": tags[one["imageTag"]]}}
                for one in ids
                if one["imageTag"] in tags
            ],
            "failures": [
                {
                    "imageId": one,
                    "failureCode": self.failures.get(one["imageTag"], "ImageNotFound"),
                }
                for one in ids
                if one["imageTag"] not in tags
            ],
        }


class FakeAcm(Fake):
    """Names by certificate, the main one first."""

    def __init__(self, **certificates: Sequence[str]) -> None:
        super().__init__()
        self.certificates = dict(certificates)

    def describe_certificate(self, **parameters: object) -> Data:
        self.note("DescribeCertificate", parameters)
        names = self.certificates.get(str(parameters["CertificateArn"]))
        if names is None:
            raise refused("ResourceNotFoundException", "Could not find certificate")
        return {"Certificate": {"DomainName": names[0], "SubjectAlternativeNames": list(names)}}


class FakeS3(Fake):
    """Objects of one bucket by key."""

    def __init__(self, bucket: str, **objects: bytes) -> None:
        super().__init__()
        self.bucket = bucket
        self.objects = dict(objects)

    def get_object(self, **parameters: object) -> Data:
        self.note("GetObject", parameters)
        if parameters["Bucket"] != self.bucket:
            raise refused("NoSuchBucket", "The specified bucket does not exist", 404)
        if parameters["Key"] not in self.objects:
            raise refused("NoSuchKey", "The specified key does not exist.", 404)
        return {"Body": io.BytesIO(self.objects[str(parameters["Key"])])}


class FakeSts(Fake):
    """One account."""

    def get_caller_identity(self, **parameters: object) -> Data:
        self.note("GetCallerIdentity", parameters)
        return {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/kayron"}
