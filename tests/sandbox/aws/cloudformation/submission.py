"""What an operation's request asks of a stack: its definition, checked as CloudFormation does."""

from __future__ import annotations

from attrs import frozen

from tests.sandbox.aws.cloudformation.dependency import waves
from tests.sandbox.aws.cloudformation.parameter import resolved
from tests.sandbox.aws.cloudformation.stack import Definition, Stack
from tests.sandbox.aws.cloudformation.state import Fetch
from tests.sandbox.aws.cloudformation.template import (
    MOST_BODY_BYTES,
    Template,
    check_capabilities,
    check_counts,
    parsed,
)
from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.place import Place
from tests.sandbox.aws.s3 import S3
from tests.sandbox.aws.s3_request import target_of_url
from tests.sandbox.aws.tag import as_dict
from tests.sandbox.aws.wire import Data

MOST_TAGS = 50
MORE = "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"


@frozen
class Templates:
    """Templates by their URLs."""

    s3: S3

    def fetch(self, url: str) -> str:
        """Return a template's text from the sandbox's S3."""
        if not url.startswith(("https://", "http://")):
            raise validation("TemplateURL must be a supported URL.")
        target = target_of_url(url)
        try:
            return self.s3.text(target.bucket, target.key)
        except AwsError as error:
            raise validation(f"S3 error: {error.message}{MORE}") from error


@frozen(kw_only=True)
class Submissions:
    """Read definitions from requests."""

    place: Place
    fetch: Fetch

    def template(self, data: Data, current: Stack | None = None) -> Template:
        """Return the template that a request brings, points to, or leaves as it is."""
        template = self._template(data, current)
        check_counts(template, self.place.pace.entries)
        return template

    def _template(self, data: Data, current: Stack | None) -> Template:
        body, url = data.get("TemplateBody"), data.get("TemplateURL")
        if url is not None:
            return parsed(self.fetch(url))
        if body is not None:
            if len(body.encode()) > MOST_BODY_BYTES:
                raise validation(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy "
                    f"constraint: Member must have length less than or equal to {MOST_BODY_BYTES}"
                )
            return parsed(body)
        if data.get("UsePreviousTemplate") and current is not None:
            return current.definition.template
        raise validation("Either Template URL or Template Body must be specified.")

    def definition(self, data: Data, current: Stack | None = None) -> Definition:
        """Return what a request wants the stack to be; tags that aren't given stay."""
        template = self.template(data, current)
        waves(template)
        capabilities = tuple(data.get("Capabilities", ()))
        check_capabilities(template, list(capabilities))
        before = current.definition if current else None
        previous = before.parameters if before else {}
        return Definition(
            template=template,
            parameters=resolved(template, data.get("Parameters", []), previous),
            tags=self._tags(data, before),
            role=data.get("RoleARN") or (before.role if before else None),
            capabilities=capabilities,
        )

    def _tags(self, data: Data, before: Definition | None) -> dict[str, str]:
        if "Tags" not in data:
            return dict(before.tags) if before else {}
        tags = as_dict(data["Tags"])
        if len(tags) > MOST_TAGS:
            raise validation(f"Stacks may have at most {MOST_TAGS} tags")
        if any(name.lower().startswith("aws:") for name in tags):
            raise validation("aws: prefixed tag key names are not allowed for external use.")
        return tags
