"""Previews in a template's text: what is copied, what differs, and that all else stays."""

from __future__ import annotations

import json

import pytest

from kayron.core.template.expand import clash, expand
from kayron.core.template.plain import Plain, plain
from kayron.core.template.rendering import Rendering
from kayron.core.template.source import parse_template
from tests.core.template.example import (
    HASH,
    RENDERING,
    RULE,
    TEXT,
    addition,
    at,
    but,
    copied,
    copies,
    made,
    refusal,
    rendered,
)

OTHER = Rendering(hash="1D0FD508", version="v3", pull=8, priorities=(102,))

IMAGE = "          Image: shop:v1\n"

API = "    Type: AWS::ECS::Service\n"

TASK = "      TaskDefinition: !Ref Task\n"

LISTED = TEXT[TEXT.index("      LoadBalancers:") : TEXT.index("      Tags:")]

TAGS = TEXT[TEXT.index("      Tags:") : TEXT.index("  Task:")]

SERVED: Plain = {"TargetGroupArn": {"Ref": "Group529E8759"}}

BREAKER = "DeploymentCircuitBreaker"

BREAKER_ON: Plain = {"Enable": "true", "Rollback": "true"}


def in_json(text: str) -> str:
    """Return a template in JSON."""
    return json.dumps(plain(parse_template(text, "shop.yaml").root))


def test_no_previews_leave_every_byte_as_it_was() -> None:
    assert expand(parse_template(TEXT, "shop.yaml"), []) == TEXT
    assert expand(parse_template(TEXT, "shop.yaml"), [(made(TEXT), [])]) == TEXT


def test_a_preview_in_the_authors_manner() -> None:
    assert (
        addition(TEXT)
        == """

  # Preview 529E8759 of pull request 7

  Api529E8759:
    Type: AWS::ECS::Service
    DependsOn:
      - "Rule529E8759"
    Metadata:
      Kayron:
        pull: 7
    Properties:
      TaskDefinition: !Ref Task529E8759
      DeploymentConfiguration:
        DeploymentCircuitBreaker:
          Enable: true
          Rollback: true
      LoadBalancers:
        - TargetGroupArn: !Ref Group529E8759
          ContainerPort: 80
      Tags:
        - {Key: environment, Value: testing}
        - {Key: service, Value: shop}
        - Key: "preview"
          Value: "529E8759"

  Task529E8759:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: app
          Image: shop:v2

  Group529E8759:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      Port: 80

  Rule529E8759:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: listener
      Priority: 101
      Conditions:
        - Field: host-header
          Values: ["529e8759.shop.example.org"]
      Actions:
        - Type: forward
          TargetGroupArn: !Ref Group529E8759

  Record529E8759:
    Type: AWS::Route53::RecordSet
    Properties:
      Name: "529e8759.shop.example.org"
      Type: A"""
    )


def test_a_preview_in_json_has_the_files_indentation_and_no_comment() -> None:
    template = parse_template(TEXT, "shop.yaml")
    document = {"Resources": {id_: plain(one.node) for id_, one in template.resources.items()}}
    text = json.dumps(document, indent=3)
    after = rendered(text)
    assert json.dumps(json.loads(after), indent=3) == after
    assert json.loads(after)["Resources"]["Rule529E8759"]["Properties"]["Priority"] == 101
    compact = json.dumps(document)
    assert json.dumps(json.loads(rendered(compact))) == rendered(compact)


def test_the_order_of_previews_changes_none_of_their_texts() -> None:
    blueprint = made(TEXT)
    one, two = blueprint.text(RENDERING), blueprint.text(OTHER)
    assert rendered(TEXT, RENDERING, OTHER) == TEXT.replace("\nOutputs", f"{one}{two}\nOutputs")
    assert rendered(TEXT, OTHER, RENDERING) == TEXT.replace("\nOutputs", f"{two}{one}\nOutputs")


def test_a_preview_whose_pull_request_is_not_known_says_nothing_of_it() -> None:
    text = addition(TEXT, Rendering(hash=HASH, version="v2", pull=None, priorities=(101,)))
    assert text.startswith("\n\n  # Preview 529E8759\n\n  Api529E8759:")
    assert "Metadata" not in text


def test_metadata_of_the_author_stays_where_the_pull_request_is_not_known() -> None:
    unknown = Rendering(hash=HASH, version="v2", pull=None, priorities=(101,))
    for metadata in ("{}", "{Kayron: {pull: 1}}", "{Why: it is so}"):
        text = but((API, f"{API}    Metadata: {metadata}\n"))
        assert f"    Metadata: {metadata}\n" in addition(text, unknown)


def test_metadata_of_the_author_is_kept_beside_our_own() -> None:
    text = but((API, API + "    Metadata:\n      Why: it is so # indeed\n"))
    assert (
        "    Metadata:\n      Why: it is so # indeed\n      Kayron:\n        pull: 7\n"
        in addition(text)
    )
    assert "Metadata of Api is no mapping." in refusal(but((API, API + "    Metadata: []\n")))


