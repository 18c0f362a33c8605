"""Mistakes with the lease: section 13, and 23 of section 17."""

from __future__ import annotations

from scripts.mutants.laws import ACME, CRASHES, LEASE_LAWS, WRITERS
from scripts.mutants.mutant import Mutant

LEASE = "adapters/lease.py"
UPDATING = "adapters/execute/updating.py"
COMMENTING = "adapters/execute/commenting.py"
UPDATES = "adapters/aws/updates.py"

BETWEEN = f"{ACME}/test_apply_between.py"
FAILED = f"{ACME}/test_apply_failures.py"

MUTANTS = (
    Mutant(
        name="lease-taken-from-a-live-one",
        rules=("13 lease", "17.23"),
        file=LEASE,
        fault="A lease that somebody holds is taken over.",
        old="        if holder is not None:\n            return holder\n",
        new="        if holder is not None and holder.owner == owner:\n            return holder\n",
        laws=WRITERS,
    ),
    Mutant(
        name="lease-created-over-another",
        rules=("13 lease", "17.23"),
        file="adapters/aws/bucket.py",
        fault="A lease is created without the condition that there is none.",
        old='return self._put_under_condition(key, body, {"IfNoneMatch": ANY})',
        new="return self._put_under_condition(key, body, {})",
        laws=WRITERS,
        example="tests/adapters/aws/test_bucket.py",
    ),
    Mutant(
        name="lease-renewed-over-another",
        rules=("13 lease", "17.23"),
        file="adapters/aws/bucket.py",
        fault="A lease is renewed without the condition that it is still ours.",
        old='return self._put_under_condition(key, body, {"IfMatch": etag})',
        new="return self._put_under_condition(key, body, {})",
        laws=WRITERS,
        example="tests/adapters/test_lease.py",
    ),
    Mutant(
        name="lost-lease-not-noticed",
        rules=("13 lease", "17.23"),
        file=LEASE,
        fault="A lease that somebody else took over counts as renewed.",
        old='            return LeaseLost(self._key, "another process took it over")\n',
        new="            return None\n",
        laws=WRITERS,
        example="tests/adapters/test_lease.py",
    ),
    Mutant(
        name="lease-by-the-writers-clock",
        rules=("13 lease",),
        file=LEASE,
        fault="A lease ends at a moment of its writer's clock, not after a term of S3's.",
        old="    if found.date - found.modified > length:\n        return None\n",
        new=("    if claim.since and found.date - claim.since > length:\n        return None\n"),
        laws=(LEASE_LAWS,),
        example="tests/adapters/test_lease.py",
    ),
    Mutant(
        name="lease-never-expires",
        rules=("13 lease",),
        file=LEASE,
        fault="The lease of a dead writer is never taken over.",
        old="    if found.date - found.modified > length:\n        return None\n",
        new="    if found.date - found.modified > length * 3600:\n        return None\n",
        laws=CRASHES,
        example="tests/adapters/test_lease.py",
    ),
    Mutant(
        name="lease-held-past-its-term",
        rules=("13 lease",),
        file=LEASE,
        fault="A writer that was paused for longer than its term goes on where nobody came.",
        old="        if sent - self._sent > self._claim.term:\n",
        new="        if sent - self._sent > LONGEST:\n",
        laws=(LEASE_LAWS,),
        example="tests/adapters/test_lease.py",
    ),
    Mutant(
        name="lease-not-renewed-before-writes",
        rules=("13 lease",),
        file="adapters/execute/executor.py",
        fault="The lease is not renewed before an action.",
        old="        self.renew()\n        match action:\n",
        new="        match action:\n",
        laws=WRITERS,
        example="tests/adapters/execute/test_carrying.py",
    ),
    Mutant(
        name="lease-not-renewed-before-execution",
        rules=("13 lease", "13 fence"),
        file=UPDATING,
        fault="The lease is not renewed between the making of a change set and its execution.",
        old="        self.renew()\n        result = self.updates.execute(",
        new="        result = self.updates.execute(",
        example="tests/adapters/execute/test_updating.py",
    ),
    Mutant(
        name="captured-before-the-lease",
        rules=("13 lease", "13 stale"),
        file="adapters/execute/apply.py",
        fault="What is applied rests on a capture from before the lease.",
        old=(
            "    lease = take(hands.bucket, key, owner, TERM, hands.clock, live.outside.random)\n"
            "    if isinstance(lease, Holder):\n        raise Busy(lease)\n    try:\n"
            "        applying = Applying(\n"
            "            capture=partial("
            "live.capture, seconds=CAPTURE, watch=teller.reading, afresh=True),\n"
        ),
        new=(
            "    early = [live.capture(watch=teller.reading, afresh=True)]\n"
            "    lease = take(hands.bucket, key, owner, TERM, hands.clock, live.outside.random)\n"
            "    if isinstance(lease, Holder):\n        raise Busy(lease)\n    try:\n"
            "        applying = Applying(\n"
            "            capture=lambda: early.pop() if early else live.capture(afresh=True),\n"
        ),
        example=BETWEEN,
    ),
    Mutant(
        name="lease-not-released",
        rules=("13 lease",),
        file="adapters/execute/apply.py",
        fault="The lease is not given up.",
        old="            lease.release()\n",
        new="            pass\n",
        example=f"{ACME}/test_apply_writers.py",
    ),
)
