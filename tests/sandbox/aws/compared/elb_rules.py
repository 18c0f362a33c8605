"""Target groups and rules of load balancers."""

from __future__ import annotations

from tests.sandbox.aws.compared.elb import NO_GROUP, host, listener
from tests.sandbox.aws.compared.known import Known, Script
from tests.sandbox.aws.compared.said import Calls, Data

API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"


def group(calls: Calls, name: str) -> str:
    """Make a target group and return its ARN."""
    answer = calls(
        "elbv2",
        "create_target_group",
        Name=name,
        Port=80,
        Protocol="HTTP",
        VpcId=calls.network.vpc,
        TargetType="ip",
        HealthCheckPath="/health",
    )
    return str(answer["TargetGroups"][0]["TargetGroupArn"])


def groups(calls: Calls) -> None:
    """Make target groups, describe them in every way, and delete them."""
    arn, http = group(calls, "lite"), listener(calls)
    named = {"Port": 80, "Protocol": "HTTP", "VpcId": calls.network.vpc}
    calls("elbv2", "create_target_group", Name="lite", **named)
    calls("elbv2", "create_target_group", Name="a" * 33, **named)
    calls("elbv2", "describe_target_groups")
    calls("elbv2", "describe_target_groups", Names=["lite"])
    rule = {"Conditions": [host("a.org")], "Actions": [{"Type": "forward", "TargetGroupArn": arn}]}
    calls("elbv2", "create_rule", ListenerArn=http, Priority=1, **rule)
    calls("elbv2", "describe_target_groups", TargetGroupArns=[arn])
    calls("elbv2", "describe_target_health", TargetGroupArn=arn)
    calls("elbv2", "delete_target_group", TargetGroupArn=arn)
    calls("elbv2", "add_tags", ResourceArns=[arn], Tags=[{"Key": "a", "Value": "b"}])
    calls("elbv2", "describe_tags", ResourceArns=[arn])
    calls("elbv2", "remove_tags", ResourceArns=[arn], TagKeys=["a"])
    calls("elbv2", "describe_tags", ResourceArns=[arn])


def rules(calls: Calls) -> None:
    """Make, describe, modify and delete rules."""
    http, arn = listener(calls), group(calls, "lite")
    forward = [{"Type": "forward", "TargetGroupArn": arn}]
    second = group(calls, "other")

    def create(priority: int, *conditions: Data, actions: list[Data] = forward) -> Data:
        given = {"Conditions": list(conditions), "Actions": actions}
        return calls("elbv2", "create_rule", ListenerArn=http, Priority=priority, **given)

    one = create(20, host("a.org", "*.a.org"))["Rules"][0]["RuleArn"]
    create(20, host("b.org"))
    create(40, {"Field": "path-pattern", "Values": ["/a/*"]}, host("a.org"))
    create(30, host("b.org"), actions=[{"Type": "forward", "TargetGroupArn": NO_GROUP}])
    create(30, host())
    create(30, {"Field": "nonsense", "Values": ["a"]})
    calls("elbv2", "describe_rules", ListenerArn=http)
    calls("elbv2", "describe_rules", RuleArns=[one])
    weighted = {
        "Type": "forward",
        "ForwardConfig": {
            "TargetGroups": [
                {"TargetGroupArn": arn, "Weight": 1},
                {"TargetGroupArn": second, "Weight": 2},
            ]
        },
    }
    calls("elbv2", "modify_rule", RuleArn=one, Actions=[weighted])
    calls("elbv2", "modify_rule", RuleArn=one, Conditions=[host("c.org")])
    calls("elbv2", "modify_rule", RuleArn=one, Actions=forward)
    calls("elbv2", "set_rule_priorities", RulePriorities=[{"RuleArn": one, "Priority": 40}])
    calls("elbv2", "set_rule_priorities", RulePriorities=[{"RuleArn": one, "Priority": 10}])
    calls("elbv2", "describe_rules", ListenerArn=http)
    calls("elbv2", "delete_rule", RuleArn=one)
    calls("elbv2", "delete_rule", RuleArn=one)
    calls("elbv2", "describe_rules", RuleArns=[one])
    calls("elbv2", "describe_rules", ListenerArn=http)
    create(50_001, host("b.org"))
    create(30, host(*(f"{letter}.org" for letter in "abcdef")))


SCRIPTS: tuple[Script, ...] = (groups, rules)

KNOWN = (
    Known(
        "*",
        "elbv2 CreateTargetGroup",
        "TargetGroups.*.LoadBalancerArns",
        "moto leaves it out where there are none",
    ),
    Known(
        "groups",
        "elbv2 CreateTargetGroup",
        "outcome",
        f"the same settings again succeed; moto refuses the name: {API}API_CreateTargetGroup.html",
    ),
    Known(
        "*",
        "elbv2 *Rule*",
        "Rules.*.Actions.*.ForwardConfig.*",
        "AWS says the only target group in both ways, moto as it was given: "
        "https://github.com/getmoto/moto/issues/4716",
    ),
    Known(
        "*",
        "elbv2 *Rule*",
        "Rules.*.Conditions.*.Values.*",
        "AWS says values of host names and paths in both ways, moto as they were given: "
        f"{API}API_RuleCondition.html",
    ),
    Known(
        "rules",
        "elbv2 DescribeRules",
        "Rules.[12].RuleArn",
        "the default rule, whose ARN moto makes of the listener's without an end of its own",
    ),
    Known(
        "rules",
        "elbv2 CreateRule",
        "outcome",
        "moto takes priorities over 50,000 and more than five values: "
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
        "load-balancer-limits.html",
    ),
    Known(
        "*",
        "elbv2 DeleteRule",
        "outcome",
        f"moto deletes a rule that isn't there: {API}API_DeleteRule.html",
    ),
)
