"""Load balancers and their listeners."""

from __future__ import annotations

from tests.sandbox.aws.compared.known import UNREAD, Known, Script
from tests.sandbox.aws.compared.said import Calls, Data

API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"

FIXED = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
GONE = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
NO_BALANCER = f"{GONE}:loadbalancer/app/none/0123456789abcdef"
NO_LISTENER = f"{GONE}:listener/app/none/0123456789abcdef/0123456789abcdef"
NO_RULE = f"{GONE}:listener-rule/app/none/0123456789abcdef/0123456789abcdef/0123456789abcdef"
NO_GROUP = f"{GONE}:targetgroup/none/0123456789abcdef"


def balancer(calls: Calls) -> str:
    """Make a load balancer and return its ARN."""
    answer = calls(
        "elbv2", "create_load_balancer", Name="main", Subnets=list(calls.network.subnets)
    )
    return str(answer["LoadBalancers"][0]["LoadBalancerArn"])


def listener(calls: Calls) -> str:
    """Make a load balancer with a listener, whose ARN is returned."""
    arn = balancer(calls)
    answer = calls(
        "elbv2",
        "create_listener",
        LoadBalancerArn=arn,
        Port=80,
        Protocol="HTTP",
        DefaultActions=[FIXED],
    )
    return str(answer["Listeners"][0]["ListenerArn"])


def host(*names: str) -> Data:
    """Return a condition that asks for host names."""
    return {"Field": "host-header", "HostHeaderConfig": {"Values": list(names)}}


def missing(calls: Calls) -> None:
    """Ask for what isn't there."""
    calls("elbv2", "describe_load_balancers", LoadBalancerArns=[NO_BALANCER])
    calls("elbv2", "describe_load_balancers", Names=["none"])
    calls("elbv2", "describe_listeners", LoadBalancerArn=NO_BALANCER)
    calls("elbv2", "describe_listeners", ListenerArns=[NO_LISTENER])
    calls("elbv2", "describe_rules", ListenerArn=NO_LISTENER)
    calls("elbv2", "describe_rules", RuleArns=[NO_RULE])
    calls("elbv2", "describe_rules")
    calls("elbv2", "describe_listener_certificates", ListenerArn=NO_LISTENER)
    calls("elbv2", "describe_target_groups", TargetGroupArns=[NO_GROUP])
    calls("elbv2", "describe_target_groups", Names=["none"])
    calls("elbv2", "describe_target_groups", LoadBalancerArn=NO_BALANCER)
    calls("elbv2", "describe_tags", ResourceArns=[NO_BALANCER])
    calls("elbv2", "describe_target_groups")
    calls("elbv2", "describe_account_limits")
    calls("elbv2", "modify_rule", RuleArn=NO_RULE, Actions=[FIXED])
    calls("elbv2", "delete_rule", RuleArn=NO_RULE)
    calls("elbv2", "delete_listener", ListenerArn=NO_LISTENER)
    calls("elbv2", "delete_target_group", TargetGroupArn=NO_GROUP)
    calls(
        "elbv2",
        "create_rule",
        ListenerArn=NO_LISTENER,
        Priority=1,
        Conditions=[host("a.org")],
        Actions=[FIXED],
    )


def listeners(calls: Calls) -> None:
    """Describe a load balancer and its listeners, with certificates."""
    http = listener(calls)
    arn = calls("elbv2", "describe_load_balancers", Names=["main"])["LoadBalancers"][0][
        "LoadBalancerArn"
    ]
    calls("elbv2", "describe_listener_certificates", ListenerArn=http)
    first, second = (
        calls("acm", "request_certificate", DomainName=name)["CertificateArn"]
        for name in ("a.org", "b.org")
    )
    given = {"LoadBalancerArn": arn, "Port": 443, "Protocol": "HTTPS", "DefaultActions": [FIXED]}
    https = calls("elbv2", "create_listener", **given, Certificates=[{"CertificateArn": first}])[
        "Listeners"
    ][0]["ListenerArn"]
    added = {"ListenerArn": https, "Certificates": [{"CertificateArn": second}]}
    calls("elbv2", "add_listener_certificates", **added)
    calls("elbv2", "describe_listener_certificates", ListenerArn=https)
    calls("elbv2", "describe_listeners", LoadBalancerArn=arn)
    calls("elbv2", "describe_listeners", ListenerArns=[https])
    calls("elbv2", "remove_listener_certificates", **added)
    calls("elbv2", "describe_listener_certificates", ListenerArn=https)
    calls("elbv2", "delete_load_balancer", LoadBalancerArn=arn)
    calls("elbv2", "describe_listeners", ListenerArns=[https])


SCRIPTS: tuple[Script, ...] = (missing, listeners)

KNOWN = (
    Known("*", "elbv2 *LoadBalancers", "LoadBalancers.*.AvailabilityZones.*", UNREAD),
    Known("*", "elbv2 *LoadBalancer", "LoadBalancers.*.AvailabilityZones.*", UNREAD),
    Known("*", "elbv2 *LoadBalancer*", "LoadBalancers.*.VpcId", UNREAD),
    Known(
        "*",
        "elbv2 *LoadBalancer*",
        "LoadBalancers.*.CanonicalHostedZoneId",
        "moto's is an example, the sandbox's that of the region: "
        "https://docs.aws.amazon.com/general/latest/gr/elb.html",
    ),
    Known(
        "*",
        "elbv2 *LoadBalancer*",
        "LoadBalancers.*.Scheme",
        f"internet-facing where none is given, which moto leaves out: {API}API_LoadBalancer.html",
    ),
    Known(
        "*",
        "elbv2 CreateLoadBalancer",
        "LoadBalancers.*.State.Code",
        "the sandbox's balancers are active at once",
    ),
    Known(
        "*",
        "elbv2 *Listener*",
        "Listeners.*.AlpnPolicy",
        f"of network load balancers only; moto says it of all: {API}API_Listener.html",
    ),
    Known(
        "*",
        "elbv2 *Listener*",
        "Listeners.0.SslPolicy",
        f"of HTTPS and TLS only; moto says it of HTTP too: {API}API_Listener.html",
    ),
    Known(
        "listeners",
        "elbv2 DescribeListeners",
        "Listeners.*.Certificates.1.*",
        f"only the default certificate is described; moto adds the others: {API}API_Listener.html",
    ),
    Known(
        "listeners",
        "elbv2 AddListenerCertificates",
        "Certificates.*",
        "the certificates that were added; moto answers with all: "
        f"{API}API_AddListenerCertificates.html",
    ),
    Known(
        "missing",
        "elbv2 DescribeAccountLimits",
        "Limits.*",
        f"moto's names and numbers are those of years ago: {API}API_Limit.html",
    ),
    Known(
        "missing",
        "elbv2 DeleteTargetGroup",
        "outcome",
        f"there is no error for one that is missing; moto has one: {API}API_DeleteTargetGroup.html",
    ),
)
