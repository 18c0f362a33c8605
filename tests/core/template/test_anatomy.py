"""What makes a service: structure decides, and what cannot be copied is refused with its line."""

from __future__ import annotations

import pytest

from kayron.core.snapshot import Condition
from kayron.core.template.library import Library, Use
from kayron.core.template.routing import of_another_kind
from kayron.core.template.rule import CopiedRule, PlannedRule
from kayron.core.template.service import TaggedService
from tests.core.template.example import (
    GROUP,
    RECORD,
    RULE,
    SCOPE,
    TEXT,
    addition,
    but,
    copied,
    made,
    refusal,
)

SERVICE_TAG = "        - {Key: service, Value: shop}\n"

TAGS = "      Tags:\n        - {Key: environment, Value: testing}\n" + SERVICE_TAG

SECOND_SERVICE = TEXT[TEXT.index("  Api:") : TEXT.index("  Task:")].replace("  Api:", "  Other:")

SECOND_RULE = RULE.replace("  Rule:", "  Second:").replace("100", "200")

LISTED = TEXT[TEXT.index("      LoadBalancers:") : TEXT.index("      Tags:")]

PROPERTIES = "    Properties:\n      ListenerArn"


def before_outputs(addition: str) -> tuple[str, str]:
    return ("Outputs:", addition + "Outputs:")


def test_a_preview_copies_the_service_and_what_leads_to_it() -> None:
    anatomy = made(TEXT).anatomy
    assert anatomy.ids == ("Api", "Task", "Group", "Rule", "Record")
    assert anatomy.service == "Api"
    assert anatomy.target_groups == ("Group",)
    assert anatomy.depends == ("Rule",)
    assert anatomy.has_record
    assert anatomy.rules == (
        CopiedRule(
            id="Rule",
            condition=None,
            listener="listener",
            priority=100,
            priority_problem="",
            conditions=(),
            targets=frozenset({"Group"}),
        ),
    )


def test_logical_ids_and_parameters_of_any_name_are_the_authors_business() -> None:
    text = but(("  Host: {Type", "  TargetGroup: {Type: String}\n  Host: {Type"), ("app", "x"))
    text = text.replace(" Group", " Zeta").replace("Api", "Omega")
    text = text.replace("Name: x\n", "Name: !Ref TargetGroup\n")
    assert made(text).anatomy.ids == ("Omega", "Task", "Zeta", "Rule", "Record")
    assert copied(text, "Task", "Properties", "ContainerDefinitions", 0, "Name") == {
        "Ref": "TargetGroup"
    }


def test_the_service_is_the_tagged_one_else_the_only_untagged_one() -> None:
    other = SECOND_SERVICE.replace("Value: shop", "Value: blog")
    assert made(but(before_outputs(other))).anatomy.service == "Api"
    assert made(but((SERVICE_TAG, ""))).anatomy.service == "Api"
    assert made(but((SERVICE_TAG, ""), before_outputs(other))).anatomy.service == "Api"


def test_a_previews_own_service_is_no_main_service() -> None:
    preview = SECOND_SERVICE.replace("environment", "preview")
    assert made(but(before_outputs(preview))).anatomy.service == "Api"


def test_a_service_whose_condition_is_false_is_as_if_it_were_not_there() -> None:
    absent = SECOND_SERVICE.replace("    Type", "    Condition: Live\n    Type")
    assert made(but(before_outputs(absent))).anatomy.service == "Api"


def test_several_services_are_refused_by_their_names() -> None:
    assert refusal(but(before_outputs(SECOND_SERVICE))) == (
        "shop.yaml:12:3: 2 ECS services are tagged service: shop (Api, Other); previews need "
        "exactly one."
    )
    untagged = but((SERVICE_TAG, ""), before_outputs(SECOND_SERVICE.replace(SERVICE_TAG, "")))
    assert "2 ECS services are without the tag `service` (Api, Other)" in refusal(untagged)


def test_a_template_without_the_service_is_refused() -> None:
    assert refusal(TEXT, docker="blog") == "shop.yaml:1:1: no ECS service here belongs to blog."


