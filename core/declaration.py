"""One release definition, as written: its keys, their rules, and what it amounts to."""

from __future__ import annotations

import re

from attrs import frozen

from kayron.core.definition import (
    Branch,
    Definition,
    PriorityRange,
    Release,
    Strategy,
    Suspend,
)
from kayron.core.gate_setting import GATES, GateOverrides, read_overrides
from kayron.core.limit import (
    GITHUB_REPOSITORY_NAME,
    IMAGE_TAG,
    PRIORITY_HIGHEST,
    PRIORITY_LOWEST,
    REPOSITORY_PATH,
)
from kayron.core.problem import Place, Problem
from kayron.core.verdict import INFRASTRUCTURE, STACK
from kayron.core.version import (
    is_branch_name,
    is_github_name,
    is_host_expression,
    is_release_tag,
    is_repository_path,
    parameter_problem,
)
from kayron.core.yaml_field import Fields, fields_of
from kayron.core.yaml_node import Node, listed

KEYS = ("docker", "github", "provider", "deploy", "domain", "priorities")
DEPLOY = ("branch", "release", "suspend", "preview")
STRATEGIES = DEPLOY[:3]
SUSPEND = ("reason", "until")
PROVIDERS = ("cloudformation",)
FOR_SERVICES = ("docker", "domain", "priorities")

DOCKER_RULE = (
    "must be the path of an image repository: lower-case letters and digits with dashes, dots or "
    f"underscores between them, parts separated by slashes, at most {REPOSITORY_PATH} characters"
)
GITHUB_RULE = (
    f"must be the name of a repository, without its owner: 1 to {GITHUB_REPOSITORY_NAME} of "
    "A-Z a-z 0-9 - _ . with no dot at the beginning and no .git at the end"
)
RELEASE_RULE = (
    "must be vMAJOR.MINOR.PATCH or vMAJOR.MINOR.PATCH-SUFFIX, without a +build part, of at most "
    f"{IMAGE_TAG} characters"
)
BRANCH_RULE = "must be a branch name that git allows"
DOMAIN_RULE = (
    "must be a host name such as lite.example.org, whose ${...} are parameters of the service's "
    "template"
)
PRIORITIES_RULE = (
    f"must be LOW-HIGH such as 12001-12099, two numbers from {PRIORITY_LOWEST} to "
    f"{PRIORITY_HIGHEST}, the lower one first"
)


@frozen(kw_only=True)
class Declaration:
    """A definition as written, with what others are compared by, even where it is not valid.

    `name` is its legal `docker`, or `github` where it is the infrastructure's; `key` says which.
    `provider` is where it says that it is the infrastructure.
    """

    definition: Definition | None
    key: str
    name: str | None
    place: Place
    provider: Place | None


def read_declaration(node: Node, problems: list[Problem]) -> Declaration | None:
    """Return one definition, None where it is not even a mapping. Appends what is wrong."""
    before = len(problems)
    fields = fields_of(node, "", KEYS, problems)
    if fields is None:
        return None
    github = fields.legal("github", is_github_name, GITHUB_RULE)
    docker = fields.legal("docker", is_repository_path, DOCKER_RULE)
    key, name = ("github", github) if "provider" in fields else ("docker", docker)
    _check_kind(fields, key, name)
    strategy, preview = _deploy(fields)
    domain = fields.legal("domain", is_host_expression, DOMAIN_RULE)
    priorities = _priorities(fields)
    definition = None
    if len(problems) == before and github is not None and strategy is not None:
        definition = Definition(
            docker=docker,
            github=github,
            strategy=strategy,
            preview=preview,
            domain=domain,
            priorities=priorities,
            place=fields.place,
        )
    return Declaration(
        definition=definition,
        key=key,
        name=name,
        place=fields.place if name is None else fields.value_place(key),
        provider=fields.value_place("provider") if "provider" in fields else None,
    )


def _check_kind(fields: Fields, key: str, name: str | None) -> None:
    """Report what makes it neither a service nor the infrastructure, and a name that cannot be."""
    if "github" not in fields:
        fields.refuse("github", "is missing; name the repository.")
    if "provider" in fields:
        fields.choice("provider", PROVIDERS)
        for other in FOR_SERVICES:
            if other in fields:
                fields.refuse_key(other, "is for services only; remove it, or provider.")
    elif "docker" not in fields:
        message = "is missing; name the image repository, or write `provider: cloudformation`."
        fields.refuse("docker", message)
    if name is None:
        return
    if problem := parameter_problem(name):
        fields.refuse(key, f"{problem}; use letters, digits and dashes.")
    elif key == "docker" and name in (STACK, INFRASTRUCTURE):
        fields.refuse(key, f"no service can be called {name}: verdicts mean the {name} by it.")


def _deploy(fields: Fields) -> tuple[Strategy | None, GateOverrides | None]:
    deploy = fields.mapping("deploy", DEPLOY)
    if deploy is None:
        if "deploy" not in fields:
            message = "is missing; say what should run, such as `deploy: {branch: main}`."
            fields.refuse("deploy", message)
        return None, None
    if "provider" in fields and "preview" in deploy:
        deploy.refuse_key("preview", "is for services only; remove it.")
    found = [name for name in STRATEGIES if name in deploy]
    if len(found) != 1:
        count = f"not {listed(found)}" if found else "and has none"
        fields.refuse("deploy", f"needs exactly one of {listed(STRATEGIES)}, {count}.")
    strategies: list[Strategy | None] = [_branch(deploy), _release(deploy), _suspend(deploy)]
    return next((s for s in strategies if s is not None), None), _preview(deploy)


def _branch(deploy: Fields) -> Branch | None:
    name = deploy.legal("branch", is_branch_name, BRANCH_RULE)
    return None if name is None else Branch(name=name)


def _release(deploy: Fields) -> Release | None:
    tag = deploy.legal("release", is_release_tag, RELEASE_RULE)
    return None if tag is None else Release(tag=tag)


def _suspend(deploy: Fields) -> Suspend | None:
    suspend = deploy.true_or_mapping("suspend", SUSPEND)
    if suspend is None:
        return None
    if suspend is True:
        return Suspend(reason="", until=None)
    if "reason" not in suspend and "until" not in suspend:
        deploy.refuse("suspend", "has neither reason nor until; write one of them, or true.")
    return Suspend(reason=suspend.prose("reason") or "", until=suspend.moment("until"))


def _preview(deploy: Fields) -> GateOverrides | None:
    preview = deploy.true_or_mapping("preview", GATES)
    if preview is None:
        return None
    if preview is True:
        return GateOverrides()
    if "max_total" in preview:
        preview.refuse_key("max_total", "counts over all services; write it into kayron.yaml.")
    return read_overrides(preview)


def _priorities(fields: Fields) -> PriorityRange | None:
    text = fields.legal("priorities", _range, PRIORITIES_RULE)
    return None if text is None else _range(text)


def _range(text: str) -> PriorityRange | None:
    match = re.fullmatch("([0-9]{1,5})-([0-9]{1,5})", text)
    if match is None:
        return None
    low, high = int(match[1]), int(match[2])
    if PRIORITY_LOWEST <= low <= high <= PRIORITY_HIGHEST:
        return PriorityRange(low=low, high=high)
    return None
