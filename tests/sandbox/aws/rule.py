"""What Elastic Load Balancing asks of a rule."""

from __future__ import annotations

from tests.sandbox.aws.error import AwsError, validation
from tests.sandbox.aws.wire import Data

PRIORITIES = range(1, 50_001)
MOST_VALUES = 5
MOST_WILDCARDS = 5
LONGEST = 128
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""

VALUES = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}


def checked_priority(priority: int) -> int:
    """Return a priority that is one."""
    if priority not in PRIORITIES:
        raise validation(f"Priority '{priority}' must be between 1 and 50000, inclusive")
    return priority


def in_use(priority: int) -> AwsError:
    """Return what AWS says to a priority that another rule has."""
    return AwsError("PriorityInUse", f"Priority '{priority}' is currently in use")


def checked_conditions(conditions: list[Data]) -> list[Data]:
    """Return conditions as AWS describes them: `Values` and the field's own configuration."""
    described = [_condition(one) for one in conditions]
    values = _values(conditions, "Values")
    if len(values) + len(_values(conditions, "RegexValues")) > MOST_VALUES:
        raise validation(f"A rule can have a maximum of {MOST_VALUES} condition values")
    if sum(value.count("*") + value.count("?") for value in values) > MOST_WILDCARDS:
        raise validation(f"A rule can have a maximum of {MOST_WILDCARDS} condition wildcards")
    return described


def _condition(condition: Data) -> Data:
    name = condition.get("Field", "")
    if name not in VALUES:
        raise validation(f"Condition field '{name}' must be one of '[{', '.join(VALUES)}]'")
    config = condition.get(VALUES[name])
    values = condition.get("Values") or (config or {}).get("Values") or []
    regex = condition.get("RegexValues") or (config or {}).get("RegexValues") or []
    if not values and not regex:
        raise validation("A condition value must be specified")
    if name == "host-header" and any(len(value) > LONGEST for value in values):
        raise validation(f"Condition value can be at most {LONGEST} characters")
    if name not in {"host-header", "path-pattern"}:
        return {"Field": name, VALUES[name]: config}
    own = {"RegexValues": regex} if regex else {"Values": values}
    return {"Field": name, **({} if regex else {"Values": values}), VALUES[name]: own}


def _values(conditions: list[Data], name: str) -> list[str]:
    configs = (condition.get(VALUES[condition["Field"]]) or {} for condition in conditions)
    return [str(value) for one in (*conditions, *configs) for value in one.get(name, [])]