def test_a_service_inside_a_loop_is_refused_by_the_loops_name() -> None:
    loop = (
        "  Fn::ForEach::All:\n    - X\n    - [a]\n    - A${X}:\n        Type: AWS::ECS::Service\n"
    )
    text = "Transform: AWS::LanguageExtensions\nResources:\n" + loop
    assert refusal(text) == (
        "shop.yaml:4:5: the ECS service is inside Fn::ForEach::All, which previews cannot copy."
    )
    other = text.replace("AWS::ECS::Service", "AWS::SNS::Topic")
    assert "no ECS service here" in refusal(other)


def test_a_resource_that_holds_a_macro_is_refused() -> None:
    macro = "      Port: 80\n      Fn::Transform: {Name: M}\n"
    text = but(("Resources:", "Transform: M\nResources:"), ("      Port: 80\n", macro))
    assert refusal(text) == "shop.yaml:29:3: Group holds a macro, which may change a copy."


def test_a_template_that_a_macro_rewrites_elsewhere_can_hold_previews() -> None:
    text = but(("Resources:", "Transform: AWS::LanguageExtensions\nResources:"))
    assert len(made(text).anatomy.ids) == 5


@pytest.mark.parametrize(
    ("addition", "sentence"),
    [
        (
            "DeploymentController: {Type: CODE_DEPLOY}",
            "DeploymentController.Type of Api is CODE_DEPLOY; previews need ECS.",
        ),
        (
            "DeploymentController: {Type: !Ref Unknown}",
            "DeploymentController.Type of Api is not known; previews need ECS.",
        ),
        (
            "DeploymentConfiguration: {Strategy: BLUE_GREEN}",
            "DeploymentConfiguration.Strategy of Api is BLUE_GREEN; previews need ROLLING.",
        ),
        (
            "DeploymentConfiguration: !Ref Unknown",
            "DeploymentConfiguration of Api is the function Ref; previews need it as a mapping.",
        ),
        (
            "DeploymentConfiguration:",
            "DeploymentConfiguration of Api is empty; previews need it as a mapping.",
        ),
        (
            "DeploymentConfiguration: []",
            "DeploymentConfiguration of Api is a list; previews need it as a mapping.",
        ),
        (
            "ServiceConnectConfiguration: on",
            "ServiceConnectConfiguration of Api is a text; previews need it as a mapping.",
        ),
    ],
)
def test_other_than_rolling_deployments_are_refused(addition: str, sentence: str) -> None:
    text = but(("      TaskDefinition", f"      {addition}\n      TaskDefinition"))
    assert refusal(text).endswith(f": {sentence}")


@pytest.mark.parametrize(
    "addition",
    [
        "DeploymentController: {Type: ECS}",
        "DeploymentConfiguration: {Strategy: ROLLING}",
        "DeploymentConfiguration: {Strategy: !If [Test, ROLLING, CANARY]}",
        "DeploymentController: !If [Live, {Type: EXTERNAL}, !Ref AWS::NoValue]",
    ],
)
def test_rolling_deployments_are_copied(addition: str) -> None:
    text = but(("      TaskDefinition", f"      {addition}\n      TaskDefinition"))
    assert made(text).anatomy.service == "Api"


def test_an_advanced_configuration_is_refused() -> None:
    text = but(("          ContainerPort: 80", "          AdvancedConfiguration: {}"))
    assert refusal(text) == (
        "shop.yaml:18:34: Api has an AdvancedConfiguration; previews need rolling updates."
    )


def test_a_service_without_a_task_definition_of_the_template_is_refused() -> None:
    expected = "the task definition of Api is not in this template."
    assert refusal(but(("!Ref Task", "arn:task"))) == f"shop.yaml:15:23: {expected}"
    assert refusal(but(("      TaskDefinition: !Ref Task\n", ""))) == f"shop.yaml:12:3: {expected}"


def test_a_service_that_no_rule_forwards_to_is_refused() -> None:
    expected = "no listener rule of this template forwards to"
    assert f"{expected} Group of Api." in refusal(but((RULE, "")))
    listed = (
        "      LoadBalancers:\n        - TargetGroupArn: !Ref Group\n          ContainerPort: 80\n"
    )
    assert f"{expected} a target group of Api." in refusal(but((listed, "")))
    classic = but(("TargetGroupArn: !Ref Group\n          ContainerPort", "ContainerPort"))
    assert f"{expected} a target group of Api." in refusal(classic)
    actions = RULE[RULE.index("      Actions") :]
    assert f"{expected} Group of Api." in refusal(but((actions, "")))


