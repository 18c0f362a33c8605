"""`kayron apply` and `kayron deploy`, against both sandboxes."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kayron.core.schema import applied_schema
from kayron.core.stack.location import lease_key
from tests.cli.live import PROGRAM, Ended, Here, here, passing
from tests.sandbox.acme.organisation import BUCKET, ENVIRONMENT, STACK, Organisation
from tests.sandbox.aws.rollout import Course
from tests.sandbox.traffic import Fault

READS = ("Describe", "List", "Get", "Batch")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Here]:
    """Return an empty folder in which the program meets an Acme that lives, with a new release."""
    with Organisation() as organisation:
        organisation.release("checkout-api", "v2.8.0")
        for traffic in organisation.traffic:
            traffic.forget()
        with passing(organisation):
            yield here(organisation, tmp_path)


def writes(shop: Here) -> list[str]:
    """Return the operations that were called and write something, but for the lease."""
    github, aws = (traffic.calls for traffic in shop.organisation.traffic)
    ours = [call.operation for call in github if call.method != "GET"]
    theirs = [call.operation for call in aws if not call.operation.startswith(READS)]
    return [*ours, *(one for one in theirs if one not in ("PutObject", "DeleteObject"))]


def last(done: Ended) -> str:
    """Return the last line that was printed."""
    return done.out.splitlines()[-1]


def running(shop: Here) -> str:
    """Return the version of the checkout that the stack has."""
    return shop.organisation.aws.stack(STACK).definition.parameters["CheckoutApiVersion"]


def test_what_is_declared_is_deployed_and_the_next_apply_finds_nothing_to_do(shop: Here) -> None:
    done = shop.run("apply", "--yes")
    assert (done.code, done.err) == (0, "")
    assert "~  checkout-api    v2.7.0 -> v2.8.0" in done.out
    assert "UPDATE_COMPLETE  CheckoutApi/Api\n" in done.out
    assert last(done) == "Everything was carried out."
    assert running(shop) == "v2.8.0"
    assert last(shop.run("apply", "--yes")) == "There was nothing to carry out."


def test_what_was_done_is_saved_as_its_schema_says(shop: Here) -> None:
    assert shop.run("apply", "--yes", "-o", "done.json").code == 0
    text = (shop.folder / "done.json").read_text()
    saved = json.loads(text)
    assert Draft202012Validator(json.loads(applied_schema())).is_valid(saved)
    assert saved["outcomes"]["update-stack"] == {"effect": "done", "reason": ""}


def test_a_saved_plan_is_carried_out_without_a_question(shop: Here) -> None:
    shop.read("plan", "-o", "plan.json")
    digest = json.loads((shop.folder / "plan.json").read_text())["digest"]
    done = shop.run("apply", "plan.json")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Carrying out plan {digest[:8]}\n")
    assert last(shop.run("apply", "plan.json")) == "There was nothing to carry out."


def test_a_stale_plan_is_3_and_names_what_changed(shop: Here) -> None:
    shop.read("plan", "-o", "plan.json")
    shop.organisation.release("mailer", "v0.10.0")
    done = shop.run("apply", "plan.json", "-o", "done.json")
    assert done.code == 3
    assert "v0.10.0" in done.err
    assert done.out == "The plan is stale, so nothing was written. Plan again, and review that.\n"
    assert writes(shop) == []
    assert json.loads((shop.folder / "done.json").read_text())["ending"] == "stale"


def test_a_policy_that_denies_is_4(shop: Here) -> None:
    shop.organisation.change("releases", "kayron.yaml", "previews:", PAUSED)
    done = shop.run("apply", "--yes")
    assert done.code == 4
    assert "The stocktaking is on" in done.out
    assert last(done) == "A policy denies the update of the stack: see above what it needs."
    assert writes(shop) == []


PAUSED = 'pause: {reason: The stocktaking is on, until: "2027-01-01T00:00:00Z"}\npreviews:'


def test_facts_that_cannot_be_read_are_5(shop: Here) -> None:
    shop.organisation.aws.access.deny("cloudformation", "GetTemplate")
    done = shop.run("apply", "--yes")
    assert done.code == 5
    assert "cloudformation:GetTemplate is denied" in " ".join(done.out.split())
    assert last(done).startswith("The update waits for facts that could not be read")
    assert writes(shop) == []


def test_a_failed_update_is_1_with_its_cause_and_is_saved_all_the_same(shop: Here) -> None:
    shop.organisation.aws.trouble.fail("ApiTasks", "Too many containers.")
    done = shop.run("apply", "--yes", "-o", "done.json")
    assert done.code == 1
    assert "failed       update-stack  CheckoutApi/ApiTasks: Too many containers." in done.out
    assert "apply with --retry to try it as it is." in last(done)
    assert json.loads((shop.folder / "done.json").read_text())["ending"] == "failed"
    assert running(shop) == "v2.7.0"
    assert "held by failed-before" in shop.read("plan")
    assert shop.run("apply", "--yes", "--retry").code == 0
    assert running(shop) == "v2.8.0"


def test_where_only_a_comment_fails_that_is_said(shop: Here) -> None:
    shop.organisation.open_pull("storefront", 36, "calmer-footer", "aiko")
    assert shop.run("apply", "--yes").code == 0
    traffic, _ = shop.organisation.traffic
    traffic.fail(Fault.SERVER_ERROR, operation="issues/update-comment", times=None)
    done = shop.run("apply", "--yes")
    assert done.code == 1
    assert last(done).startswith("Everything was carried out but for the comments that failed")


def test_of_a_service_that_fails_ecs_is_heard(shop: Here) -> None:
    checkout = "cloudformation/checkout.yaml"
    shop.organisation.change("infrastructure", checkout, PLAIN, BREAKER)
    shop.organisation.aws.rollouts(Course.FAIL, images="*:v2.8.0")
    done = shop.run("apply", "--yes")
    _, outcome = done.out.split("failed       update-stack  ")
    assert outcome.startswith("CheckoutApi/Api: ")
    assert "deployment failed: tasks failed to start." in outcome
    assert done.code == 1


PLAIN = "LaunchType: FARGATE"

BREAKER = """\
LaunchType: FARGATE
            DeploymentConfiguration: {DeploymentCircuitBreaker: {Enable: true, Rollback: false}}"""


def test_force_sends_a_secret_and_nothing_shows_it(shop: Here) -> None:
    secret = {"KAYRON_CLOUDFORMATION_PARAMETERS": f"LogLevel:info,DatabasePassword:{SECRET}"}
    assert shop.run("apply", "--yes", **secret).code == 0
    assert last(shop.run("apply", "--yes", **secret)) == "There was nothing to carry out."
    done = shop.run("apply", "--yes", "--force", "-o", "done.json", **secret)
    assert (done.code, done.err) == (0, "")
    assert "The parameter DatabasePassword, which cannot be compared, is sent by force." in done.out
    parameters = shop.organisation.aws.stack(STACK).definition.parameters
    assert parameters["DatabasePassword"] == SECRET
    assert SECRET not in done.out + (shop.folder / "done.json").read_text()


SECRET = "canary-of-the-database"


def test_who_holds_the_lease_is_told(acme: Here) -> None:
    claim = {"owner": "aiko@desk", "since": None, "term": 3600, "token": "t", "turn": 1}
    key = lease_key(ENVIRONMENT, STACK)
    acme.organisation.aws.put_files(BUCKET, {key: json.dumps(claim)})
    message = acme.refused("apply", "--yes", "-o", "done.json")
    assert message.startswith("kayron: aiko@desk applies to this stack since ")
    assert writes(acme) == []


def test_without_a_terminal_nobody_can_be_asked(acme: Here) -> None:
    assert acme.refused("apply") == (
        "kayron: nothing was changed: there is no terminal to ask on. Give --yes, or a PLAN that "
        "was saved with `kayron plan -o` and reviewed.\n"
    )
    assert [traffic.calls for traffic in acme.organisation.traffic] == [(), ()]


@pytest.mark.parametrize("file", ["nowhere/done.json", "."])
def test_where_nothing_can_be_saved_nothing_is_done(acme: Here, file: str) -> None:
    assert acme.refused("apply", "--yes", "-o", file).startswith(f"kayron: {file}: ")
    assert [traffic.calls for traffic in acme.organisation.traffic] == [(), ()]


def test_a_saved_plan_takes_no_other_options(acme: Here) -> None:
    acme.read("plan", "-o", "plan.json")
    assert "A saved plan is carried out as it is." in acme.refused("apply", "plan.json", "--retry")


def test_nobody_need_wait(shop: Here) -> None:
    shop.organisation.aws.trouble.hold("CheckoutApi")
    done = shop.run("apply", "--yes", "--no-wait")
    assert done.code == 0
    assert last(done).startswith("The update goes on. Watch it with `kayron status`;")
    shop.organisation.release("mailer", "v0.10.0")
    waiting = shop.run("apply", "--yes")
    assert waiting.code == 0
    assert last(waiting) == (
        "The update of the stack has to wait: see above for what, and apply again."
    )
    shop.organisation.aws.trouble.clear()
    shop.organisation.aws.settle()
    assert running(shop) == "v2.8.0"
    assert last(shop.run("apply", "--yes")) == "Everything was carried out."
    assert last(shop.run("apply", "--yes")) == "There was nothing to carry out."


def test_an_interrupt_stops_the_waiting_and_not_the_update(shop: Here) -> None:
    shop.organisation.aws.trouble.hold("CheckoutApi")
    command = [str(PROGRAM), "apply", "--yes", "-o", "done.json"]
    with subprocess.Popen(
        command, cwd=shop.folder, env=dict(shop.variables), stdout=subprocess.PIPE, text=True
    ) as program:
        while "ExecuteChangeSet" not in writes(shop):
            time.sleep(0.1)
        time.sleep(2)
        program.send_signal(signal.SIGINT)
        try:
            out, _ = program.communicate(timeout=60)
        finally:
            program.kill()
    assert program.returncode == 130
    assert "interrupted  update-stack  What had begun goes on." in out
    assert out.splitlines()[-1].startswith("Nobody waits any more; an update that had begun goes")
    assert json.loads((shop.folder / "done.json").read_text())["ending"] == "interrupted"
    assert shop.organisation.aws.stack(STACK).status == "UPDATE_IN_PROGRESS"
    shop.organisation.aws.trouble.clear()
    shop.organisation.aws.settle()
    assert last(shop.run("apply", "--yes")) == "There was nothing to carry out."
    assert running(shop) == "v2.8.0"


def test_what_was_done_is_replayed_offline_from_the_file(shop: Here) -> None:
    assert shop.run("apply", "--yes", "-o", "done.json").code == 0
    carried_out = json.loads((shop.folder / "done.json").read_text())["plan"]
    replayed = shop.read("plan", "--snapshot", "done.json", "--format", "json")
    assert json.loads(replayed) == carried_out


def test_deploy_says_what_it_is_for(acme: Here) -> None:
    message = acme.refused("deploy", "--yes")
    assert "It updates the stack though nothing has drifted. Give --force" in message


def test_deploy_updates_a_stack_that_has_not_drifted(shop: Here) -> None:
    assert shop.run("apply", "--yes").code == 0
    before = writes(shop).count("CreateChangeSet")
    done = shop.run("deploy", "--force", "--yes", "-o", "done.json")
    assert done.code == 0
    assert "It is asked for without drift." in done.out
    assert writes(shop).count("CreateChangeSet") == before + 1