def test_several_copied_rules_get_their_own_priorities_in_the_originals_order() -> None:
    second = RULE.replace("  Rule:", "  Second:").replace("listener\n", "other\n")
    text = but((RULE, RULE + second))
    assert [one.id for one in made(text).anatomy.rules] == ["Rule", "Second"]
    assert copied(text, "Rule", "Properties", "Priority") == "101"
    assert copied(text, "Second", "Properties", "Priority") == "102"
    assert copied(text, "Api", "DependsOn") == ["Rule529E8759", "Second529E8759"]


def test_a_digest_follows_an_at_sign() -> None:
    digest = "sha256:" + "0" * 64
    text = addition(TEXT, Rendering(hash=HASH, version=digest, pull=7, priorities=(101,)))
    assert f"Image: shop@{digest}\n" in text


def test_an_empty_version_is_never_rendered() -> None:
    """Fault 3."""
    with pytest.raises(ValueError, match="must match regex"):
        Rendering(hash=HASH, version="", pull=1, priorities=())


@pytest.mark.parametrize(
    ("hash_", "version"),
    [("529e8759", "v1"), ("529E875", "v1"), (HASH, ""), (HASH, 'a"b'), (HASH, "a b")],
)
def test_values_that_a_template_could_read_otherwise_are_no_rendering(
    hash_: str, version: str
) -> None:
    with pytest.raises(ValueError, match="must match regex"):
        Rendering(hash=hash_, version=version, pull=1, priorities=())


@pytest.mark.parametrize(
    "end",
    ["\n", "", "\n\n", "\n# the end", "\r\n", "\n...\n", "\nOutputs: {A: {Value: b}}\n"],
)
def test_bytes_around_the_addition_stay_whatever_the_end(end: str) -> None:
    text = TEXT[: TEXT.index("\nOutputs")] + end
    at_ = len(TEXT[: TEXT.index("\nOutputs")])
    assert rendered(text) == text[:at_] + addition(text) + text[at_:]


def test_a_comment_right_below_the_last_resource_and_further_in_stays_with_it() -> None:
    text = but(
        ("      Type: A\n", "      Type: A # address\n      # TTL: 60\n    # so far\n  # next\n")
    )
    before, after = rendered(text).split(addition(text))
    assert before.endswith("      Type: A # address\n      # TTL: 60\n    # so far")
    assert after.startswith("\n  # next\nOutputs:")


@pytest.mark.parametrize(
    ("ending", "goes_before"),
    [
        ("|\n        text\n", False),
        (">-\n        text\n\n\n", False),
        ("|+\n        text\n\n\n", True),
        ("|\n        text", True),
        ("*name\n", False),
    ],
)
def test_the_ending_of_the_last_resource_does_not_change(ending: str, *, goes_before: bool) -> None:
    last = f"  Last:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: {ending}"
    outputs = "Outputs:\n  Url: {Value: !Ref Api}\n"
    text = but((outputs, last), ("  Host: {Type: String}", "  Host: {Type: &name String}"))
    after = rendered(text)
    assert after.replace(addition(text), "") == text
    assert (after.index("Api529E8759:") < after.index("  Last:")) == goes_before
    template = parse_template(after, "shop.yaml")
    original = parse_template(text, "shop.yaml").resources["Last"].node
    assert plain(template.resources["Last"].node) == plain(original)


def test_an_id_that_the_template_or_another_preview_has_is_a_clash() -> None:
    template, blueprint = parse_template(TEXT, "shop.yaml"), made(TEXT)
    assert clash(template, blueprint, HASH) is None
    assert clash(template, blueprint, HASH, ["Rule529E8759"]) == "Rule529E8759"
    taken = but(("  Host: {Type", "  Task529E8759: {Type: String}\n  Host: {Type"))
    assert clash(parse_template(taken, "shop.yaml"), made(taken), HASH) == "Task529E8759"


def test_previews_of_two_services_go_into_one_template() -> None:
    second = TEXT[TEXT.index("  Api:") : TEXT.index("Outputs:")].replace("shop", "blog")
    for id_ in ("Api", "Task", "Group", "Rule", "Record"):
        second = second.replace(f"  {id_}:", f"  Blog{id_}:").replace(
            f"Ref {id_}", f"Ref Blog{id_}"
        )
    text = but(("Outputs:", second + "Outputs:"))
    template = parse_template(text, "shop.yaml")
    one = made(text)
    two = made(text, docker="blog")
    after = expand(template, [(one, [RENDERING]), (two, [RENDERING])])
    assert after == text.replace(
        "\nOutputs", f"{one.text(RENDERING)}{two.text(RENDERING)}\nOutputs"
    )