def test_rules_forward_in_several_ways() -> None:
    forward = "        - Type: forward\n          TargetGroupArn: !Ref Group\n"
    login = "        - {Type: authenticate-oidc, Order: 1}\n"
    weighted = (
        "        - Type: forward\n          ForwardConfig:\n            TargetGroups:\n"
        "              - {TargetGroupArn: !Ref Group, Weight: 1}\n"
    )
    maybe = "        - !If [Perhaps, {Type: forward, TargetGroupArn: !Ref Group}, {Type: x}]\n"
    groups = "[{TargetGroupArn: !Ref Group}]"
    chosen = [
        f"        - {{Type: forward, ForwardConfig: {config}}}\n"
        for config in (
            f"!If [Perhaps, {{TargetGroups: {groups}}}, {{}}]",
            f"!If [Test, {{TargetGroups: {groups}}}, !Ref AWS::NoValue]",
            f"{{TargetGroups: !If [Perhaps, {groups}, [{{TargetGroupArn: other}}]]}}",
            "{TargetGroups: [!If [Test, {TargetGroupArn: !Ref Group}, !Ref AWS::NoValue]]}",
        )
    ]
    for actions in (login + forward, weighted, maybe, *chosen):
        assert made(but((forward, actions))).anatomy.depends == ("Rule",)


def test_a_rule_whose_condition_is_false_here_is_not_copied() -> None:
    conditional = SECOND_RULE.replace("    Type: AWS", "    Condition: Live\n    Type: AWS", 1)
    assert made(but(before_outputs(conditional))).anatomy.depends == ("Rule",)
    assert len(made(but(before_outputs(conditional))).anatomy.rules) == 1


def test_a_rule_whose_condition_is_not_known_keeps_it_and_nothing_waits_for_it() -> None:
    second = SECOND_RULE.replace("[shop.", "[other.").replace("listener", "second", 1)
    second = second.replace("    Type: AWS", "    Condition: Perhaps\n    Type: AWS", 1)
    second = second.replace("ListenerArn: listener", "ListenerArn: second")
    anatomy = made(but(before_outputs(second))).anatomy
    assert [(one.id, one.condition) for one in anatomy.rules] == [
        ("Rule", None),
        ("Second", "Perhaps"),
    ]
    assert anatomy.depends == ("Rule",)
    assert copied(but(before_outputs(second)), "Second", "Condition") == "Perhaps"


def test_the_first_host_without_a_wildcard_gives_the_domain() -> None:
    several = but(("[shop.example.org]", "['*.example.org', 'sh?p.org', !Ref Host, b.org]"))
    assert made(several).anatomy.domain.host("529E8759") == "529e8759.shop.example.org"
    assert made(several).anatomy.domain.expression == {"Ref": "Host"}
    unknown = but(("[shop.example.org]", "[!Sub '*.${Unknown}', !Sub 'a.${Unknown}']"))
    assert made(unknown).anatomy.domain.expression == {"Fn::Sub": "a.${Unknown}"}
    assert made(unknown).anatomy.domain.host("529E8759") == ""


def test_rules_without_a_condition_give_the_domain_before_those_with_one() -> None:
    conditional = RULE.replace("    Type: AWS", "    Condition: Perhaps\n    Type: AWS", 1)
    second = SECOND_RULE.replace("[shop.", "[b.")
    assert made(but((RULE, conditional + second))).anatomy.domain.text == "b.example.org"


@pytest.mark.parametrize(
    "condition",
    [
        "- {Field: host-header, Values: ['*.example.org']}",
        "- {Field: host-header, HostHeaderConfig: {RegexValues: [shop]}}",
        "- {Field: path-pattern, Values: [/shop]}",
        "- {Field: host-header}",
    ],
)
def test_a_rule_without_a_plain_host_needs_the_definitions_domain(condition: str) -> None:
    text = but(("- Field: host-header\n          Values: [shop.example.org]", condition))
    assert refusal(text) == (
        "shop.yaml:32:3: Rule names no host that could be a preview's domain; give the service a "
        "`domain`."
    )
    anatomy = made(text, domain="${Name}.example.org").anatomy
    assert anatomy.domain.host("529E8759") == "529e8759.shop.example.org"


