"""Who may do what, for a while."""

from __future__ import annotations

from random import Random

from tests.simulation.company import Company
from tests.simulation.event import Events

event = Events()

DENIED = (
    ("elbv2", "DescribeRules"),
    ("elbv2", "*"),
    ("ecr", "*"),
    ("ecs", "DescribeServices"),
    ("ecs", "DescribeTaskDefinition"),
    ("cloudformation", "GetTemplate"),
    ("cloudformation", "DescribeStacks"),
    ("cloudformation", "DescribeStack*"),
    ("cloudformation", "CreateChangeSet"),
    ("cloudformation", "ExecuteChangeSet"),
    ("cloudformation", "UpdateStack"),
    ("s3", "GetObject"),
    ("s3", "PutObject"),
    ("s3", "DeleteObject"),
)


@event(weight=3)
def a_permission_is_denied(company: Company, random: Random) -> str | None:
    service, operation = random.choice(DENIED)
    company.aws.access.deny(service, operation)
    return f"Kayron may not {service}:{operation} any more"


@event(weight=1)
def the_credentials_expire(company: Company, random: Random) -> str | None:
    del random
    company.aws.access.expired = True
    return "Kayron's AWS credentials expire"


@event(weight=2)
def the_token_is_revoked(company: Company, random: Random) -> str | None:
    del random
    if company.token_revoked:
        return None
    company.github.revoke(company.token)
    return "Kayron's GitHub token is revoked"


@event(weight=2)
def a_repository_is_closed_to_the_token(company: Company, random: Random) -> str | None:
    name = random.choice(company.applications)
    repository = company.repositories[name]
    if repository.blocked:
        return None
    repository.set(blocked=True)
    return f"GitHub blocks the repository {name}"


@event(weight=9, kept=True)
def access_is_given_back(company: Company, random: Random) -> str | None:
    del random
    return give_back(company)


def give_back(company: Company) -> str | None:
    """Let Kayron do everything; return the line of it."""
    blocked = [one for one in company.repositories.values() if one.blocked]
    if company.aws.access.open and not company.token_revoked and not blocked:
        return None
    company.aws.access.clear()
    company.github.hub.tokens.find(company.token).revoked = False
    for repository in blocked:
        repository.set(blocked=False)
    return "Kayron may do everything again"