def test_two_pull_requests_with_one_hash_would_give_duplicate_keys_and_clash() -> None:
    """Fault 7."""
    taken = [id_ for id_, _ in made(TEXT).added(HASH)]
    assert clash(parse_template(TEXT, "shop.yaml"), made(TEXT), HASH, taken) == "Api529E8759"


def test_with_outputs_after_resources_the_previews_land_in_resources() -> None:
    """Fault 8."""
    before, after = parse_template(TEXT, "a.yaml"), parse_template(rendered(TEXT), "a.yaml")
    assert after.resources.keys() - before.resources.keys() == {
        id_ for id_, _ in made(TEXT).added(HASH)
    }
    assert list(after.section("Outputs")) == ["Url"]


def test_other_logical_ids_and_indentation_lose_no_block() -> None:
    """Fault 9."""
    lines = TEXT.split("\n")
    wide = "\n".join(line[: len(line) - len(line.lstrip(" "))] + line for line in lines)
    wide = wide.replace("- ", "-   ")
    text = wide.replace("Api", "TheService9").replace("Task\n", "T1\n").replace("Task:", "T1:")
    assert [id_ for id_, _ in made(text).types] == ["TheService9", "T1", "Group", "Rule", "Record"]
    assert copied(text, "TheService9", "Properties", "TaskDefinition") == {"Ref": "T1529E8759"}
    assert "\n    TheService9529E8759:\n        Type: AWS::ECS::Service\n" in addition(text)
    assert '\n                - Key: "preview"\n                  Value: "529E8759"' in addition(
        text
    )


def test_a_parameter_named_target_group_is_not_taken_for_the_resource() -> None:
    """Fault 9."""
    parameter = ("  Host: {Type", "  TargetGroup: {Type: String}\n  Host: {Type")
    text = but(parameter, ("Name: app", "Name: !Sub '${TargetGroup}'"))
    container = copied(text, "Task", "Properties", "ContainerDefinitions", 0)
    assert at(container, "Name") == {"Fn::Sub": "${TargetGroup}"}


def test_a_sidecar_keeps_its_image() -> None:
    """Fault 10."""
    sidecar = (
        f"{IMAGE}        - Name: log\n          Image: team/shop-log:v1\n        - Name: none\n"
    )
    definitions = copied(but((IMAGE, sidecar)), "Task", "Properties", "ContainerDefinitions")
    assert [at(definitions, 0, "Image"), at(definitions, 1, "Image")] == [
        "shop:v2",
        "team/shop-log:v1",
    ]


def test_a_single_container_gets_the_version_whatever_its_repository() -> None:
    """Fault 10."""
    image = copied(but(("shop:v1", "other/name")), "Task", "Properties", "ContainerDefinitions", 0)
    assert at(image, "Image") == "other/name:v2"


def test_several_containers_of_which_none_is_the_artifacts_are_refused() -> None:
    """Fault 10."""
    several = but((IMAGE, "          Image: a:v1\n        - {Name: b, Image: !Ref Unknown}\n"))
    assert refusal(several) == (
        "shop.yaml:26:9: no container of Task has an image of the repository shop."
    )
    none = but(
        (
            "      ContainerDefinitions:\n        - Name: app\n          Image: shop:v1\n",
            "      Cpu: 1\n",
        )
    )
    assert (
        refusal(none) == "shop.yaml:22:3: no container of Task has an image of the repository shop."
    )


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("shop", "shop:v2"),
        ("v1/shop:v1", "v1/shop:v2"),
        ("v1:5000/shop", "v1:5000/shop:v2"),
        ("v1:5000/v1/shop:v1", "v1:5000/v1/shop:v2"),
        ("shop@sha256:0123", "shop:v2"),
        ("shop:v1@sha256:0123", "shop:v2"),
        ('"shop:v1" # v1', "shop:v2"),
        ("'shop:v1'", "shop:v2"),
        ('"sho\\x70:v1"', "shop:v2"),
        ("!Ref Name", "shop:v2"),
        ("!Sub '${Name}'", "shop:v2"),
        ("!Sub ['${A}', {A: !Ref Name}]", "shop:v2"),
        ("!Sub 'shop:${Version}'", "shop:v2"),
        ("!Sub '${Unknown}/shop:${Version}'", {"Fn::Sub": "${Unknown}/shop:v2"}),
        (
            "!Sub\n            - '${A}/shop:${B}'\n            - {A: a, B: b}",
            {"Fn::Sub": ["${A}/shop:v2", {"A": "a"}]},
        ),
        ("!Sub ['shop:${A}', {A: v1}]", "shop:v2"),
        ("!Sub ['${Unknown}/shop:${A}', {A: v1}]", {"Fn::Sub": "${Unknown}/shop:v2"}),
        ("{'Fn::Sub': '${Unknown}/shop'}", {"Fn::Sub": "${Unknown}/shop:v2"}),
        ("!Sub |-\n            ${Unknown}/shop:${Version}", {"Fn::Sub": "${Unknown}/shop:v2"}),
        ("!Join [':', [shop, !Ref Version]]", "shop:v2"),
        ("!Join ['', [!GetAtt A.B, '/shop']]", {"Fn::Sub": "${A.B}/shop:v2"}),
        (
            "!Join ['/', [!ImportValue a, 'x${!y}/shop:v1']]",
            {"Fn::Join": ["", [{"Fn::ImportValue": "a"}, "/", "x${!y}/shop", ":v2"]]},
        ),
        (
            "!If [Perhaps, 'shop:a', !If [Test, 'b/shop', x]]",
            {"Fn::If": ["Perhaps", "shop:v2", {"Fn::If": ["Test", "b/shop:v2", "x"]}]},
        ),
    ],
)
def test_only_the_tag_or_digest_is_replaced(image: str, expected: Plain) -> None:
    """Fault 11."""
    text = but(("Image: shop:v1", f"Image: {image}"))
    for one in (text, in_json(text)):
        assert copied(one, "Task", "Properties", "ContainerDefinitions", 0, "Image") == expected