@pytest.mark.parametrize(
    ("domain", "sentence"),
    [
        ("a b", "`domain: a b` is no host name; use letters, digits, dots and ${Parameter}."),
        ('a"b', '`domain: a"b` is no host name; use letters, digits, dots and ${Parameter}.'),
        (
            "${Nope}.org",
            "`domain: ${Nope}.org` names Nope, which is no parameter of this template.",
        ),
        ("a" * 64 + ".org", f"the host {'a' * 64}.org has a label of more than 63 characters."),
        ("a.b" * 40, f"the previews' hosts <hash>.{'a.b' * 40} are longer than 128 characters."),
    ],
)
def test_a_domain_that_is_no_host_is_refused(domain: str, sentence: str) -> None:
    assert refusal(TEXT, domain) == f"shop.yaml:1:1: {sentence}"


def test_a_domain_may_name_pseudo_parameters() -> None:
    assert made(TEXT, "a.${AWS::Region}.org").anatomy.domain.text == "a.us-west-2.org"


def test_record_sets_whose_name_is_a_host_are_copied() -> None:
    for name in ("shop.example.org.", "SHOP.example.org", "!Ref Host", "!Sub '${Host}.'"):
        assert made(but(("Name: shop.example.org", f"Name: {name}"))).anatomy.has_record
    assert not made(but(("Name: shop.example.org", "Name: other.org"))).anatomy.has_record
    assert not made(but(("      Name: shop.example.org\n", ""))).anatomy.has_record


def test_names_that_are_not_known_are_compared_as_expressions() -> None:
    for host, name in (
        ("!Ref Unknown", "!Sub '${Unknown}.'"),
        ("!ImportValue a", "!ImportValue a"),
        ("!GetAtt [A, B]", "!GetAtt A.B"),
    ):
        text = but(("[shop.example.org]", f"[{host}]"), ("Name: shop.example.org", f"Name: {name}"))
        assert made(text).anatomy.has_record, host
    text = but(("[shop.example.org]", "[!ImportValue a]"))
    assert not made(text).anatomy.has_record


def test_a_group_of_record_sets_is_not_copied() -> None:
    assert not made(but(("Route53::RecordSet", "Route53::RecordSetGroup"))).anatomy.has_record


def test_of_records_that_would_be_equal_one_stays() -> None:
    second = RECORD.replace("Record:", "Second:")
    wildcard = second.replace("shop.", "'*.").replace(".org", ".org'")
    hosts = ("[shop.example.org]", "['*.example.org', shop.example.org]")
    assert made(but((RECORD, second + RECORD))).anatomy.ids[-1] == "Second"
    # The record of the preview's own domain stands in the zone that its name belongs to.
    assert made(but(hosts, (RECORD, wildcard + RECORD))).anatomy.ids[-1] == "Record"
    conditional = RECORD.replace("    Type: AWS", "    Condition: Perhaps\n    Type: AWS", 1)
    assert made(but((RECORD, conditional + second))).anatomy.ids[-1] == "Second"
    other = second.replace("Type: A\n", "Type: AAAA\n")
    assert made(but((RECORD, RECORD + other))).anatomy.ids[-2:] == ("Record", "Second")
    named = second + "      SetIdentifier: b\n"
    assert made(but((RECORD, RECORD + named))).anatomy.ids[-2:] == ("Record", "Second")


