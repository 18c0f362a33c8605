"""Other tools on the same load balancer."""

from __future__ import annotations

from random import Random

from tests.sandbox.aws.elb import Listener
from tests.sandbox.aws.error import AwsError
from tests.sandbox.aws.wire import Data
from tests.simulation.company import Company
from tests.simulation.event import Events, one_of
from tests.simulation.hashing import branch_hash

event = Events()

NOT_FOUND: Data = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}


def listeners(company: Company) -> list[Listener]:
    """Return the listeners, the one of the services first."""
    found = company.aws.region.elb.listeners.values()
    return sorted(found, key=lambda one: (one.given.get("Port", 0), one.arn))


def created(company: Company, number: int, host: str, action: Data) -> str:
    """Let another tool make a rule; return what it is refused with, or nothing."""
    found = listeners(company)
    if not found:
        return "there is no listener"
    try:
        company.aws.region.elb.create_rule(
            {
                "ListenerArn": found[0].arn,
                "Priority": number,
                "Conditions": [{"Field": "host-header", "Values": [host]}],
                "Actions": [action],
            }
        )
    except AwsError as error:
        return error.message
    return ""


def foreign(company: Company) -> list[str]:
    """Return the ARNs of the rules that no stack has made."""
    made = {one.physical for stack in company.stacks() for one in stack.resources.values()}
    made |= {one.physical for stack in company.stacks() for one in stack.leaving}
    rules = (rule for listener in listeners(company) for rule in listener.rules.values())
    return [rule.arn for rule in rules if rule.priority is not None and rule.arn not in made]


@event(weight=3)
def another_tool_takes_a_priority(company: Company, random: Random) -> str | None:
    number = random.choice((1001, 1002, 1003, 1005, 1021, 1022, 995, 500, 501))
    refusal = created(company, number, f"tool-{number}.example.org", NOT_FOUND)
    return None if refusal else f"another tool makes a rule with the priority {number}"


@event(weight=2)
def another_tool_takes_every_host(company: Company, random: Random) -> str | None:
    number = random.choice((10, 900))
    host = random.choice(("*.example.org", f"*.web.{company.environment}.example.org"))
    refusal = created(company, number, host, NOT_FOUND)
    return None if refusal else f"another tool makes a rule for {host} with the priority {number}"


@event(weight=5, kept=True)
def another_tool_removes_a_rule(company: Company, random: Random) -> str | None:
    arn = one_of(random, foreign(company))
    if arn is None:
        return None
    company.aws.region.elb.delete_rule({"RuleArn": arn})
    return "another tool removes a rule of its own"


@event(weight=2)
def a_target_group_of_a_preview_is_left_over(company: Company, random: Random) -> str | None:
    pulls = [pull for pull in company.pulls("web") if pull.is_open]
    pull = one_of(random, pulls)
    if pull is None:
        return None
    name = f"web-{company.environment}-{branch_hash(pull.head)}"[:32]
    taken = [one["TargetGroupName"] for one in company.aws.region.elb.groups.values()]
    if name in taken or not listeners(company):
        return None
    data = {"Name": name, "Port": 80, "Protocol": "HTTP", "VpcId": "vpc-0a1b2c3d"}
    made = company.aws.region.operation("elbv2", "CreateTargetGroup")(data)
    arn = made["TargetGroups"][0]["TargetGroupArn"]
    number = 40_000 + company.number()
    created(company, number, "left.example.org", {"Type": "forward", "TargetGroupArn": arn})
    return f"the target group {name} is left over, with a rule of its own"


@event(weight=3, kept=True)
def somebody_deletes_what_is_left_over(company: Company, random: Random) -> str | None:
    del random
    return clear_leftovers(company)


def clear_leftovers(company: Company) -> str | None:
    """Delete target groups that no stack holds, with their rules; return the line of it."""
    made = {one.physical for stack in company.stacks() for one in stack.resources.values()}
    made |= {one.physical for stack in company.stacks() for one in stack.leaving}
    left = [arn for arn in company.aws.region.elb.groups if arn not in made]
    for arn in left:
        for rule in foreign(company):
            _, found = company.aws.region.elb.rule(rule)
            if any(one.get("TargetGroupArn") == arn for one in found.actions):
                company.aws.region.elb.delete_rule({"RuleArn": rule})
        company.aws.region.operation("elbv2", "DeleteTargetGroup")({"TargetGroupArn": arn})
    return f"somebody deletes {len(left)} target groups that were left over" if left else None
