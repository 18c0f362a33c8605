"""Deployments, and what is said of them."""

from __future__ import annotations

from attrs import evolve

from tests.sandbox.github import view
from tests.sandbox.github.exchange import Answer, Request
from tests.sandbox.github.operation import operation
from tests.sandbox.github.pages import page
from tests.sandbox.github.refusal import Refusal, not_found
from tests.sandbox.github.release import Deployment, DeploymentStatus

PRODUCTION = "production"


@operation("repos/list-deployments")
def list_deployments(request: Request) -> Answer:
    found = [each for each in request.repository.deployments if _is_asked_for(request, each)]
    return page(request, found[::-1], lambda each: view.deployment(request, each))


@operation("repos/get-deployment")
def get_deployment(request: Request) -> Answer:
    return Answer(body=view.deployment(request, _found(request)))


@operation("repos/create-deployment")
def create_deployment(request: Request) -> Answer:
    ref, given = str(request.body["ref"]), request.body
    sha = request.repository.git.resolve(ref)
    if sha is None:
        raise Refusal(status=422, message=f"No ref found for: {ref}")
    environment = str(given.get("environment", PRODUCTION))
    description, payload = given.get("description"), given.get("payload", "")
    deployment = Deployment(
        id=request.hub.world.number(),
        sha=sha,
        ref=ref,
        task=str(given.get("task", "deploy")),
        environment=environment,
        creator=_creator(request),
        created=request.now,
        description=None if description is None else str(description),
        payload=payload if isinstance(payload, dict) else str(payload),
        transient=given.get("transient_environment") is True,
        production=given.get("production_environment", environment == PRODUCTION) is True,
    )
    with request.hub.world.change():
        request.repository.deployments.append(deployment)
    return Answer(status=201, body=view.deployment(request, deployment))


@operation("repos/list-deployment-statuses")
def list_statuses(request: Request) -> Answer:
    of = _found(request)
    return page(request, of.statuses[::-1], lambda each: view.deployment_status(request, of, each))


@operation("repos/create-deployment-status")
def create_status(request: Request) -> Answer:
    of, given = _found(request), request.body
    status = DeploymentStatus(
        id=request.hub.world.number(),
        state=str(given["state"]),
        creator=_creator(request),
        created=request.now,
        description=str(given.get("description", "")),
        environment=str(given.get("environment", of.environment)),
        log_url=str(given.get("log_url", given.get("target_url", ""))),
        environment_url=str(given.get("environment_url", "")),
    )
    with request.hub.world.change():
        of.statuses.append(status)
        if status.state == "success" and given.get("auto_inactive", True):
            _retire_others(request, of, status)
    return Answer(status=201, body=view.deployment_status(request, of, status))


def _retire_others(request: Request, of: Deployment, status: DeploymentStatus) -> None:
    """Say of the environment's earlier deployments that they are inactive, as GitHub does."""
    for each in request.repository.deployments:
        same = each is not of and each.environment == of.environment
        if same and not each.transient and each.statuses and each.statuses[-1].state == "success":
            each.statuses.append(
                evolve(status, id=request.hub.world.number(), state="inactive", description="")
            )


def _is_asked_for(request: Request, deployment: Deployment) -> bool:
    filters = {
        "sha": deployment.sha,
        "ref": deployment.ref,
        "task": deployment.task,
        "environment": deployment.environment,
    }
    return all(request.query.get(name, value) == value for name, value in filters.items())


def _found(request: Request) -> Deployment:
    number = request.number("deployment_id")
    found = (each for each in request.repository.deployments if each.id == number)
    deployment = next(found, None)
    if deployment is None:
        raise not_found()
    return deployment


def _creator(request: Request) -> str:
    app = request.hub.apps.apps.get(request.caller.app)
    if app is not None:
        return f"{app.slug}[bot]"
    assert request.caller.account is not None
    return request.caller.account.login
