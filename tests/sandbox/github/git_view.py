"""What GitHub tells of git's objects."""

from __future__ import annotations

import base64

from tests.sandbox.github.exchange import Json, Request
from tests.sandbox.github.objects import Blob, Commit, Entry, Signature, Tag
from tests.sandbox.github.view import SITE, account, moment

UNSIGNED = {
    "verified": False,
    "reason": "unsigned",
    "signature": None,
    "payload": None,
    "verified_at": None,
}

LINE = 60
"""Characters of Base64 in a line."""


def signature(subject: Signature) -> Json:
    """Return who did something, and when."""
    return {"name": subject.name, "email": subject.email, "date": moment(subject.time)}


def branch(request: Request, name: str, sha: str) -> Json:
    """Return a branch with its whole commit."""
    own = f"{request.here}/branches/{name}"
    site = f"{SITE}/{request.repository.full_name}/tree/{name}"
    return {
        "name": name,
        "commit": commit(request, sha),
        "_links": {"self": own, "html": site},
        "protected": False,
        "protection": {
            "enabled": False,
            "required_status_checks": {
                "enforcement_level": "off",
                "contexts": [],
                "checks": [],
            },
        },
        "protection_url": f"{own}/protection",
    }


def short_branch(request: Request, name: str, sha: str) -> Json:
    """Return a branch as a list has it."""
    link = f"{request.here}/commits/{sha}"
    return {"name": name, "commit": {"sha": sha, "url": link}, "protected": False}


def commit(request: Request, sha: str) -> Json:
    """Return a commit, with the people who made it."""
    found = request.repository.git.objects.commit(sha)
    inside = git_commit(request, sha, found)
    return {
        "sha": sha,
        "url": f"{request.here}/commits/{sha}",
        "html_url": inside["html_url"],
        "comments_url": f"{request.here}/commits/{sha}/comments",
        "commit": {
            "url": inside["url"],
            "author": inside["author"],
            "committer": inside["committer"],
            "message": inside["message"],
            "tree": inside["tree"],
            "comment_count": 0,
            "verification": UNSIGNED,
        },
        "author": account(request, found.author.name),
        "committer": account(request, found.committer.name),
        "parents": inside["parents"],
    }


def git_commit(request: Request, sha: str, found: Commit) -> Json:
    """Return a commit as git has it."""
    site = f"{SITE}/{request.repository.full_name}/commit"
    return {
        "sha": sha,
        "url": f"{request.here}/git/commits/{sha}",
        "html_url": f"{site}/{sha}",
        "author": signature(found.author),
        "committer": signature(found.committer),
        "message": found.message.rstrip("\n"),
        "tree": {"sha": found.tree, "url": f"{request.here}/git/trees/{found.tree}"},
        "parents": [
            {
                "sha": each,
                "url": f"{request.here}/commits/{each}",
                "html_url": f"{site}/{each}",
            }
            for each in found.parents
        ],
        "verification": UNSIGNED,
    }


def reference(request: Request, name: str, sha: str) -> Json:
    """Return a reference; an annotated tag's leads to the tag."""
    found = request.repository.git.objects.get(sha)
    kind = "tag" if isinstance(found, Tag) else "commit"
    link = f"{request.here}/git/{kind}s/{sha}"
    return {
        "ref": f"refs/{name}",
        "node_id": "",
        "url": f"{request.here}/git/refs/{name}",
        "object": {"sha": sha, "type": kind, "url": link},
    }


def tag(request: Request, sha: str, found: Tag) -> Json:
    """Return an annotated tag."""
    kind = found.target_kind
    return {
        "tag": found.name,
        "sha": sha,
        "url": f"{request.here}/git/tags/{sha}",
        "message": found.message.rstrip("\n"),
        "tagger": signature(found.tagger),
        "object": {
            "sha": found.target,
            "type": kind,
            "url": f"{request.here}/git/{kind}s/{found.target}",
        },
        "verification": UNSIGNED,
    }


def tree_entry(request: Request, path: str, entry: Entry) -> Json:
    """Return one path of a tree."""
    shown: Json = {"path": path, "mode": entry.mode, "type": entry.kind, "sha": entry.sha}
    if entry.kind == "commit":
        return shown
    found = request.repository.git.objects.get(entry.sha)
    if isinstance(found, Blob):
        shown["size"] = len(found.content)
    return {**shown, "url": f"{request.here}/git/{entry.kind}s/{entry.sha}"}


def blob(request: Request, sha: str, found: Blob) -> Json:
    """Return a file's content."""
    return {
        "sha": sha,
        "url": f"{request.here}/git/blobs/{sha}",
        "size": len(found.content),
        "content": encoded(found.content),
        "encoding": "base64",
    }


def encoded(content: bytes) -> str:
    """Return bytes in Base64, in lines as GitHub has them."""
    text = base64.b64encode(content).decode()
    return "".join(f"{text[at : at + LINE]}\n" for at in range(0, len(text), LINE))
