"""What GitHub tells of accounts, repositories, pull requests and comments.

A view says what matters; `completion` adds what GitHub's description requires besides.
"""

from __future__ import annotations

from datetime import datetime

from tests.sandbox.github.exchange import Json, Request
from tests.sandbox.github.pull import Comment, Pull
from tests.sandbox.github.release import Deployment, DeploymentStatus, Release
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.world import identity

SITE = "https://github.com"


def moment(time: datetime | None) -> str | None:
    """Return a time as GitHub writes it."""
    return None if time is None else f"{time:%Y-%m-%dT%H:%M:%SZ}"


def account(request: Request, login: str) -> Json:
    """Return an account in short; of a deleted one GitHub's ghost takes the place."""
    found = request.hub.world.account(login)
    if found.deleted:
        found = request.hub.world.account("ghost")
    return {
        "login": found.login,
        "id": found.id,
        "url": f"{request.base}/users/{found.login}",
        "html_url": f"{SITE}/{found.login}",
        "type": found.kind,
    }


def repository(request: Request, subject: Repository) -> Json:
    """Return a repository."""
    return {
        "id": subject.id,
        "name": subject.name,
        "full_name": subject.full_name,
        "private": subject.private,
        "visibility": "private" if subject.private else "public",
        "owner": account(request, subject.owner),
        "url": f"{request.base}/repos/{subject.full_name}",
        "html_url": f"{SITE}/{subject.full_name}",
        "fork": subject.parent is not None,
        "archived": subject.archived,
        "default_branch": subject.default_branch,
        "created_at": moment(subject.created),
        "updated_at": moment(subject.pushed),
        "pushed_at": moment(subject.pushed),
        "has_issues": True,
        "permissions": _permissions(request, subject),
    }


def _permissions(request: Request, subject: Repository) -> Json:
    role = request.caller.role(subject)
    push = role == "write"
    return {"admin": False, "maintain": False, "push": push, "triage": push, "pull": True}


def pull(request: Request, subject: Pull) -> Json:
    """Return a pull request as a list has it."""
    base = subject.base_repository
    issue = f"{request.here}/issues/{subject.number}"
    own = f"{request.here}/pulls/{subject.number}"
    site = f"{SITE}/{base.full_name}/pull/{subject.number}"
    links = {
        "self": own,
        "html": site,
        "issue": issue,
        "comments": f"{issue}/comments",
        "review_comments": f"{own}/comments",
        "review_comment": f"{own}/comments{{/number}}",
        "commits": f"{own}/commits",
        "statuses": f"{request.here}/statuses/{subject.head_sha}",
    }
    return {
        "url": own,
        "id": subject.id,
        "number": subject.number,
        "state": "open" if subject.is_open else "closed",
        "locked": subject.locked,
        "title": subject.title,
        "user": account(request, subject.author),
        "labels": [_label(request, base, name) for name in subject.labels],
        "draft": subject.draft,
        "created_at": moment(subject.created),
        "updated_at": moment(subject.updated),
        "closed_at": moment(subject.closed),
        "merged_at": moment(subject.merged),
        "merge_commit_sha": subject.merge_commit,
        "head": _end(request, subject.head_repository, subject.head, subject.head_sha),
        "base": _end(request, base, subject.base, base.git.branches.get(subject.base, "0" * 40)),
        "_links": {name: {"href": link} for name, link in links.items()},
        "html_url": site,
        "diff_url": f"{site}.diff",
        "patch_url": f"{site}.patch",
        "issue_url": issue,
        "comments_url": links["comments"],
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "statuses_url": links["statuses"],
        "author_association": association(request, base, subject.author),
    }


def _end(request: Request, there: Repository, branch: str, sha: str) -> Json:
    """Return one end of a pull request; what is gone is null."""
    gone = request.hub.world.account(there.owner).deleted
    return {
        "label": None if gone else f"{there.owner}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": None if gone else account(request, there.owner),
        "repo": None if there.deleted else repository(request, there),
    }