def test_of_rules_whose_copies_would_be_equal_one_stays() -> None:
    other_host = SECOND_RULE.replace("[shop.", "[other.")
    assert len(made(but((RULE, RULE + other_host))).anatomy.rules) == 1
    conditional = RULE.replace("    Type: AWS", "    Condition: Perhaps\n    Type: AWS", 1)
    assert [one.id for one in made(but((RULE, conditional + other_host))).anatomy.rules] == [
        "Second"
    ]


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        (("ListenerArn: listener", "ListenerArn: other"), ""),
        (("ListenerArn: listener", "ListenerArn: !Ref Unknown"), ""),
        (("      ListenerArn: listener\n", ""), ""),
        (("", ""), "        - {Field: path-pattern, Values: [/b]}\n"),
        (("", ""), "        - {Field: path-pattern, PathPatternConfig: {RegexValues: [/b]}}\n"),
        (("", ""), "        - {Field: path-pattern, Values: !Ref Unknown}\n"),
        (
            ("", ""),
            "        - {Field: http-header, HttpHeaderConfig: {HttpHeaderName: !Ref Name}}\n",
        ),
        (("", ""), "        - {Field: query-string, QueryStringConfig: {Values: [{Key: a}]}}\n"),
        (
            ("", ""),
            "        - {Field: query-string, QueryStringConfig: {Values: [!Ref Unknown]}}\n",
        ),
        (("", ""), "        - {Field: query-string, QueryStringConfig: !Ref Unknown}\n"),
        (("", ""), "        - {Field: !Ref Unknown}\n"),
    ],
)
def test_rules_that_differ_in_more_than_the_host_are_copied(
    change: tuple[str, str], condition: str
) -> None:
    second = SECOND_RULE.replace(*change).replace("      Actions", condition + "      Actions")
    rules = made(but((RULE, RULE + second))).anatomy.rules
    assert [one.id for one in rules] == ["Rule", "Second"]


def test_a_target_group_that_lost_its_rules_is_left_out() -> None:
    second_group = GROUP.replace("Group:", "Spare:")
    second = SECOND_RULE.replace("!Ref Group", "!Ref Spare").replace("[shop.", "[other.")
    entry = "        - TargetGroupArn: !Ref Spare\n          ContainerPort: 81\n      Tags:"
    text = but((RULE, RULE + second + second_group), ("      Tags:", entry))
    assert made(text).anatomy.target_groups == ("Group",)
    assert copied(text, "Api", "Properties", "LoadBalancers") == [
        {"TargetGroupArn": {"Ref": "Group529E8759"}, "ContainerPort": "80"}
    ]


def test_the_conditions_of_a_copied_rule_are_known_as_a_load_balancer_has_them() -> None:
    more = (
        "        - {Field: path-pattern, PathPatternConfig: {Values: [/b, !Ref Name]}}\n"
        "        - {Field: source-ip, SourceIpConfig: {Values: [!Ref Unknown]}}\n"
        "        - Field: query-string\n"
        "          QueryStringConfig: {Values: [{Key: a, Value: !Ref Name}]}\n"
        "        - {Values: [a]}\n"
        "      Actions"
    )
    (rule,) = made(but(("      Actions", more))).anatomy.rules
    query = {"QueryStringConfig": {"Values": [{"Value": "shop", "Key": "a"}]}}
    assert rule.conditions == (
        Condition(kind="path-pattern", values=("/b", "shop"), regex=False),
        of_another_kind("query-string", query),
    )


@pytest.mark.parametrize(
    ("priority", "number", "problem"),
    [
        ("100", 100, ""),
        ("!Ref Unknown", None, "the priority of Rule is not known; `priorities` would do."),
        ("0", None, "the priority of Rule is 0; `priorities` would do."),
        ("50001", None, "the priority of Rule is 50001; `priorities` would do."),
        ("1e3", None, "the priority of Rule is 1e3; `priorities` would do."),
    ],
)
def test_a_rules_own_priority(priority: str, number: int | None, problem: str) -> None:
    (rule,) = made(but(("Priority: 100", f"Priority: {priority}"))).anatomy.rules
    assert (rule.priority, rule.priority_problem) == (number, problem)


def test_the_service_does_not_wait_for_a_rule_that_depends_on_it() -> None:
    direct = but((PROPERTIES, "    DependsOn: Api\n" + PROPERTIES))
    assert made(direct).anatomy.depends == ()
    tagged = "      Tags: [{Key: a, Value: !GetAtt Api.Name}]\n  Rule:"
    assert made(but(("  Rule:", tagged))).anatomy.depends == ()


