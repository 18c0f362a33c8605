"""What an app does as itself: its installations, and tokens for them."""

from __future__ import annotations

from attrs import evolve

from tests.sandbox.github import view
from tests.sandbox.github.apps import Installation
from tests.sandbox.github.exchange import Answer, Json, Request
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import page, part
from tests.sandbox.github.permission import Level
from tests.sandbox.github.refusal import Refusal, forbidden, not_found
from tests.sandbox.github.repository import Repository
from tests.sandbox.github.tokens import LIFE, installation_caller
from tests.sandbox.github.world import identity


@operation("apps/get-authenticated")
def get_app(request: Request) -> Answer:
    app = request.hub.apps.apps[request.caller.app]
    mine = [each for each in request.hub.apps.installations.values() if each.app is app]
    return Answer(body={**view.app(request, app.slug), "installations_count": len(mine)})


@operation("apps/list-installations")
def list_installations(request: Request) -> Answer:
    mine = [
        each
        for each in request.hub.apps.installations.values()
        if each.app.id == request.caller.app
    ]
    return page(request, mine, lambda each: _installation(request, each))


@operation("apps/get-installation")
def get_installation(request: Request) -> Answer:
    number = request.number("installation_id")
    return Answer(body=_installation(request, _found(request, number)))


@operation("apps/get-org-installation")
def get_organization_installation(request: Request) -> Answer:
    return Answer(body=_installation(request, _in_account(request, request.where["org"])))


@operation("apps/get-repo-installation")
def get_repository_installation(request: Request) -> Answer:
    found = _in_account(request, request.repository.owner)
    if found.repositories is not None and request.repository.id not in found.repositories:
        raise not_found()
    return Answer(body=_installation(request, found))


@operation("apps/create-installation-access-token")
def create_token(request: Request) -> Answer:
    installation = _found(request, request.number("installation_id"))
    if installation.suspended:
        raise forbidden("This installation has been suspended")
    chosen = _chosen(request, installation)
    permissions = _permissions(request, installation)
    expires = request.now + LIFE
    repositories = installation.repositories if chosen is None else chosen
    whole = installation_caller(installation)
    caller = evolve(whole, permissions=permissions, repositories=repositories)
    token = request.hub.tokens.issue("ghs", caller, expires)
    body: Json = {
        "token": token.text,
        "expires_at": view.moment(expires),
        "permissions": dict(permissions),
        "repository_selection": "all" if caller.repositories is None else "selected",
    }
    if chosen is not None:
        world = request.hub.world
        body["repositories"] = [
            view.repository(request, world.repositories[each]) for each in sorted(chosen)
        ]
    return Answer(status=201, body=body)


@operation("apps/list-repos-accessible-to-installation")
def list_repositories(request: Request) -> Answer:
    caller = request.caller
    mine = [
        each
        for each in request.hub.world.repositories.values()
        if not each.deleted and caller.role(each) is not None
    ]
    chosen, headers = part(request, mine)
    return Answer(
        body={
            "total_count": len(mine),
            "repository_selection": "all" if caller.repositories is None else "selected",
            "repositories": [view.repository(request, each) for each in chosen],
        },
        headers=headers,
    )


def _found(request: Request, number: int) -> Installation:
    return request.hub.apps.installation(request.caller.app, number)


def _in_account(request: Request, login: str) -> Installation:
    slug = request.hub.apps.apps[request.caller.app].slug
    return _found(request, identity(f"installation {slug} {login.lower()}"))


def _chosen(request: Request, installation: Installation) -> frozenset[int] | None:
    """Return the repositories that a token is asked for, None for all of the installation."""
    names, numbers = request.body.get("repositories"), request.body.get("repository_ids")
    if names is None and numbers is None:
        return None
    chosen = {each for each in _items(numbers) if isinstance(each, int)}
    for name in _items(names):
        found = request.hub.world.repository(f"{installation.account.login}/{name}")
        chosen.add(0 if found is None else found.id)
    if not all(_has(request, installation, each) for each in chosen):
        raise Refusal(
            status=422,
            message="There is at least one repository that does not exist or is not accessible "
            "to the parent installation.",
        )
    return frozenset(chosen)


def _has(request: Request, installation: Installation, number: int) -> bool:
    found: Repository | None = request.hub.world.repositories.get(number)
    if found is None or found.owner.lower() != installation.account.login.lower():
        return False
    return installation.repositories is None or number in installation.repositories


def _permissions(request: Request, installation: Installation) -> dict[str, Level]:
    asked = request.body.get("permissions")
    # PyGithub asks for an empty object where it wants all.
    if not isinstance(asked, dict) or not asked:
        return dict(installation.permissions)
    for name, level in asked.items():
        held = installation.permissions.get(name)
        if held is None or (level == "write" and held == "read"):
            raise Refusal(
                status=422,
                message="The permissions requested are not granted to this installation.",
            )
    return asked


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _installation(request: Request, subject: Installation) -> Json:
    own = f"{request.base}/app/installations/{subject.id}"
    stopped = subject.suspended
    return {
        "id": subject.id,
        "account": view.account(request, subject.account.login),
        "repository_selection": "all" if subject.repositories is None else "selected",
        "access_tokens_url": f"{own}/access_tokens",
        "repositories_url": f"{request.base}/installation/repositories",
        "html_url": f"{view.SITE}/settings/installations/{subject.id}",
        "app_id": subject.app.id,
        "app_slug": subject.app.slug,
        "target_id": subject.account.id,
        "target_type": subject.account.kind,
        "permissions": dict(subject.permissions),
        "events": [],
        "created_at": view.moment(subject.created),
        "updated_at": view.moment(subject.created),
        "suspended_at": view.moment(subject.created) if stopped else None,
        "suspended_by": None,
    }
