"""Mistakes of the executor besides the lease: section 13."""

# ruff: noqa: E501 - the texts are lines of the code, which have the length that they have.

from __future__ import annotations

from scripts.mutants.laws import (
    ACME,
    AWS_LAWS,
    BEHIND,
    BUSY,
    CARRYING_LAWS,
    COMMENTING_LAWS,
    CRASHES,
    FINAL,
    FOLLOWING_LAWS,
    GITHUB_LAWS,
    LOST_ANSWERS,
    SETTLING,
    WAYS,
)
from scripts.mutants.mutant import Mutant

LEASE = "adapters/lease.py"
UPDATING = "adapters/execute/updating.py"
COMMENTING = "adapters/execute/commenting.py"
UPDATES = "adapters/aws/updates.py"

BETWEEN = f"{ACME}/test_apply_between.py"
FAILED = f"{ACME}/test_apply_failures.py"

MUTANTS = (
    Mutant(
        name="template-overwritten",
        rules=("13 templates",),
        file="adapters/execute/executor.py",
        fault="Templates are written over what lies at their keys.",
        old="if self.bucket.create(action.key, text.encode()) is None:",
        new="if self.bucket.overwrite(action.key, text.encode()) is None:",
        example="tests/adapters/execute/test_carrying.py",
    ),
    Mutant(
        name="fence-not-checked",
        rules=("13 fence",),
        file=UPDATING,
        fault="A change set is executed although the stack was updated since the capture.",
        old="stopped = _pointless(made) or self.obsolete(action)\n",
        new="stopped = _pointless(made)\n",
        laws=WAYS,
        example=BETWEEN,
    ),
    Mutant(
        name="direct-update-not-fenced",
        rules=("13 fence",),
        file=UPDATING,
        fault="A direct update is begun although the stack was updated since the capture.",
        old="        if obsolete is not None:\n            return Halt(outcome=obsolete)\n        self.renew()\n",
        new="        self.renew()\n",
        laws=WAYS,
        example=BETWEEN,
    ),
    Mutant(
        name="fence-checked-too-early",
        rules=("13 fence",),
        file=UPDATING,
        fault="The fence is checked before the change set is made, and not after.",
        old=(
            "        made = self.updates.create_change_set(action, self.eyes.secrets, self.eyes.keep)\n"
            "        if isinstance(made, Stopped):\n            return _halt(made)\n"
            "        # One that somebody's update overtook says nothing of what was submitted.\n"
            "        stopped = _pointless(made) or self.obsolete(action)\n"
        ),
        new=(
            "        early = self.obsolete(action)\n"
            "        made = self.updates.create_change_set(action, self.eyes.secrets, self.eyes.keep)\n"
            "        if isinstance(made, Stopped):\n            return _halt(made)\n"
            "        stopped = _pointless(made) or early\n"
        ),
    ),
    Mutant(
        name="overtaken-is-refused",
        rules=("13 fence", "10.1 failed-before"),
        file=UPDATING,
        fault="A change set that somebody's update overtook counts as refused.",
        old="        halt = self._refused(made) if stopped is None else Halt(outcome=stopped)\n",
        new=(
            "        halt = self._refused(made)\n"
            "        if stopped is not None and halt is None:\n"
            "            halt = Halt(outcome=stopped)\n"
        ),
        laws=WAYS,
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="end-of-another-update",
        rules=("13 outcomes", "17.17"),
        file="adapters/execute/following.py",
        fault="An update that was waited for ends as the stack's newest one does.",
        old="            end = settled(versions, root, following.seen, following.paths)\n",
        new=(
            "            end = settled(versions, root, following.seen, following.paths)\n"
            '            if end is not None and status == "UPDATE_COMPLETE":\n'
            "                end = Settled(result=type(end.result).SUCCEEDED, failure=None)\n"
        ),
        laws=WAYS,
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="evidence-not-looked-at",
        rules=("13 evidence",),
        file=UPDATING,
        fault="What a change set says of replacements is not judged.",
        old="        if denials:\n",
        new="        if len(denials) > len(made.changes):\n",
        laws=WAYS,
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="empty-change-set-is-refused",
        rules=("13 fence", "17.16"),
        file=UPDATING,
        fault="A change set without changes counts as refused.",
        old="        return ActionOutcome(effect=Effect.UNCHANGED, reason=EMPTY)\n",
        new="        return ActionOutcome(effect=Effect.REFUSED, reason=EMPTY)\n",
        laws=WAYS,
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="change-sets-left-behind",
        rules=("13 fence",),
        file=UPDATING,
        fault="A change set that is not executed is left behind.",
        old="            self.updates.delete(made.stack, made.id)\n            return halt\n",
        new="            return halt\n",
        laws=WAYS,
        example=BETWEEN,
    ),
    Mutant(
        name="no-updates-is-an-error",
        rules=("17.16",),
        file="adapters/aws/change_set.py",
        fault="`No updates are to be performed` of UpdateStack counts as a refusal.",
        old="        return Obstacle.UNCHANGED\n",
        new="        return Obstacle.REFUSED\n",
        laws=(AWS_LAWS,),
        example="tests/adapters/aws/test_updates.py",
    ),
    Mutant(
        name="busy-is-refused",
        rules=("13 fence", "10.1 failed-before"),
        file="adapters/aws/change_set.py",
        fault="An update that CloudFormation declines because another runs counts as refused.",
        old="        return Obstacle.BUSY if _IN_PROGRESS.search(message) else Obstacle.CLOSED\n",
        new="        return Obstacle.REFUSED\n",
        laws=BUSY,
        example="tests/adapters/aws/test_change_set.py",
    ),
    Mutant(
        name="not-on-record",
        rules=("13 outcomes", "17.17"),
        file=UPDATING,
        fault="An update is begun without being on record.",
        old="        self.recorder.change(lambda known: begun(known, action, time))\n",
        new="",
        laws=CRASHES,
        example=FAILED,
    ),
    Mutant(
        name="on-record-by-our-own-clock",
        rules=("13 outcomes", "17.17"),
        file=UPDATING,
        fault="An update is on record by the clock of its writer, which may be wrong.",
        old="        time = self.renew()\n",
        new="        self.renew()\n        time = self.clock.now()\n",
        laws=WAYS,
        example=BETWEEN,
    ),
    Mutant(
        name="refusal-not-on-record",
        rules=("13 outcomes", "17.17"),
        file=UPDATING,
        fault="That CloudFormation refused an update is not written down.",
        old="    Effect.REFUSED: Result.REFUSED,\n}",
        new="}",
        laws=WAYS,
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="end-not-on-record",
        rules=("13 outcomes", "17.17"),
        file="adapters/execute/settling.py",
        fault="How an update ended that nobody waited for is not written down.",
        old=(
            "        known = recorder.change("
            "partial(resulting, operation=submission.operation, end=end))\n"
        ),
        new="        continue\n",
        laws=CRASHES,
        example=BETWEEN,
    ),
    Mutant(
        name="events-of-others",
        rules=("13 outcomes", "13 waiting"),
        file="adapters/execute/following.py",
        fault="The events of other operations count as those of the update.",
        old="return [e for e in found if e.stack != self.root or self._is_own(e)]",
        new="return list(found)",
        laws=(FOLLOWING_LAWS, *CRASHES),
        example=BETWEEN,
    ),
    Mutant(
        name="failed-update-stays",
        rules=("13 fence",),
        file="adapters/aws/updates.py",
        fault="A change set that fails is not rolled back.",
        old="                ClientRequestToken=token,\n                DisableRollback=False,\n",
        new="                ClientRequestToken=token,\n                DisableRollback=True,\n",
        laws=WAYS,
    ),
    Mutant(
        name="failed-direct-update-stays",
        rules=("13 fence",),
        file="adapters/aws/updates.py",
        fault="An update without a change set that fails is not rolled back.",
        old='            "DisableRollback": False,\n',
        new='            "DisableRollback": True,\n',
        laws=WAYS,
    ),
    Mutant(
        name="cancelled-goes-on",
        rules=("13 outcomes", "13 waiting"),
        file="adapters/execute/following.py",
        fault="The way back of an update that somebody cancels counts as another operation's.",
        old="self._goes_on = False\n        return self._goes_on",
        new="self._goes_on = False\n        return event.token == self._token",
        laws=(FOLLOWING_LAWS,),
        example="tests/sandbox/acme/test_apply_failures.py",
    ),
    Mutant(
        name="silence-is-proof",
        rules=("13 outcomes",),
        file="adapters/execute/settling.py",
        fault="An update that was begun just now counts as never begun.",
        old="if end.result is None and now - submission.time < SILENT:",
        new="if end.result is None and False:",
        laws=(SETTLING,),
    ),
    Mutant(
        name="old-events-are-proof",
        rules=("13 outcomes",),
        file="adapters/execute/settling.py",
        fault="Events from before the newest one that is known tell how an update ended.",
        old="        if _is_behind(following, submission, root.event):\n",
        new="        if False:\n",
        laws=(BEHIND,),
    ),
    Mutant(
        name="events-of-the-root-alone",
        rules=("13 waiting",),
        file="adapters/execute/following.py",
        fault="The events of nested stacks are not read.",
        old="                    self._marks.setdefault(event.physical, begun)\n",
        new="                    pass\n",
        laws=(FOLLOWING_LAWS,),
        example=FAILED,
    ),
    Mutant(
        name="lost-answer-is-a-failure",
        rules=("13 idempotent",),
        file=UPDATES,
        fault="An update that began although its answer was lost counts as refused.",
        old="            if begun is not True:\n",
        new="            if begun is not None:\n",
        laws=LOST_ANSWERS,
        example="tests/adapters/aws/test_updates.py",
    ),
    Mutant(
        name="comment-posted-again",
        rules=("13 idempotent", "13 comments"),
        file="adapters/github/comments.py",
        fault="A comment whose answer was lost is posted again.",
        old="            if next(tries):\n",
        new="            if next(tries) < 0:\n",
        laws=CRASHES,
        example="tests/adapters/github/test_comments.py",
    ),
    Mutant(
        name="comment-beside-another",
        rules=("13 idempotent", "13 comments"),
        file=COMMENTING,
        fault="A comment is posted although there is one by now.",
        old="        if own:\n",
        new="        if len(own) > 1:\n",
        laws=(COMMENTING_LAWS,),
        example="tests/adapters/execute/test_carrying.py",
    ),
    Mutant(
        name="ready-before-it-is",
        rules=("13 comments", "17.20"),
        file=COMMENTING,
        fault="A comment says Ready after an update without a look at what runs.",
        old="late = [name for name, wanted in promised.items() if running.get(name) != wanted]",
        new="late = [name for name in promised if name not in running and not promised]",
        laws=(COMMENTING_LAWS,),
        example=FAILED,
    ),
    Mutant(
        name="locked-is-tried-again",
        rules=("13 comments",),
        file="adapters/github/comments.py",
        fault="A locked conversation counts as an error.",
        old="return refusal.status == HTTPStatus.FORBIDDEN and bool(LOCKED.search(refusal.said))",
        new="return refusal.status == HTTPStatus.GONE and bool(LOCKED.search(refusal.said))",
        laws=FINAL,
        example="tests/adapters/github/test_comments.py",
    ),
    Mutant(
        name="people-quoting-the-marker",
        rules=("13 comments",),
        file="adapters/github/answer.py",
        fault="Whoever quotes the marker has a status comment of ours.",
        old="(_comment(each) for each in found if _login(each) == self.author)",
        new="(_comment(each) for each in found if self.author)",
        laws=(GITHUB_LAWS,),
        example="tests/adapters/github/test_reading.py",
    ),
    Mutant(
        name="error-ends-everything",
        rules=("13 idempotent",),
        file="adapters/execute/carrying.py",
        fault="After a comment that failed no further action is carried out.",
        old="            return ActionOutcome(effect=Effect.FAILED, reason=str(error))\n",
        new=(
            "            self._halted = str(error)\n"
            "            return ActionOutcome(effect=Effect.FAILED, reason=str(error))\n"
        ),
        laws=(CARRYING_LAWS,),
        example="tests/adapters/execute/test_carrying.py",
    ),
)
