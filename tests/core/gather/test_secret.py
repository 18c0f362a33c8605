"""No value of a `NoEcho` parameter gets into a snapshot, whichever way AWS shows it."""

from __future__ import annotations

from attrs import evolve

from kayron.core.conversion import Text
from kayron.core.fact import Absent, Fact, Unknown
from kayron.core.gather.secret import without_secrets
from kayron.core.snapshot import Exports, Stack
from kayron.core.table import Table
from kayron.core.template.library import Library
from tests.world.example import STACK as EXAMPLE

SECRET = "hunter2"

ROOT_TEMPLATE = """\
Parameters:
  Password: {Type: String, NoEcho: true}
  Size: {Type: String}
Resources:
  Data:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example.org/data.yaml
      Parameters: {Plain: !Sub "x-${Password}", Size: !Ref Size}
  App:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example.org/app.yaml
      Parameters:
        Url: !GetAtt Data.Outputs.Url
        Short: !Sub "${Data.Outputs.Url}?x"
        Long: !GetAtt [Data, Outputs.Url]
        Host: !GetAtt Data.Outputs.Host
Outputs:
  Url: {Value: !GetAtt App.Outputs.Again}
  Host: {Value: !GetAtt Data.Outputs.Host}
"""

DATA_TEMPLATE = """\
Parameters: {Plain: {Type: String}, Size: {Type: String}}
Resources: {Queue: {Type: AWS::SQS::Queue}}
Outputs:
  Url: {Value: !Sub "https://${Plain}@host"}
  Host: {Value: !GetAtt Queue.Arn}
"""

APP_TEMPLATE = """\
Parameters: {Url: {Type: String}, Short: {Type: String}, Long: {Type: String}, Host: {Type: String}}
Resources: {Queue: {Type: AWS::SQS::Queue}}
Outputs:
  Again: {Value: !Ref Url}
"""


def stack(
    name: str, template: Fact[Text], parameters: dict[str, str], outputs: dict[str, str]
) -> Stack:
    return evolve(
        EXAMPLE,
        name=name,
        id=f"arn:{name}",
        template=template,
        parameters=Table(parameters),
        outputs=Table(outputs),
        nested=Table(),
    )


SHOWN = {"Url": SECRET, "Host": "h"}

DATA = stack("data", Text(DATA_TEMPLATE), {"Plain": SECRET, "Size": "1"}, SHOWN)
APP = stack(
    "app",
    Text(APP_TEMPLATE),
    {"Url": SECRET, "Short": SECRET, "Long": SECRET, "Host": "h"},
    {"Again": SECRET},
)
NESTED: dict[str, Fact[Stack]] = {"App": APP, "Data": DATA, "Gone": Absent()}

ROOT = evolve(
    stack("acme", Text(ROOT_TEMPLATE), {"Password": "****", "Size": "1"}, SHOWN),
    nested=Table(NESTED),
)
EXPORTS = Exports(by_name=Table({"shown": SECRET, "host": "h"}))


def cleaned(root: Stack, exports: Fact[Exports] = EXPORTS) -> tuple[Stack, Fact[Exports]]:
    found, safe = without_secrets(root, exports, Library())
    assert isinstance(found, Stack)
    return found, safe


def values(root: Stack, path: str) -> tuple[dict[str, str], dict[str, str]]:
    one = cleaned(root)[0].nested[path]
    assert isinstance(one, Stack)
    return dict(one.parameters), dict(one.outputs)


def test_a_nested_stack_that_is_passed_a_secret_does_not_show_it() -> None:
    assert values(ROOT, "Data")[0] == {"Plain": "****", "Size": "1"}


def test_where_a_function_gives_all_parameters_each_may_be_the_secret() -> None:
    given = 'Parameters: {Plain: !Sub "x-${Password}", Size: !Ref Size}'
    forms = (
        'Parameters: !If [A, {Plain: !Ref Password}, {Plain: "", Size: !Ref Size}]',
        'Parameters: {"Fn::If": [A, {Plain: !Ref Password}, {Plain: "", Size: !Ref Size}]}',
    )
    for form in forms:
        root = evolve(ROOT, template=Text(ROOT_TEMPLATE.replace(given, form)))
        assert values(root, "Data")[0] == {"Plain": "****", "Size": "****"}


def test_an_output_that_a_secret_is_part_of_is_hidden_and_no_other() -> None:
    assert values(ROOT, "Data")[1] == {"Url": "****", "Host": "h"}


def test_a_secret_output_is_followed_to_where_it_is_passed() -> None:
    hidden = dict.fromkeys(("Url", "Short", "Long"), "****")
    assert values(ROOT, "App") == ({**hidden, "Host": "h"}, {"Again": "****"})


