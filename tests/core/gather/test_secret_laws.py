"""No secret is in a snapshot, whichever way the stacks of a tree pass it on.

What AWS shows of the stacks is what the model of CloudFormation evaluates.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from kayron.core.document import canonical
from kayron.core.snapshot import Exports, Snapshot, Stack
from kayron.core.table import Table
from tests.core.gather.answering import captured
from tests.strategies.worlds import two
from tests.world.cloudformation import Update, deploy
from tests.world.facts import snapshot
from tests.world.small import STACK

PASSWORD, OVERRIDE = "canary-password", "canary-override"

URL = "https://small-templates.s3.amazonaws.com/testing/"

FORMS = (
    "@",
    "@",
    '!Join ["/", [a, @]]',
    '!Sub ["x-${V}", {V: @}]',
    "!If [Yes, @, b]",
    '!Select ["1", !Split [";", !Join [";", [a, @]]]]',
)


def out_of(*values: str) -> st.SearchStrategy[str]:
    """Return expressions of one of these values."""
    forms = st.sampled_from(FORMS)
    return st.builds(lambda form, value: form.replace("@", value), forms, st.sampled_from(values))


def of(*names: str) -> tuple[str, ...]:
    """Return references to parameters and outputs, in each way to spell them, and no reference."""
    plain = [name for name in names if "." not in name]
    outputs = [name.split(".", 1) for name in names if "." in name]
    return (
        "x",
        *(f"!Ref {name}" for name in plain),
        *(f"!GetAtt {id_}.{name}" for id_, name in outputs),
        *(f"!GetAtt [{id_}, {name}]" for id_, name in outputs),
        *(f'!Sub "${{{name}}}?"' for name in names),
    )


def nested(id_: str, p: str, q: str) -> str:
    return f"""\
  {id_}:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: {URL}{id_}.yaml
      Parameters:
        P: {p}
        Q: {q}
"""


def template(parameters: str, resources: str, outputs: str) -> str:
    return f"""\
Parameters:
  P: {parameters}
  Q: {{Type: String}}
Conditions: {{Yes: !Equals [a, a]}}
Resources:
  Queue: {{Type: AWS::SQS::Queue}}
{resources}Outputs:
{outputs}"""


OWN = of("P", "Q")

IMPORT = "!ImportValue shown"

trees = st.fixed_dictionaries(
    {
        "index": st.builds(
            lambda data, app, output: template(
                "{Type: String, NoEcho: true}",
                nested("Data", *data) + nested("App", *app),
                f"  First: {{Value: !GetAtt Data.Outputs.O}}\n  O: {{Value: {output}}}\n",
            ),
            st.tuples(out_of(*OWN), out_of(*OWN)),
            st.tuples(
                out_of(*OWN, *of("Data.Outputs.O")),
                out_of(*OWN, IMPORT),
            ),
            out_of(*OWN, *of("Data.Outputs.O", "App.Outputs.O")),
        ),
        "Data": st.builds(
            lambda deep, output: template(
                "{Type: String}",
                nested("Deep", *deep),
                f"  O: {{Value: {output}, Export: {{Name: shown}}}}\n",
            ),
            st.tuples(out_of(*OWN), out_of(*OWN)),
            out_of(*OWN, *of("Deep.Outputs.O")),
        ),
        **{
            name: out_of(*OWN, *more).map(
                lambda output: template("{Type: String}", "", f"  O: {{Value: {output}}}\n")
            )
            for name, more in {"App": (IMPORT,), "Deep": ()}.items()
        },
    }
)


def shown(tree: Mapping[str, str]) -> Snapshot:
    """Return what AWS shows of these stacks, and what nobody has hidden in it."""
    update = Update(
        stack=STACK,
        template_url=f"{URL}index.yaml",
        parameters=Table({"P": PASSWORD, "Q": "q"}),
        tags=Table({"environment": "testing"}),
        time=two().now,
        token=None,
    )
    live = deploy(update, {f"{URL}{name}.yaml": text for name, text in tree.items()}, {}, None)
    facts = snapshot(two())
    return evolve(
        facts,
        root=evolve(live.root, status_reason=f"the value {OVERRIDE} is no password"),
        exports=Exports(by_name=live.exports),
        services=live.services,
        listeners=live.listeners,
        settings=evolve(facts.settings, parameters=Table({"P": OVERRIDE})),
    )


@settings(max_examples=150)
@given(trees)
def test_no_secret_is_in_a_snapshot_whichever_stack_passes_it_on(tree: Mapping[str, str]) -> None:
    found = captured(shown(tree)).snapshot
    assert isinstance(found.root, Stack)
    assert [one for one in (PASSWORD, OVERRIDE) if one in canonical(found)] == []
