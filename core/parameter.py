"""The root stack's parameters: which value each gets in this update, and where it comes from."""

from __future__ import annotations

from attrs import evolve, frozen
from yaml.nodes import Node

from kayron.core.plan import Parameter, Source
from kayron.core.snapshot import HIDDEN, SnapshotSettings
from kayron.core.table import Table
from kayron.core.template.node import child, scalar, scalar_value
from kayron.core.template.secrecy import is_secret
from kayron.core.template.source import Template

SETTING = "Set by KAYRON_CLOUDFORMATION_PARAMETERS."


@frozen(kw_only=True)
class Declared:
    """A parameter as a template declares it."""

    type: str
    default: str | None
    no_echo: bool


@frozen(kw_only=True)
class ParameterCase:
    """All that decides the root parameters of one update.

    `declared` and `before` are those of the template to submit and of the deployed one, `deployed`
    the stack's values. `versions` has the version to send by the name of each artifact's parameter,
    None for an artifact whose parameter stays as it is.
    """

    declared: Table[Declared]
    before: Table[Declared]
    deployed: Table[str]
    versions: Table[str | None]
    settings: SnapshotSettings
    force: bool


def declared_parameters(template: Template) -> Table[Declared]:
    """Return the parameters that a template declares, by name."""
    return Table({name: _declared(node) for name, node in template.section("Parameters").items()})


def decide_parameters(case: ParameterCase) -> tuple[Parameter, ...]:
    """Return what each declared parameter gets, by name; those without a value are left out."""
    decided = (_decide(name, declared, case) for name, declared in case.declared.items())
    return tuple(parameter for parameter in decided if parameter is not None)


def without_value(case: ParameterCase, decided: tuple[Parameter, ...]) -> tuple[str, ...]:
    """Return the declared parameters that nothing gives a value."""
    return tuple(case.declared.keys() - {parameter.name for parameter in decided})


def known_values(
    decided: tuple[Parameter, ...], declared: Table[Declared], deployed: Table[str]
) -> Table[str]:
    """Return the values that the templates will see, as far as they are known.

    An SSM parameter's value is a name and a `NoEcho` one is hidden: both are unknown.
    """
    values = {p.name: _effective(p, declared[p.name].default, deployed) for p in decided}
    return Table(
        {
            name: value
            for name, value in values.items()
            if value is not None and not declared[name].type.startswith("AWS::SSM::")
        }
    )


def submitted(decided: tuple[Parameter, ...]) -> Table[str | None]:
    """Return the parameters to submit, without defaults and secrets; None: `UsePreviousValue`."""
    unsent = (Source.DEFAULT, Source.SECRET)
    return Table({p.name: p.value for p in decided if p.source not in unsent})


def secrets(decided: tuple[Parameter, ...]) -> tuple[str, ...]:
    """Return the parameters whose value the executor takes from the settings."""
    return tuple(p.name for p in decided if p.source is Source.SECRET)


def _declared(node: Node) -> Declared:
    return Declared(
        type=scalar(child(node, "Type")) or "String",
        default=scalar_value(child(node, "Default")),
        no_echo=is_secret(node),
    )


def _decide(name: str, declared: Declared, case: ParameterCase) -> Parameter | None:
    version = case.versions.get(name)
    if version is not None:
        return _parameter(name, Source.VERSION, version, "The version that its artifact moves to.")
    # A version parameter belongs to its release definition; a setting never moves it.
    if name not in case.versions:
        override = _override(name, case)
        if override is not None:
            return override
        # Whatever an override says that is not known: it is no default.
        if name not in case.settings.redacted and _has_new_default(name, declared, case):
            reason = f"The template's default changed from {case.before[name].default}."
            return _parameter(name, Source.NEW_DEFAULT, declared.default, reason)
    if name in case.deployed:
        return _parameter(name, Source.PREVIOUS, None, "Keeps the value that the stack has.")
    if declared.default is not None:
        return _parameter(name, Source.DEFAULT, None, "New, with a default in the template.")
    return None


def _override(name: str, case: ParameterCase) -> Parameter | None:
    """Return what the settings say of a parameter; a secret is sent where new, or by force."""
    if name in case.settings.parameters:
        value = case.settings.parameters[name]
        parameter = _parameter(name, Source.OVERRIDE, value, SETTING)
        return evolve(parameter, changes=case.deployed.get(name) != value)
    if name in case.settings.redacted and (case.force or name not in case.deployed):
        return _parameter(name, Source.SECRET, None, SETTING)
    return None


def _has_new_default(name: str, declared: Declared, case: ParameterCase) -> bool:
    before = case.before.get(name)
    return (
        before is not None
        and declared.default is not None
        and before.default != declared.default
        and case.deployed.get(name) == before.default
    )


def _effective(parameter: Parameter, default: str | None, deployed: Table[str]) -> str | None:
    if parameter.source is Source.DEFAULT:
        return default
    if parameter.source is Source.PREVIOUS:
        value = deployed[parameter.name]
        return None if value == HIDDEN else value
    return parameter.value


def _parameter(name: str, source: Source, value: str | None, reason: str) -> Parameter:
    changes = source is not Source.PREVIOUS
    return Parameter(name=name, source=source, value=value, changes=changes, reason=reason)