def test_the_outputs_of_the_root_and_the_exports_are_hidden_too() -> None:
    root, exports = cleaned(ROOT)
    assert dict(root.outputs) == {"Url": "****", "Host": "h"}
    assert exports == Exports(by_name=Table({"shown": "****", "host": "h"}))


def test_who_imports_a_secret_output_does_not_show_it() -> None:
    template = ROOT_TEMPLATE.replace("!GetAtt Data.Outputs.Url\n        Short", "x\n        Short")
    template = template.replace("Url: x", "Url: !ImportValue shown")
    found = values(evolve(ROOT, template=Text(template)), "App")
    assert (found[0]["Url"], found[1]) == ("****", {"Again": "****"})


def test_where_exports_are_not_known_what_is_imported_may_be_a_secret() -> None:
    import_ = 'Host: !Join ["", [x, !ImportValue host]]'
    template = ROOT_TEMPLATE.replace("Host: !GetAtt Data.Outputs.Host\nOut", f"{import_}\nOut")
    root = evolve(ROOT, template=Text(template))
    found = {}
    for exports in (EXPORTS, Unknown("ListExports is denied")):
        app = cleaned(root, exports)[0].nested["App"]
        assert isinstance(app, Stack)
        found[type(exports)] = app.parameters["Host"]
    assert found == {Exports: "h", Unknown: "****"}


def test_a_tag_of_a_nested_stack_that_a_secret_is_part_of_is_hidden() -> None:
    tags = {"team": "shop", "url": SECRET, "env": "testing"}
    tagged = evolve(ROOT, tags=Table({"team": "shop"}))
    given = "      Tags: [{Key: url, Value: !Ref Password}, {Key: env, Value: testing}]\n  App:"
    for template in (ROOT_TEMPLATE.replace("  App:", given, 1), "Resources: [NoEcho"):
        nested = {**NESTED, "Data": evolve(DATA, tags=Table(tags))}
        root = evolve(tagged, nested=Table(nested), template=Text(template))
        data = cleaned(root)[0].nested["Data"]
        assert isinstance(data, Stack)
        assert dict(data.tags) == {"team": "shop", "url": "****", "env": "****"}
    nested = {**NESTED, "App": evolve(APP, tags=Table(tags))}
    app = cleaned(evolve(ROOT, nested=Table(nested)))[0].nested["App"]
    assert isinstance(app, Stack)
    assert dict(app.tags) == tags


def test_exports_that_are_not_known_stay_so() -> None:
    assert cleaned(ROOT, Unknown("denied"))[1] == Unknown("denied")


def test_an_export_may_be_the_output_of_a_stack_that_was_not_read() -> None:
    said = "whether they hold secrets is not known without the root (denied)"
    assert without_secrets(Unknown("denied"), EXPORTS, Library())[1] == Unknown(said)
    root = evolve(ROOT, nested=Table({**NESTED, "Data": Unknown("denied.")}))
    said = "whether they hold secrets is not known without Data (denied)"
    assert cleaned(root)[1] == Unknown(said)


def test_where_there_is_no_stack_exports_are_those_of_others() -> None:
    assert without_secrets(Absent(), EXPORTS, Library()) == (Absent(), EXPORTS)


def test_no_secret_is_left_anywhere() -> None:
    assert SECRET not in repr(cleaned(ROOT))


def test_below_a_template_that_cannot_be_read_every_value_may_be_a_secret() -> None:
    for template in (Unknown("denied"), Text("Resources: [NoEcho")):
        root = evolve(ROOT, template=template)
        hidden = {"Url": "****", "Host": "****"}
        assert values(root, "Data") == ({"Plain": "****", "Size": "****"}, {**SHOWN, "Url": "****"})
        assert dict(cleaned(root)[0].outputs) == hidden
        assert dict(cleaned(root)[0].parameters) == {"Password": "****", "Size": "1"}


def test_a_template_with_characters_that_aws_does_not_show_can_be_read() -> None:
    root = evolve(ROOT, template=Text("Description: ? Runs it\n" + ROOT_TEMPLATE))
    assert values(root, "Data") == values(ROOT, "Data")


def test_a_value_that_is_hidden_without_a_declaration_is_a_secret_too() -> None:
    declared = evolve(ROOT, template=Text(ROOT_TEMPLATE.replace(", NoEcho: true", "")))
    assert SECRET not in repr(cleaned(declared))


def test_stacks_without_secrets_stay_as_they_are() -> None:
    plain = evolve(DATA, parameters=Table({"Plain": "x"}))
    assert cleaned(plain)[0] is plain


def test_a_nested_stack_that_nobody_read_is_passed_over() -> None:
    root = evolve(ROOT, nested=Table({"Data": Unknown("denied")}))
    assert cleaned(root)[0].nested == root.nested