@pytest.mark.parametrize(
    "image",
    [
        "!Ref Unknown",
        "!Sub 'shop${Unknown}'",
        "!Sub ['${A}', {A: !Ref Unknown}]",
        "!Join ['', !Ref Unknown]",
        "!GetAtt A.B",
    ],
)
def test_an_image_whose_tag_may_lie_inside_an_unknown_value_is_refused(image: str) -> None:
    """Fault 11."""
    assert refusal(but(("Image: shop:v1", f"Image: {image}"))) == (
        "shop.yaml:27:18: the image's tag may be inside a value that is not known here."
    )


def test_a_trailing_comment_does_not_keep_the_main_task_definition() -> None:
    """Fault 12."""
    text = but((TASK, TASK.replace("\n", " # the tasks\n")))
    assert copied(text, "Api", "Properties", "TaskDefinition") == {"Ref": "Task529E8759"}
    assert "the tasks" not in addition(text)


def test_a_comment_at_the_end_of_a_line_that_stays_is_copied() -> None:
    text = but(
        ("ContainerPort: 80", "ContainerPort: 80 # http"), (API, API.replace("\n", " # type\n"))
    )
    assert "          ContainerPort: 80 # http\n" in addition(text)
    assert "    Type: AWS::ECS::Service # type\n    DependsOn:\n" in addition(text)


@pytest.mark.parametrize(
    "filler",
    [
        "  # two spaces\n",
        "  \n\n",
        "# none\n",
        f"    # {'x' * 70_000}\n",
        "    # a\u2028    # b\x85",
    ],
)
def test_comments_and_blank_lines_cut_nothing_short(filler: str) -> None:
    """Fault 13."""
    text = but((TASK, TASK + filler), ("      Port: 80\n", filler + "      Port: 80\n"))
    assert copies(text) == copies(TEXT)
    assert addition(text).count(filler) == 2


