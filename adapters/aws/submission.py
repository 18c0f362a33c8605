"""What CloudFormation is sent of an operation, by a change set and by an update alike."""

from __future__ import annotations

from collections.abc import Mapping

from kayron.adapters.job import CaptureError
from kayron.core.action import UpdateStack


def submission(action: UpdateStack, secrets: Mapping[str, str]) -> dict[str, object]:
    """Return what a change set and an update have in common.

    The service role, notifications and rollback triggers that are not sent stay as they are.
    Raises `CaptureError` where a redacted parameter has no value.
    """
    missing = sorted(set(action.redacted) - secrets.keys())
    if missing:
        what = f"There is no value for {', '.join(missing)}."
        raise CaptureError(what, "KAYRON_CLOUDFORMATION_PARAMETERS")
    values = {**action.parameters, **{name: secrets[name] for name in action.redacted}}
    return {
        "StackName": action.stack,
        "TemplateURL": action.template_url,
        "Parameters": [_parameter(name, value) for name, value in sorted(values.items())],
        "Tags": [{"Key": key, "Value": value} for key, value in action.tags.items()],
        "Capabilities": list(action.capabilities),
    }


def _parameter(name: str, value: str | None) -> dict[str, object]:
    if value is None:
        return {"ParameterKey": name, "UsePreviousValue": True}
    return {"ParameterKey": name, "ParameterValue": value}
