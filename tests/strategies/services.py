"""Random templates with a service, and what a preview of it is, said of documents and not of text.

The model below knows nothing of nodes, marks and edits: it says each rule of copying once more, for
plain documents, so that a mistake in the expansion of texts cannot hide in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from attrs import frozen
from hypothesis import strategies as st

from kayron.core.table import Table
from kayron.core.template.plain import Plain
from kayron.core.template.scope import Scope
from tests.strategies.templates import Written, written

Object = dict[str, Plain]

DOCKER = "shop"

LISTENER = "arn:aws:elasticloadbalancing:us-west-2:1:listener/app/main/1/2"

SCOPE = Scope(
    parameters=Table({"Environment": "testing", "Host": "shop.example.org", "Name": "shop"}),
    pseudo=Table({"AWS::StackName": "acme", "AWS::AccountId": "1", "AWS::Region": "us-west-2"}),
    exports=Table({"listener": LISTENER, "image": "1.dkr.ecr/shop:v0"}),
)

PARAMETERS: Object = {
    name: {"Type": "String"} for name in ("Environment", "Host", "Name", "Version", "Unknown")
}

CONDITIONS: Object = {
    "Yes": {"Fn::Equals": [{"Ref": "Environment"}, "testing"]},
    "No": {"Fn::Equals": [{"Ref": "Environment"}, "production"]},
    "Perhaps": {"Fn::Equals": [{"Ref": "Unknown"}, "x"]},
}

NO_VALUE: Plain = {"Ref": "AWS::NoValue"}


@frozen(kw_only=True)
class Names:
    """The logical ids of a generated template, which the author may choose freely."""

    service: str
    task: str
    group: str
    rule: str
    record: str
    extra: str

    @property
    def copied(self) -> tuple[str, ...]:
        """All but the extra one."""
        return (self.service, self.task, self.group, self.rule, self.record)


@frozen(kw_only=True)
class Named:
    """An expression, and what it is in a copy. `@` stands for the hash, `~` for its lower case."""

    original: Plain
    copy: Plain


def same(original: Plain) -> Named:
    """Return an expression that a copy shares."""
    return Named(original=original, copy=original)


@frozen(kw_only=True)
class Case:
    """A template with a service, its document, and the document of each resource of a preview.

    In `added`, `@` stands for the hash, `~` for its lower case, `%` for the version, and the
    numbers 77777 and 88888 for the pull request and the priority.
    """

    written: Written
    names: Names
    added: Object


FIELDS = ("service", "task", "group", "rule", "record", "extra")

NAMES = st.lists(
    st.text("abcdefgABCDEFG0123456789", min_size=1, max_size=6).map(lambda text: "R" + text),
    min_size=6,
    max_size=6,
    unique_by=str.lower,
).map(lambda ids: Names(**dict(zip(FIELDS, ids, strict=True))))


def names_of(ids: Names) -> st.SearchStrategy[Named | None]:
    """Return names of resources in every form, and none."""
    simple: list[tuple[Plain, Plain]] = [
        ("shop", "shop-@"),
        ("it's", "it's-@"),
        ("0755", "0755-@"),
        ({"Fn::Sub": "shop"}, "shop-@"),
        ({"Fn::Sub": "a${!Plain}"}, "a${Plain}-@"),
        ({"Fn::Sub": "${AWS::StackName}-é"}, {"Fn::Sub": "${AWS::StackName}-é-@"}),
        (
            {"Fn::Sub": ["${A}-${Name}", {"A": {"Ref": "Name"}}]},
            {"Fn::Sub": ["${A}-${Name}-@", {"A": {"Ref": "Name"}}]},
        ),
        ({"Ref": "Name"}, {"Fn::Sub": "${Name}-@"}),
        ({"Fn::GetAtt": [ids.extra, "Arn"]}, {"Fn::Sub": f"${{{ids.extra}.Arn}}-@"}),
        (
            {"Fn::Join": ["", ["a", {"Ref": "Name"}]]},
            {"Fn::Join": ["", ["a", {"Fn::Sub": "${Name}-@"}]]},
        ),
        (
            {"Fn::Join": ["-", ["a", {"Ref": "Name"}]]},
            {"Fn::Join": ["-", [{"Fn::Join": ["-", ["a", {"Ref": "Name"}]]}, "@"]]},
        ),
        (
            {"Fn::Join": ["", ["a", {"Fn::Select": ["0", ["b"]]}]]},
            {"Fn::Join": ["-", [{"Fn::Join": ["", ["a", {"Fn::Select": ["0", ["b"]]}]]}, "@"]]},
        ),
        (
            {"Fn::Select": ["0", [{"Ref": ids.group}]]},
            {"Fn::Join": ["-", [{"Fn::Select": ["0", [{"Ref": ids.group + "@"}]]}, "@"]]},
        ),
        (NO_VALUE, NO_VALUE),
    ]
    plain = st.sampled_from(simple)
    chosen = st.tuples(st.sampled_from(["Yes", "No", "Perhaps"]), plain, plain).map(_if)
    return st.none() | st.one_of(plain, chosen).map(
        lambda pair: Named(original=pair[0], copy=pair[1])
    )


def _if(parts: tuple[str, tuple[Plain, Plain], tuple[Plain, Plain]]) -> tuple[Plain, Plain]:
    name, yes, no = parts
    return {"Fn::If": [name, yes[0], no[0]]}, {"Fn::If": [name, yes[1], no[1]]}


IMAGES: list[tuple[Plain, Plain]] = [
    ("shop", "shop:%"),
    ("shop:v1", "shop:%"),
    ("host:5000/team/shop", "host:5000/team/shop:%"),
    ("host:5000/team/shop:v1@sha256:0", "host:5000/team/shop:%"),
    ({"Fn::Sub": "1.ecr/shop:${Version}"}, "1.ecr/shop:%"),
    (
        {"Fn::Sub": "${AWS::AccountId}.ecr/shop@sha256:0"},
        {"Fn::Sub": "${AWS::AccountId}.ecr/shop:%"},
    ),
    (
        {"Fn::Sub": ["${R}/shop:${V}", {"R": {"Ref": "Name"}, "V": "v1"}]},
        {"Fn::Sub": ["${R}/shop:%", {"R": {"Ref": "Name"}}]},
    ),
    ({"Fn::Sub": ["${Name}/shop:${V}", {"V": "v1"}]}, {"Fn::Sub": "${Name}/shop:%"}),
    ({"Fn::Join": ["", ["1.ecr/shop:", {"Ref": "Version"}]]}, "1.ecr/shop:%"),
    (
        {"Fn::Join": [":", [{"Fn::Sub": "${Name}/shop"}, {"Ref": "Version"}]]},
        {"Fn::Sub": "${Name}/shop:%"},
    ),
    (
        {"Fn::Join": ["/", [{"Fn::Select": ["0", ["a"]]}, "shop:v1"]]},
        {"Fn::Join": ["", [{"Fn::Select": ["0", ["a"]]}, "/", "shop", ":%"]]},
    ),
    ({"Fn::ImportValue": "image"}, "1.dkr.ecr/shop:%"),
    (
        {"Fn::If": ["No", {"Ref": "Unknown"}, "shop:v1"]},
        {"Fn::If": ["No", {"Ref": "Unknown"}, "shop:%"]},
    ),
    ({"Fn::If": ["Perhaps", "shop", "a/shop:b"]}, {"Fn::If": ["Perhaps", "shop:%", "a/shop:%"]}),
]

HOSTS: list[tuple[Plain, Plain]] = [
    ("shop.example.org", "~.shop.example.org"),
    ({"Ref": "Host"}, {"Fn::Sub": "~.${Host}"}),
    ({"Fn::Sub": "shop.${Environment}.org"}, {"Fn::Sub": "~.shop.${Environment}.org"}),
    ({"Fn::Sub": "shop.org"}, "~.shop.org"),
    ({"Fn::Sub": ["a.${B}", {"B": "c.org"}]}, {"Fn::Sub": ["~.a.${B}", {"B": "c.org"}]}),
    (
        {"Fn::Join": ["", ["a.", {"Ref": "Host"}]]},
        {"Fn::Join": ["", ["~.", "a.", {"Ref": "Host"}]]},
    ),
    (
        {"Fn::Join": [".", ["a", {"Ref": "Host"}]]},
        {"Fn::Join": ["", ["~.", {"Fn::Join": [".", ["a", {"Ref": "Host"}]]}]]},
    ),
]


def references(ids: Names) -> Named:
    """Return values that refer to what is copied and to what is not, in every form."""
    group, extra = ids.group, ids.extra
    return Named(
        original=[
            {"Ref": group},
            {"Ref": extra},
            {"Fn::GetAtt": [group, "TargetGroupName"]},
            {
                "Fn::Sub": f"${{{group}}} ${{{group}.Arn}} ${{!{group}}} ${{{extra}}} "
                f"{group}\n{group}"
            },
            {"Fn::Sub": [f"${{{group}}} ${{{ids.rule}}}", {group: {"Ref": ids.rule}}]},
            {"Fn::Join": ["", [{"Ref": group}, group]]},
        ],
        copy=[
            {"Ref": group + "@"},
            {"Ref": extra},
            {"Fn::GetAtt": [group + "@", "TargetGroupName"]},
            {
                "Fn::Sub": f"${{{group}@}} ${{{group}@.Arn}} ${{!{group}}} ${{{extra}}} "
                f"{group}\n{group}"
            },
            {"Fn::Sub": [f"${{{group}}} ${{{ids.rule}@}}", {group: {"Ref": ids.rule + "@"}}]},
            {"Fn::Join": ["", [{"Ref": group + "@"}, group]]},
        ],
    )


Entry = tuple[str, Plain, Plain]
"""A key, its value in the original and in the copy; None: the key is not there."""


def _split(entries: list[Entry]) -> tuple[Object, Object]:
    original: Object = {key: value for key, value, _ in entries if value is not None}
    copy: Object = {key: value for key, _, value in entries if value is not None}
    return original, copy


def _optional(draw: st.DrawFn, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if draw(st.booleans())]


def _name(draw: st.DrawFn, key: str, ids: Names) -> list[Entry]:
    found = draw(names_of(ids))
    return [] if found is None else [(key, found.original, found.copy)]


def _resource(
    draw: st.DrawFn, kind: str, attributes: list[Entry], properties: list[Entry]
) -> Named:
    """Return a resource with its entries in any order, and what its policies say of removal."""
    own, copied = _split(draw(st.permutations(properties)))
    policies: list[Entry] = [
        ("DeletionPolicy", "Retain", None),
        ("UpdateReplacePolicy", "Retain", None),
    ]
    rest = [*attributes, *_optional(draw, policies)]
    pairs: list[Entry] = [("Type", kind, kind), ("Properties", own, copied), *rest]
    original, copy = _split(draw(st.permutations(pairs)))
    return Named(original=original, copy=copy)


BREAKER: Plain = {"Enable": "true", "Rollback": "true"}

PREVIEW: Plain = {"Key": "preview", "Value": "@"}

MISSING: list[Plain] = [
    {"Key": "environment", "Value": "testing"},
    {"Key": "service", "Value": DOCKER},
    PREVIEW,
]


def _tags(draw: st.DrawFn) -> Entry:
    tagged: list[Plain] = [
        {"Key": "environment", "Value": "testing"},
        {"Key": "service", "Value": DOCKER},
    ]
    other: Plain = {"Key": "team", "Value": "é"}
    choices: list[Entry] = [
        ("Tags", None, MISSING),
        ("Tags", [], MISSING),
        ("Tags", [other], [other, *MISSING]),
        ("Tags", tagged, [*tagged, PREVIEW]),
        ("Tags", NO_VALUE, MISSING),
        (
            "Tags",
            {"Fn::If": ["Perhaps", tagged, [*tagged, other]]},
            {"Fn::If": ["Perhaps", [*tagged, PREVIEW], [*tagged, other, PREVIEW]]},
        ),
        (
            "Tags",
            {"Fn::If": ["Perhaps", tagged, [other]]},
            {"Fn::If": ["Perhaps", [*tagged, PREVIEW], [other, *MISSING]]},
        ),
        (
            "Tags",
            [*tagged, {"Fn::If": ["Perhaps", other, NO_VALUE]}],
            [*tagged, {"Fn::If": ["Perhaps", other, NO_VALUE]}, PREVIEW],
        ),
    ]
    return draw(st.sampled_from(choices))


def _breaker(draw: st.DrawFn) -> Entry:
    on: Plain = {"DeploymentCircuitBreaker": BREAKER}
    off: Plain = {"DeploymentCircuitBreaker": {"Enable": "false", "Rollback": "false"}}
    key = "DeploymentConfiguration"
    choices: list[Entry] = [
        (key, None, on),
        (key, {}, on),
        (key, off, off),
        (
            key,
            {"MaximumPercent": "200"},
            {"MaximumPercent": "200", "DeploymentCircuitBreaker": BREAKER},
        ),
        (key, {"Fn::If": ["Perhaps", off, NO_VALUE]}, {"Fn::If": ["Perhaps", off, on]}),
    ]
    return draw(st.sampled_from(choices))


def _depends(draw: st.DrawFn, ids: Names, *, rule_depends: bool) -> Entry:
    rule: list[Plain] = [] if rule_depends else [f"{ids.rule}@"]
    key = "DependsOn"
    choices: list[Entry] = [
        (key, None, [*rule] or None),
        (key, ids.extra, [ids.extra, *rule] if rule else ids.extra),
        (key, ids.group, [f"{ids.group}@", *rule] if rule else f"{ids.group}@"),
        (key, [ids.extra, ids.task], [ids.extra, f"{ids.task}@", *rule]),
    ]
    return draw(st.sampled_from(choices))


def _metadata(draw: st.DrawFn) -> Entry:
    own: Plain = {"pull": "77777"}
    choices: list[Entry] = [
        ("Metadata", None, {"Kayron": own}),
        ("Metadata", {}, {"Kayron": own}),
        ("Metadata", {"Why": "é"}, {"Why": "é", "Kayron": own}),
        ("Metadata", {"Kayron": {"pull": "1"}}, {"Kayron": own}),
    ]
    return draw(st.sampled_from(choices))


def _balancers(draw: st.DrawFn, ids: Names) -> Entry:
    arn: Plain = {"TargetGroupArn": {"Ref": ids.group}, "ContainerPort": "80"}
    copy: Plain = {"TargetGroupArn": {"Ref": ids.group + "@"}, "ContainerPort": "80"}
    other: Plain = {"TargetGroupArn": {"Ref": "Unknown"}, "ContainerPort": "81"}
    key = "LoadBalancers"
    choices: list[Entry] = [
        (key, [arn], [copy]),
        (key, [other, arn], [copy]),
        (key, [arn, other], [copy]),
        (key, [other, arn, other, other], [copy]),
        (key, [{"Fn::If": ["Perhaps", arn, other]}], [{"Fn::If": ["Perhaps", copy, NO_VALUE]}]),
        (key, {"Fn::If": ["Perhaps", [arn], [other]]}, {"Fn::If": ["Perhaps", [copy], []]}),
        (key, [arn, {"Fn::If": ["Perhaps", other, NO_VALUE]}], [copy]),
    ]
    return draw(st.sampled_from(choices))


def _service(draw: st.DrawFn, ids: Names, *, rule_depends: bool) -> Named:
    connect: Plain = {"Enabled": "true", "Services": [{"PortName": "http"}]}
    properties: list[Entry] = [
        ("TaskDefinition", {"Ref": ids.task}, {"Ref": ids.task + "@"}),
        ("DesiredCount", "2", "2"),
        _balancers(draw, ids),
        _tags(draw),
        _breaker(draw),
        *_name(draw, "ServiceName", ids),
        *_optional(
            draw,
            [
                ("ServiceRegistries", [{"RegistryArn": {"Ref": ids.extra}}], None),
                ("VpcLatticeConfigurations", [{"PortName": "http"}], None),
                ("ServiceConnectConfiguration", connect, {"Enabled": "true"}),
            ],
        ),
    ]
    attributes = [_depends(draw, ids, rule_depends=rule_depends), _metadata(draw)]
    return _resource(draw, "AWS::ECS::Service", attributes, properties)


def _task(draw: st.DrawFn, ids: Names) -> Named:
    image, tagged = draw(st.sampled_from(IMAGES))
    uses = references(ids)
    own = {"Name": "app", "Image": image, "Command": uses.original}
    copied = {"Name": "app", "Image": tagged, "Command": uses.copy}
    sidecar: Plain = {"Name": "log", "Image": "logs:v1"}
    containers: list[tuple[Plain, Plain]] = [([own], [copied])]
    if "shop" in json.dumps(image):
        containers += [([sidecar, own], [sidecar, copied])]
    original, copy = draw(st.sampled_from(containers))
    properties: list[Entry] = [
        ("ContainerDefinitions", original, copy),
        *_name(draw, "Family", ids),
    ]
    return _resource(draw, "AWS::ECS::TaskDefinition", [], properties)


def _host_condition(draw: st.DrawFn, host: Plain) -> Plain:
    values = draw(st.sampled_from([[host], [host, "*.example.org"], ["*.example.org", host]]))
    config: Plain = {"Field": "host-header", "HostHeaderConfig": {"Values": values}}
    legacy: Plain = {"Field": "host-header", "Values": values}
    return draw(st.sampled_from([config, legacy]))


def _rule(draw: st.DrawFn, ids: Names, host: Plain, own: Plain, *, depends: bool) -> Named:
    condition = _host_condition(draw, host)
    copied: Plain = (
        {"Field": "host-header", "Values": [own]}
        if isinstance(condition, dict) and "Values" in condition
        else {"Field": "host-header", "HostHeaderConfig": {"Values": [own]}}
    )
    path: Plain = {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/é*"]}}
    conditions, copies = draw(
        st.sampled_from([([condition], [copied]), ([path, condition], [path, copied])])
    )
    forward: Plain = {"Type": "forward", "TargetGroupArn": {"Ref": ids.group}}
    copy: Plain = {"Type": "forward", "TargetGroupArn": {"Ref": ids.group + "@"}}
    weighted: Plain = {
        "Type": "forward",
        "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": ids.group}}]},
    }
    weighted_copy: Plain = {
        "Type": "forward",
        "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Ref": ids.group + "@"}}]},
    }
    check: Plain = {"Type": "authenticate-oidc", "Order": "1"}
    actions, copied_actions = draw(
        st.sampled_from(
            [([forward], [copy]), ([check, forward], [check, copy]), ([weighted], [weighted_copy])]
        )
    )
    properties: list[Entry] = [
        ("ListenerArn", {"Fn::ImportValue": "listener"}, {"Fn::ImportValue": "listener"}),
        ("Priority", "100", "88888"),
        ("Conditions", conditions, copies),
        ("Actions", actions, copied_actions),
    ]
    attributes: list[Entry] = [("DependsOn", ids.service, ids.service + "@")] if depends else []
    return _resource(draw, "AWS::ElasticLoadBalancingV2::ListenerRule", attributes, properties)


def _record(draw: st.DrawFn, host: Plain, own: Plain) -> Named:
    name = host + "." if isinstance(host, str) and draw(st.booleans()) else host
    properties: list[Entry] = [
        ("Name", name, own),
        ("Type", "A", "A"),
        ("HostedZoneName", "org.", "org."),
    ]
    return _resource(draw, "AWS::Route53::RecordSet", [], properties)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a template with a service that previews can copy, in any style."""
    ids = draw(NAMES)
    host, own = draw(st.sampled_from(HOSTS))
    depends = draw(st.booleans())
    group: list[Entry] = [("Port", "80", "80"), *_name(draw, "Name", ids)]
    parts = {
        ids.service: _service(draw, ids, rule_depends=depends),
        ids.task: _task(draw, ids),
        ids.group: _resource(draw, "AWS::ElasticLoadBalancingV2::TargetGroup", [], group),
        ids.rule: _rule(draw, ids, host, own, depends=depends),
        ids.record: _record(draw, host, own),
        ids.extra: same(draw(st.sampled_from(LAST))),
    }
    order = draw(st.permutations(sorted(parts)))
    found: Object = {id_: parts[id_].original for id_ in order}
    sections: list[tuple[str, Plain]] = [
        ("Resources", found),
        ("Parameters", PARAMETERS),
        ("Conditions", CONDITIONS),
        ("Outputs", {"Url": {"Value": {"Ref": ids.service}}}),
    ]
    text = draw(written(dict(draw(st.permutations(sections)))))
    added: Object = {id_ + "@": parts[id_].copy for id_ in order if id_ != ids.extra}
    return Case(written=text, names=ids, added=added)


LAST: list[Plain] = [
    {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a\nb\n"}},
    {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a\nb"}},
    {"Type": "AWS::SNS::Topic"},
    {"Type": "AWS::SNS::Topic", "Properties": {}},
    {"Type": "AWS::SNS::Topic", "Properties": {"Tags": []}},
]
"""Resources that nothing copies; the ending of the last one in the text must not change."""


def filled(document: Plain, values: Mapping[str, str]) -> Plain:
    """Return a document of the model with a preview's values in it."""
    if isinstance(document, str):
        text = document
        for mark, value in values.items():
            text = text.replace(mark, value)
        return text
    if isinstance(document, list):
        return [filled(item, values) for item in document]
    if isinstance(document, dict):
        return {str(filled(key, values)): filled(item, values) for key, item in document.items()}
    return document