def test_names_are_suffixed() -> None:
    """Fault 15."""
    text = but(
        ("      Port: 80\n", "      Name: group # at most 32\n      Port: 80\n"),
        (TASK, f"      ServiceName: !Sub '${{Name}}-api'\n{TASK}"),
        ("      ContainerDefinitions:", "      Family: !Ref Name\n      ContainerDefinitions:"),
    )
    assert copied(text, "Group", "Properties", "Name") == "group-529E8759"
    assert copied(text, "Api", "Properties", "ServiceName") == {"Fn::Sub": "${Name}-api-529E8759"}
    assert copied(text, "Task", "Properties", "Family") == {"Fn::Sub": "${Name}-529E8759"}
    assert "at most 32" not in addition(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", None),
        ("~", None),
        ("a\n        b", "a b-529E8759"),
        ("|-\n        a", "a-529E8759"),
        ("!Sub |-\n        ${Name}", {"Fn::Sub": "${Name}-529E8759"}),
        ("{'Fn::Sub': x}", "x-529E8759"),
        (
            "!If [Perhaps, shop, !If [Perhaps, !Ref Name, !Ref AWS::NoValue]]",
            {
                "Fn::If": [
                    "Perhaps",
                    "shop-529E8759",
                    {
                        "Fn::If": [
                            "Perhaps",
                            {"Fn::Sub": "${Name}-529E8759"},
                            {"Ref": "AWS::NoValue"},
                        ]
                    },
                ]
            },
        ),
        ("!Join ['', [!Ref Name, -api]]", {"Fn::Join": ["", [{"Ref": "Name"}, "-api-529E8759"]]}),
        (
            "!Join ['', [!Ref Name, !Ref AWS::NoValue]]",
            {
                "Fn::Join": [
                    "-",
                    [{"Fn::Join": ["", [{"Ref": "Name"}, {"Ref": "AWS::NoValue"}]]}, "529E8759"],
                ]
            },
        ),
        (
            "!Join ['', !Ref Name]",
            {"Fn::Join": ["-", [{"Fn::Join": ["", {"Ref": "Name"}]}, "529E8759"]]},
        ),
        (
            "!Join ['', !Split ['.', my.shop]]",
            {"Fn::Join": ["-", [{"Fn::Join": ["", {"Fn::Split": [".", "my.shop"]}]}, "529E8759"]]},
        ),
        ("!Join ['', [~]]", {"Fn::Join": ["-", [{"Fn::Join": ["", [None]]}, "529E8759"]]}),
        ("!Join [a]", {"Fn::Join": ["-", [{"Fn::Join": ["a"]}, "529E8759"]]}),
        (
            "!GetAtt [Group, !Ref Name]",
            {"Fn::Join": ["-", [{"Fn::GetAtt": ["Group529E8759", {"Ref": "Name"}]}, "529E8759"]]},
        ),
        ("!GetAtt Group.TargetGroupName", {"Fn::Sub": "${Group529E8759.TargetGroupName}-529E8759"}),
        (
            "!Select [0, [!Sub '${Group}', !Sub ['${Group}', {Group: a}], {A: b}, {A: b, C: ~}]]",
            {
                "Fn::Join": [
                    "-",
                    [
                        {
                            "Fn::Select": [
                                "0",
                                [
                                    {"Fn::Sub": "${Group529E8759}"},
                                    {"Fn::Sub": ["${Group}", {"Group": "a"}]},
                                    {"A": "b"},
                                    {"A": "b", "C": None},
                                ],
                            ]
                        },
                        "529E8759",
                    ],
                ]
            },
        ),
        (
            "!Select [0, [!Ref [a], !Sub ['${Group}'], !Sub [[a]]]]",
            {
                "Fn::Join": [
                    "-",
                    [
                        {
                            "Fn::Select": [
                                "0",
                                [
                                    {"Ref": ["a"]},
                                    {"Fn::Sub": ["${Group529E8759}"]},
                                    {"Fn::Sub": [["a"]]},
                                ],
                            ]
                        },
                        "529E8759",
                    ],
                ]
            },
        ),
    ],
)
def test_names_of_every_form(name: str, expected: Plain) -> None:
    text = but((TASK, f"      ServiceName: {name}\n{TASK}"))
    assert copied(text, "Api", "Properties", "ServiceName") == expected


@pytest.mark.parametrize(
    ("old", "name", "longest"),
    [
        ("      Port: 80\n", "Name", 32),
        (TASK, "ServiceName", 255),
        ("      ContainerDefinitions:", "Family", 255),
    ],
)
def test_a_name_that_would_be_too_long_is_refused(old: str, name: str, longest: int) -> None:
    fits, too_long = "x" * (longest - 9), "x" * (longest - 8)
    assert made(but((old, f"      {name}: {fits}\n{old}"))).types
    assert refusal(but((old, f"      {name}: !Join ['', [x, {too_long[1:]}]]\n{old}"))).endswith(
        f"{name} of the copies would be {too_long}-<HASH>, longer than {longest} characters."
    )


def test_references_of_every_form_point_to_the_copies() -> None:
    command = (
        '          Command: ["!Ref Task", !Ref Group, {Ref: "Group"}, !GetAtt Group.Arn,\n'
        "            !GetAtt [Group, Arn], {'Fn::GetAtt': Group.Arn}, !GetAtt [Group, !Ref Rule],\n"
        "            !Sub '${Group} ${ Group.Arn } ${!Group} ${Name} Group', !Ref [Group],\n"
        "            !Sub ['${Group}${Rule}', {Group: !Ref Rule}], !GetAtt [[a]], !Sub [[a]],\n"
        '            !Sub "\\x24{Group}", !Ref "Gro\\x75p"]\n'
        "          Script: !Sub |\n            echo ${Group}\n            echo ${Name} ${Rule}\n"
    )
    assert copied(
        but((IMAGE, IMAGE + command)), "Task", "Properties", "ContainerDefinitions", 0
    ) == {
        "Name": "app",
        "Image": "shop:v2",
        "Command": [
            "!Ref Task",
            {"Ref": "Group529E8759"},
            {"Ref": "Group529E8759"},
            {"Fn::GetAtt": ["Group529E8759", "Arn"]},
            {"Fn::GetAtt": ["Group529E8759", "Arn"]},
            {"Fn::GetAtt": ["Group529E8759", "Arn"]},
            {"Fn::GetAtt": ["Group529E8759", {"Ref": "Rule529E8759"}]},
            {"Fn::Sub": "${Group529E8759} ${ Group529E8759.Arn } ${!Group} ${Name} Group"},
            {"Ref": ["Group"]},
            {"Fn::Sub": ["${Group}${Rule529E8759}", {"Group": {"Ref": "Rule529E8759"}}]},
            {"Fn::GetAtt": [["a"]]},
            {"Fn::Sub": [["a"]]},
            {"Fn::Sub": "${Group529E8759}"},
            {"Ref": "Group529E8759"},
        ],
        "Script": {"Fn::Sub": "echo ${Group529E8759}\necho ${Name} ${Rule529E8759}\n"},
    }


