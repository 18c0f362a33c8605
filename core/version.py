"""The spelling of versions and names: release tags, branches, pull requests, stack parameters."""

from __future__ import annotations

import re

from kayron.core.limit import (
    DNS_LABEL,
    GITHUB_REPOSITORY_NAME,
    HOST_HEADER,
    IMAGE_TAG,
    PARAMETER_NAME,
    REPOSITORY_PATH,
)

_NUMBER = r"(?:0|[1-9][0-9]*)"
_SUFFIX = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_RELEASE = re.compile(rf"v{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-{_SUFFIX})?")

# https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests
_COMPONENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_REPOSITORY_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*")

_GITHUB_NAME = re.compile(r"[A-Za-z0-9\-_][A-Za-z0-9\-_.]*")

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_VARIABLE = re.compile(r"\$\{(?:AWS::)?[A-Za-z0-9]+\}")

# https://git-scm.com/docs/git-check-ref-format, rules 3 to 5, 8 and 10
_NOT_IN_BRANCH = re.compile(r"\.\.|@\{|[\x00-\x20\x7f~^:?*\[\\]")


def stack_parameter(name: str) -> str:
    """Return the stack parameter that carries the version of the artifact of this name.

    It is a legal parameter only where `parameter_problem` has nothing to say.
    """
    words = re.split("[- ]", name)
    return "".join(map(_capitalised, words)) + "Version"


def parameter_problem(name: str) -> str:
    """Return why the name gives no stack parameter, or an empty text."""
    parameter = stack_parameter(name)
    if re.fullmatch("[A-Za-z0-9]+", parameter) is None:
        return f"gives the stack parameter {parameter!r}, which is not alphanumeric"
    if len(parameter) > PARAMETER_NAME:
        return f"gives a stack parameter of more than {PARAMETER_NAME} characters"
    return ""


def is_release_tag(text: str) -> bool:
    """Tell whether a text is `vMAJOR.MINOR.PATCH` or `vMAJOR.MINOR.PATCH-SUFFIX`.

    Numbers have no leading zeros; a `+build` part is not legal in an image tag.
    """
    return len(text) <= IMAGE_TAG and _RELEASE.fullmatch(text) is not None


def is_branch_name(text: str) -> bool:
    """Tell whether `git check-ref-format --branch` would accept a text as it stands.

    The name follows `refs/heads/`, so it needs no slash of its own, may be `@`, and must not be
    `HEAD` or begin with a dash.
    """
    components = text.split("/")
    return (
        text != "HEAD"
        and not text.startswith("-")
        and not text.endswith(".")
        and _NOT_IN_BRANCH.search(text) is None
        and all(c and not c.startswith(".") and not c.endswith(".lock") for c in components)
    )


def is_repository_path(text: str) -> bool:
    """Tell whether a text is a legal OCI repository path, such as `team/splits-lite`."""
    return len(text) <= REPOSITORY_PATH and _REPOSITORY_PATH.fullmatch(text) is not None


def is_github_name(text: str) -> bool:
    """Tell whether a text is a legal name of a GitHub repository."""
    return (
        len(text) <= GITHUB_REPOSITORY_NAME
        and _GITHUB_NAME.fullmatch(text) is not None
        and not text.endswith(".git")
    )


def pull_number(text: str) -> int | None:
    """Return the number of a pull request that a text spells, None where it spells none."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def is_host_expression(text: str) -> bool:
    """Tell whether a text is a host name with a dot, or one with `${Parameter}` in it.

    The label and the dot of a preview have to fit before it.
    """
    host, variables = _VARIABLE.subn("x", text)
    return (
        _HOST.fullmatch(host) is not None
        and len(host) <= HOST_HEADER - len("1d0fd508.")
        and all(len(label) <= DNS_LABEL for label in host.split("."))
        and ("." in host or variables > 0)
    )


def _capitalised(word: str) -> str:
    """Return a word with its first letter, whatever stands before it, as the only capital."""
    lower = word.lower()
    first = next((i for i, character in enumerate(lower) if character.isalpha()), len(lower))
    return lower[:first] + lower[first : first + 1].upper() + lower[first + 1 :]