def _label(request: Request, there: Repository, name: str) -> Json:
    return {
        "id": identity(f"label {there.full_name} {name}"),
        "url": f"{request.here}/labels/{name}",
        "name": name,
        "color": "ededed",
        "default": False,
        "description": None,
    }


def association(request: Request, there: Repository, author: str) -> str:
    """Return what somebody is to a repository."""
    owner = request.hub.world.account(there.owner)
    if author.lower() == owner.login.lower():
        return "OWNER"
    if author.lower() in owner.members:
        return "MEMBER"
    return "COLLABORATOR" if author.lower() in there.collaborators else "CONTRIBUTOR"


def comment(request: Request, subject: Comment, conversation: Pull) -> Json:
    """Return a comment."""
    there = conversation.base_repository
    site = f"{SITE}/{there.full_name}/pull/{conversation.number}"
    return {
        "id": subject.id,
        "url": f"{request.here}/issues/comments/{subject.id}",
        "html_url": f"{site}#issuecomment-{subject.id}",
        "issue_url": f"{request.here}/issues/{conversation.number}",
        "body": subject.body,
        "user": account(request, subject.author),
        "created_at": moment(subject.created),
        "updated_at": moment(subject.updated),
        "author_association": association(request, there, subject.author),
        "performed_via_github_app": None if subject.app is None else app(request, subject.app),
    }


def app(request: Request, slug: str) -> Json:
    """Return an app."""
    found = request.hub.apps.apps[identity(f"app {slug}")]
    return {
        "id": found.id,
        "slug": slug,
        "name": slug,
        "owner": account(request, found.owner.login),
        "external_url": "https://example.org",
        "html_url": f"{SITE}/apps/{slug}",
        "created_at": moment(found.created),
        "updated_at": moment(found.created),
        "permissions": dict(found.permissions),
        "events": [],
    }


def release(request: Request, subject: Release) -> Json:
    """Return a release."""
    own = f"{request.here}/releases/{subject.id}"
    return {
        "url": own,
        "html_url": f"{SITE}/{request.repository.full_name}/releases/tag/{subject.tag}",
        "upload_url": f"{own}/assets{{?name,label}}",
        "tarball_url": f"{request.here}/tarball/{subject.tag}",
        "zipball_url": f"{request.here}/zipball/{subject.tag}",
        "id": subject.id,
        "tag_name": subject.tag,
        "target_commitish": request.repository.default_branch,
        "name": subject.tag,
        "draft": subject.draft,
        "prerelease": subject.prerelease,
        "created_at": moment(subject.created),
        "published_at": moment(subject.published),
        "author": account(request, subject.author),
    }


def deployment(request: Request, subject: Deployment) -> Json:
    """Return a deployment."""
    own = f"{request.here}/deployments/{subject.id}"
    last = subject.statuses[-1].created if subject.statuses else subject.created
    return {
        "url": own,
        "id": subject.id,
        "sha": subject.sha,
        "ref": subject.ref,
        "task": subject.task,
        "payload": subject.payload,
        "original_environment": subject.environment,
        "environment": subject.environment,
        "description": subject.description,
        "creator": account(request, subject.creator),
        "created_at": moment(subject.created),
        "updated_at": moment(last),
        "statuses_url": f"{own}/statuses",
        "repository_url": request.here,
        "transient_environment": subject.transient,
        "production_environment": subject.production,
    }


def deployment_status(request: Request, of: Deployment, subject: DeploymentStatus) -> Json:
    """Return what was said of a deployment."""
    own = f"{request.here}/deployments/{of.id}"
    return {
        "url": f"{own}/statuses/{subject.id}",
        "id": subject.id,
        "state": subject.state,
        "creator": account(request, subject.creator),
        "description": subject.description,
        "environment": subject.environment,
        "target_url": subject.log_url,
        "log_url": subject.log_url,
        "environment_url": subject.environment_url,
        "deployment_url": own,
        "repository_url": request.here,
        "created_at": moment(subject.created),
        "updated_at": moment(subject.created),
    }