def test_what_the_service_depends_on_stays_beside_the_rules() -> None:
    for before, expected in (
        ("Task", ["Task529E8759", "Rule529E8759"]),
        ("[Task, Other] # why", ["Task529E8759", "Other", "Rule529E8759"]),
        ("[]", ["Rule529E8759"]),
        ("", ["Rule529E8759"]),
        ("~", ["Rule529E8759"]),
        ("\n      - Other # why", ["Other", "Rule529E8759"]),
    ):
        text = but((API, f"{API}    DependsOn: {before}\n"))
        assert copied(text, "Api", "DependsOn") == expected
    odd = but((API, f"{API}    DependsOn: {{}}\n"))
    assert copied(odd, "Api", "DependsOn") == {}


def test_what_would_take_the_main_services_traffic_or_outlive_the_preview_is_dropped() -> None:
    more = (
        "      ServiceRegistries:\n        - RegistryArn: a\n"
        "      VpcLatticeConfigurations: [{PortName: http}]\n"
        "      ServiceConnectConfiguration:\n        Services: []\n        Enabled: true\n"
    )
    policies = "    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n"
    text = but((TASK, TASK + more), (API, API + policies))
    for word in ("ServiceRegistries", "VpcLattice", "Services", "Policy"):
        assert word not in addition(text)
    assert copied(text, "Api", "Properties", "ServiceConnectConfiguration") == {"Enabled": "true"}


@pytest.mark.parametrize(
    ("connect", "expected"),
    [
        ("{Services: [], Enabled: true}", {"Enabled": "true"}),
        ("{Enabled: true, Services: []}", {"Enabled": "true"}),
        (
            "{Enabled: true, Services: [], Namespace: a}",
            {"Enabled": "true", "Namespace": "a"},
        ),
        ("{Services: []}", {}),
        ("\n        Services: []", {}),
    ],
)
def test_what_is_dropped_takes_nothing_beside_it_along(connect: str, expected: Plain) -> None:
    text = but((TASK, f"{TASK}      ServiceConnectConfiguration: {connect}\n"))
    for one in (text, in_json(text)):
        assert copied(one, "Api", "Properties", "ServiceConnectConfiguration") == expected


def test_a_service_registers_with_no_target_group_that_no_copied_rule_forwards_to() -> None:
    own = "        - TargetGroupArn: !Ref Group\n"
    either = "        - TargetGroupArn: !If [Perhaps, !Ref Group, !Ref Unknown]\n"
    assert refusal(but((own, either))) == (
        "shop.yaml:17:11: this may be a target group that no copied rule forwards to."
    )
    other = "        - {TargetGroupArn: !Ref Unknown}\n        - LoadBalancerName: classic\n"
    assert copied(but((own, other + own)), "Api", "Properties", "LoadBalancers") == [
        {"TargetGroupArn": {"Ref": "Group529E8759"}, "ContainerPort": "80"}
    ]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("[{LoadBalancerName: a}, {TargetGroupArn: !Ref Group}]", [SERVED]),
        ("[{TargetGroupArn: !Ref Group}, {LoadBalancerName: a}]", [SERVED]),
        (
            "[{TargetGroupArn: !Ref Group}, {LoadBalancerName: a}, {LoadBalancerName: b}]",
            [SERVED],
        ),
        (
            "!If [Perhaps, [{TargetGroupArn: !Ref Group}], [{LoadBalancerName: a}]]",
            {"Fn::If": ["Perhaps", [SERVED], []]},
        ),
        (
            "[!If [Perhaps, {TargetGroupArn: !Ref Group}, {LoadBalancerName: a}]]",
            [{"Fn::If": ["Perhaps", SERVED, {"Ref": "AWS::NoValue"}]}],
        ),
    ],
)
def test_load_balancers_of_every_form_keep_what_a_copied_rule_forwards_to(
    listed: str, expected: Plain
) -> None:
    text = but((LISTED, f"      LoadBalancers: {listed}\n"))
    assert copied(text, "Api", "Properties", "LoadBalancers") == expected
    api = json.loads(rendered(in_json(text)))["Resources"]["Api529E8759"]
    assert api["Properties"]["LoadBalancers"] == expected