def test_the_service_does_not_wait_twice_for_a_rule() -> None:
    text = but(("AWS::ECS::Service\n", "AWS::ECS::Service\n    DependsOn: Rule\n"))
    assert made(text).anatomy.depends == ()
    assert "    DependsOn: Rule529E8759\n" in addition(text)


def test_an_anchor_an_alias_and_a_merge_key_in_what_is_copied_are_refused() -> None:
    anchor = refusal(but(("Port: 80\n  Rule", "Port: &port 80\n  Rule")))
    assert anchor == "shop.yaml:31:13: Group has an anchor, which a copy cannot have."
    anchored = ("  Host: {Type: String}", "  Host: &host {Type: String}")
    alias = refusal(but(anchored, ("          Image: shop:v1", "          Labels: *host")))
    assert "Task has an alias, which a copy cannot have." in alias
    merge = but(("      Port: 80\n", "      <<: {Port: 80}\n"))
    assert "Group has a merge key, which a copy cannot have." in refusal(merge)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            LISTED,
            "      LoadBalancers: !Ref Unknown\n",
            "LoadBalancers of Api is the function Ref; previews need it as a list.",
        ),
        (
            "        - Type: forward\n          TargetGroupArn: !Ref Group\n",
            "        - !FindInMap [A, B, C]\n",
            (
                "an item of Actions of Rule is the function Fn::FindInMap; previews need it as a "
                "mapping."
            ),
        ),
        (
            "          TargetGroupArn: !Ref Group\n",
            "          ForwardConfig: {TargetGroups: !Ref Unknown}\n",
            "TargetGroups of Rule is the function Ref; previews need it as a list.",
        ),
        (
            "Values: [shop.example.org]",
            "Values: !Split [',', a]",
            "a host of Rule is the function Fn::Split; previews need it as a list.",
        ),
        (
            TAGS,
            "      Tags: !Ref Unknown\n",
            "Tags of Api is the function Ref; previews need it as a list.",
        ),
    ],
)
def test_other_functions_where_structure_is_needed_are_refused(
    old: str, new: str, sentence: str
) -> None:
    assert refusal(but((old, new))).endswith(f": {sentence}")


def use(text: str) -> Use:
    return Use(file="shop.yaml", text=text, environment="testing", scope=SCOPE)


def test_the_services_of_a_template_are_told_by_their_tags() -> None:
    odd = SECOND_SERVICE.replace(
        SERVICE_TAG, "        - {Key: !Ref Unknown}\n        - {Value: a}\n"
    )
    preview = SECOND_SERVICE.replace("Other", "Copy").replace("environment", "preview")
    unknown = SECOND_SERVICE.replace("Other", "Else").replace("Value: shop", "Value: !Ref Unknown")
    untagged = SECOND_SERVICE.replace("Other", "Bare").replace(TAGS, "")
    found = Library().services(use(but(before_outputs(odd + preview + unknown + untagged))))
    assert found == (
        TaggedService(id="Api", service=("shop",), tagged=True, preview=False),
        TaggedService(id="Other", service=(), tagged=False, preview=False),
        TaggedService(id="Copy", service=("shop",), tagged=True, preview=True),
        TaggedService(id="Else", service=(), tagged=True, preview=False),
        TaggedService(id="Bare", service=(), tagged=False, preview=False),
    )


def test_the_rules_of_a_template_are_told_as_far_as_they_are_known() -> None:
    unknown = SECOND_RULE.replace("[shop.example.org]", "!Ref Unknown")
    bare = "  Bare:\n    Type: AWS::ElasticLoadBalancingV2::ListenerRule\n    Properties: {}\n"
    odd = bare.replace("Bare", "Odd").replace("{}", "{Conditions: !Ref Unknown}")
    host = Condition(kind="host-header", values=("shop.example.org",), regex=False)
    assert Library().rules(use(but(before_outputs(unknown + bare + odd)))) == (
        PlannedRule(id="Rule", listener="listener", priority=100, conditions=(host,)),
        PlannedRule(id="Second", listener="listener", priority=200, conditions=None),
        PlannedRule(id="Bare", listener=None, priority=None, conditions=()),
        PlannedRule(id="Odd", listener=None, priority=None, conditions=None),
    )
