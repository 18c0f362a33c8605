"""Which permission each operation needs, as GitHub documents it.

Sources, the same table for both kinds of tokens:
https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
(as data: src/github-apps/data/fpt-2022-11-28 in the repository github/docs)
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Level = Literal["read", "write"]


@frozen
class Needed:
    """A permission at a level, and what else GitHub names beside it."""

    name: str
    level: Level = "read"
    named_too: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as GitHub writes it into `X-Accepted-GitHub-Permissions`."""
        names = (*self.named_too, self.name)
        return "; ".join(f"{name}={self.level}" for name in names)


CONTENTS = Needed("contents")
METADATA = Needed("metadata")
"""GitHub gives it to every token of a repository."""

PULLS = Needed("pull_requests")
COMMENTS = Needed("pull_requests", "read", ("issues",))
COMMENTING = Needed("pull_requests", "write", ("issues",))
"""All our conversations are those of pull requests, where `issues` alone isn't enough, whatever the
docs and the header say: https://github.com/LearningCircuit/local-deep-research/pull/3950,
https://github.com/vitejs/vite-ecosystem-ci/pull/487"""

DEPLOYMENTS = Needed("deployments")
DEPLOYING = Needed("deployments", "write")

PERMISSIONS: dict[str, Needed] = {
    "apps/list-repos-accessible-to-installation": METADATA,
    "git/get-blob": CONTENTS,
    "git/get-commit": CONTENTS,
    "git/get-ref": CONTENTS,
    "git/get-tag": CONTENTS,
    "git/get-tree": CONTENTS,
    "git/list-matching-refs": CONTENTS,
    "issues/create-comment": COMMENTING,
    "issues/delete-comment": COMMENTING,
    "issues/get-comment": COMMENTS,
    "issues/list-comments": COMMENTS,
    "issues/update-comment": COMMENTING,
    "pulls/get": PULLS,
    "pulls/list": PULLS,
    "repos/compare-commits-with-basehead": CONTENTS,
    "repos/create-deployment": DEPLOYING,
    "repos/create-deployment-status": DEPLOYING,
    "repos/get": METADATA,
    "repos/get-branch": CONTENTS,
    "repos/get-commit": CONTENTS,
    "repos/get-content": CONTENTS,
    "repos/get-deployment": DEPLOYMENTS,
    "repos/get-latest-release": CONTENTS,
    "repos/get-release-by-tag": CONTENTS,
    "repos/list-branches": CONTENTS,
    "repos/list-deployment-statuses": DEPLOYMENTS,
    "repos/list-deployments": DEPLOYMENTS,
    "repos/list-releases": CONTENTS,
}
"""By operation. The other operations need no permission of a repository."""

BY_APP = frozenset(
    {
        "apps/create-installation-access-token",
        "apps/get-authenticated",
        "apps/get-installation",
        "apps/get-org-installation",
        "apps/get-repo-installation",
        "apps/list-installations",
    }
)
"""Operations of an app itself, which signs a JSON web token for them."""

BY_INSTALLATION = frozenset({"apps/list-repos-accessible-to-installation"})
"""Operations of an installation's token alone."""

BY_PERSON = frozenset({"users/get-authenticated"})
"""Operations of a person's token alone."""