@pytest.mark.parametrize(
    ("configuration", "expected"),
    [
        ("{MaximumPercent: 200}", {"MaximumPercent": "200", BREAKER: BREAKER_ON}),
        (
            "!If [Perhaps, {MaximumPercent: 200}, !Ref AWS::NoValue]",
            {
                "Fn::If": [
                    "Perhaps",
                    {"MaximumPercent": "200", BREAKER: BREAKER_ON},
                    {BREAKER: BREAKER_ON},
                ]
            },
        ),
        (f"{{{BREAKER}: {{Enable: false}}}}", {BREAKER: {"Enable": "false"}}),
        (f"{{{BREAKER}: !Ref AWS::NoValue}}", {BREAKER: BREAKER_ON}),
        (
            f"{{{BREAKER}: !If [Perhaps, {{Enable: false}}, !Ref AWS::NoValue]}}",
            {BREAKER: {"Fn::If": ["Perhaps", {"Enable": "false"}, BREAKER_ON]}},
        ),
    ],
)
def test_a_circuit_breaker_is_added_where_the_author_set_none(
    configuration: str, expected: Plain
) -> None:
    text = but((TASK, f"{TASK}      DeploymentConfiguration: {configuration}\n"))
    for one in (text, in_json(text)):
        assert copied(one, "Api", "Properties", "DeploymentConfiguration") == expected


def test_an_untagged_service_gets_the_tags_that_its_copies_are_told_by() -> None:
    expected = [
        {"Key": "environment", "Value": "testing"},
        {"Key": "service", "Value": "shop"},
        {"Key": "preview", "Value": "529E8759"},
    ]
    assert copied(but((TAGS, "")), "Api", "Properties", "Tags") == expected
    assert copied(but((TAGS, "      Tags: []\n")), "Api", "Properties", "Tags") == expected
    assert copied(TEXT, "Api", "Properties", "Tags") == expected
    team = {"Key": "team", "Value": "a"}
    perhaps = "      Tags: !If [Perhaps, [{Key: team, Value: a}], !Ref AWS::NoValue]\n"
    assert copied(but((TAGS, perhaps)), "Api", "Properties", "Tags") == {
        "Fn::If": ["Perhaps", [team, *expected], expected]
    }


def test_each_list_of_tags_gets_what_it_has_not() -> None:
    either = "[{Key: service, Value: shop}], [{Key: team, Value: a}]"
    text = but((TAGS, f"      Tags: !If [Perhaps, {either}]\n"))
    tags = copied(text, "Api", "Properties", "Tags")
    keys = [at(tags, "Fn::If", 1, number, "Key") for number in range(3)]
    assert keys == ["service", "environment", "preview"]
    keys = [at(tags, "Fn::If", 2, number, "Key") for number in range(4)]
    assert keys == ["team", "environment", "service", "preview"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("[{Field: path-pattern, Values: [/a]}]", 1),
        ("\n        - Field: path-pattern\n          Values: [/a]", 1),
        ("[]", 0),
        ("!If [Test, [{Field: path-pattern, Values: [/a]}], []]", 1),
    ],
)
def test_a_rule_without_a_host_gets_one_beside_its_own_conditions(
    conditions: str, expected: int
) -> None:
    own = "\n        - Field: host-header\n          Values: [shop.example.org]"
    text = but((own, f" {conditions}"))
    found = copies(text, "a.org")["Rule"]
    listed = at(found, "Properties", "Conditions")
    listed = at(listed, "Fn::If", 1) or listed
    host = {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}}
    assert at(listed, expected) == host


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("!Ref Host", {"Fn::Sub": "529e8759.${Host}"}),
        ("!GetAtt Other.Host", {"Fn::Sub": "529e8759.${Other.Host}"}),
        ("!Sub 'shop.${Unknown}.org'", {"Fn::Sub": "529e8759.shop.${Unknown}.org"}),
        (
            "!Sub ['shop.${Zone}', {Zone: !Ref Unknown}]",
            {"Fn::Sub": ["529e8759.shop.${Zone}", {"Zone": {"Ref": "Unknown"}}]},
        ),
        (
            "!Join ['', [shop., !Ref Unknown]]",
            {"Fn::Join": ["", ["529e8759.", "shop.", {"Ref": "Unknown"}]]},
        ),
        (
            "!ImportValue host",
            {"Fn::Join": ["", ["529e8759.", {"Fn::ImportValue": "host"}]]},
        ),
    ],
)
def test_the_hash_is_a_label_before_the_services_own_host_in_rules_and_records(
    host: str, expected: Plain
) -> None:
    text = but(("[shop.example.org]", f"[{host}]"), ("Name: shop.example.org", f"Name: {host}"))
    for one in (text, in_json(text)):
        assert copied(one, "Rule", "Properties", "Conditions", 0, "Values") == [expected]
        assert copied(one, "Record", "Properties", "Name") == expected


HOST_CONDITION = "- Field: host-header\n          Values: [shop.example.org]"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            (
                "- Field: host-header\n          HostHeaderConfig:\n            Values:\n"
                "              - a.org # first\n              # second\n              - !Ref Host\n"
            ),
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}},
        ),
        (
            "- {Field: host-header, HostHeaderConfig: {Values: [a.org], RegexValues: [b]}}",
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}},
        ),
        (
            "- {Field: host-header, RegexValues: [b], Values: [a.org]}",
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}},
        ),
        (
            "- !If [Perhaps, {Field: host-header, Values: [a.org]}, !Ref AWS::NoValue]",
            {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}},
        ),
        (
            "- {Field: host-header, Values: !If [Perhaps, [a.org], [b.org]]}",
            {"Field": "host-header", "Values": ["529e8759.a.org"]},
        ),
        (
            (
                "- !If [Perhaps, {Field: host-header, Values: [a.org]},"
                " {Field: host-header, Values: [b]}]"
            ),
            {
                "Fn::If": [
                    "Perhaps",
                    {"Field": "host-header", "Values": ["529e8759.a.org"]},
                    {"Field": "host-header", "Values": ["529e8759.a.org"]},
                ]
            },
        ),
    ],
)
def test_host_conditions_of_every_form_get_the_previews_host(
    condition: str, expected: Plain
) -> None:
    assert (
        copied(but((HOST_CONDITION, condition)), "Rule", "Properties", "Conditions", 0) == expected
    )


def test_a_condition_that_may_be_about_the_host_or_not_is_refused() -> None:
    maybe = "- !If [Perhaps, {Field: host-header, Values: [a.org]}, {Field: path-pattern}]"
    assert refusal(but((HOST_CONDITION, maybe))).endswith(
        ": whether this condition is about the host is not known here."
    )


PATHS = "{Field: path-pattern, PathPatternConfig: {Values: [/a, /b, /c, /d]}}"
"""As many values as leave room for one more."""


@pytest.mark.parametrize(
    "condition",
    [
        "- {Field: path-pattern, Values: [/a, /b, /c, /d, /e]}",
        "- {Field: path-pattern, PathPatternConfig: {RegexValues: [/a], Values: [/b, /c, /d, /e]}}",
        f"- {PATHS}\n        - {{Field: source-ip, Values: !If [Perhaps, [a], [b]]}}",
        f"- {PATHS}\n        - {{Field: source-ip, Values: !Ref Ranges}}",
        "- {Field: source-ip, Values: !Split [',', 'a,b,c,d,e']}",
    ],
)
def test_a_rule_whose_conditions_are_full_has_no_room_for_a_previews_host(condition: str) -> None:
    assert refusal(but((HOST_CONDITION, condition)), "a.org").endswith(
        ": the copy of Rule would have 6 condition values of at most 5."
    )


@pytest.mark.parametrize(
    "condition",
    [
        f"- {PATHS}",
        f"- !If [Perhaps, {PATHS}, {{Field: source-ip, Values: [a, b, !Ref AWS::NoValue]}}]",
        f"- {PATHS}\n        - !Ref AWS::NoValue",
    ],
)
def test_one_with_room_for_it_gets_it(condition: str) -> None:
    text = but((HOST_CONDITION, condition))
    added = copied(text, "Rule", "Properties", "Conditions", -1, domain="a.org")
    assert added == {"Field": "host-header", "HostHeaderConfig": {"Values": ["529e8759.a.org"]}}


@pytest.mark.parametrize(
    "line",
    [
        "      Priority: 100\n",
        "      Conditions:\n        - Field: host-header\n          Values: [shop.example.org]\n",
    ],
)
def test_a_rule_without_a_priority_or_conditions_is_refused(line: str) -> None:
    sentence = "Rule lacks a Priority or Conditions."
    assert refusal(but((line, "")), "a.org") == f"shop.yaml:32:3: {sentence}"


def test_a_key_in_two_parts_is_refused() -> None:
    text = but(("  Api:\n    Type", "  ? Api\n  : Type"))
    assert refusal(text) == "shop.yaml:12:5: a copy here would not parse to what it is meant to be."


def test_resources_on_one_line_each_are_copied_on_one_line_each() -> None:
    group = (
        "  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80}} # c\n"
    )
    start, end = TEXT.index("  Group:"), TEXT.index("  Rule:")
    text = TEXT[:start] + group + TEXT[end:]
    copy = group.replace("Group:", "Group529E8759:").replace(" # c", "")
    assert f"\n{copy}\n" in addition(text)


def test_a_file_on_one_line_is_expanded_on_that_line() -> None:
    template = parse_template(TEXT, "shop.yaml")
    text = json.dumps(
        {"Resources": {id_: plain(one.node) for id_, one in template.resources.items()}}
    )
    assert "\n" not in rendered(text)
