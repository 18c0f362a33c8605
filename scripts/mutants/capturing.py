"""Mistakes in what is read, where it decides about writing: sections 5 and 12, of section 17."""

# ruff: noqa: E501 - the texts are lines of the code, which have the length that they have.

from __future__ import annotations

from scripts.mutants.laws import (
    ACME,
    ANSWERS,
    AWS_LAWS,
    GITHUB_LAWS,
    IMAGE_FAILURES,
    PAGES,
    SECRETS,
    STACK_LAWS,
    WHOLE,
)
from scripts.mutants.mutant import Mutant

READING = "tests/adapters/github/test_reading.py"

MUTANTS = (
    Mutant(
        name="rules-of-other-tools-unseen",
        rules=("9 free",),
        file="adapters/aws/elb.py",
        fault="Rules that forward to no target group, such as another tool's, are not read.",
        old='for one in found if not one.get("IsDefault")))',
        new='for one in found if not one.get("IsDefault") and _target_groups(one["Actions"])))',
        example="tests/adapters/aws/test_elb.py",
    ),
    Mutant(
        name="first-page-of-aws",
        rules=("17.6",),
        file="adapters/aws/call.py",
        fault="Of AWS's lists only the first page is read.",
        old="            if not page.get(pages.given):\n                return\n",
        new="            return\n",
        laws=(PAGES,),
        example="tests/adapters/aws/test_cloudformation.py",
    ),
    Mutant(
        name="first-page-of-github",
        rules=("17.6", "13 comments"),
        file="adapters/github/answer.py",
        fault="Of GitHub's lists only the first page is read.",
        old="""    return len(found) >= PER_PAGE or 'rel="next"' in response.headers.get("link", "")\n""",
        new="    return len(found) > PER_PAGE\n",
        laws=(GITHUB_LAWS,),
        example=READING,
    ),
    Mutant(
        name="shifting-pages-are-whole",
        rules=("17.6",),
        file="adapters/github/pages.py",
        fault="A list whose pages shifted while it was read counts as whole.",
        old="proof=number == 1 or not new)",
        new="proof=True)",
        laws=(GITHUB_LAWS,),
        example="tests/adapters/github/test_pages.py",
    ),
    Mutant(
        name="refused-page-ends-the-list",
        rules=("17.6",),
        file="adapters/github/pages.py",
        fault="A page that could not be read ends the list.",
        old="            return _Pass(items=items, proof=False, refusal=refusal)\n",
        new="            return _Pass(items=items, proof=bool(refusal))\n",
        laws=(GITHUB_LAWS,),
        example="tests/adapters/github/test_pages.py",
    ),
    Mutant(
        name="forbidden-is-absent",
        rules=("17.6", "10.1 unknown-facts"),
        file="adapters/github/reading.py",
        fault="What GitHub forbids to read counts as absent.",
        old="        if refusal.status != HTTPStatus.NOT_FOUND or isinstance(",
        new=(
            "        if refusal.status not in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN)"
            " or isinstance("
        ),
        laws=ANSWERS,
        example=READING,
    ),
    Mutant(
        name="unread-repository-is-empty",
        rules=("17.6", "10.1 unknown-facts"),
        file="adapters/github/reading.py",
        fault="A 404 counts although the repository itself could not be read.",
        old="        if isinstance(readable, Unknown):\n",
        new="        if readable is None:\n",
        laws=ANSWERS,
        example=READING,
    ),
    Mutant(
        name="failed-image-is-absent",
        rules=("17.6", "10.2 image"),
        file="adapters/aws/ecr.py",
        fault="Every failure of ECR to give an image counts as its absence.",
        old="return Absent() if code == NO_IMAGE else Unknown(",
        new="return Absent() if code else Unknown(",
        laws=IMAGE_FAILURES,
        example="tests/adapters/aws/test_ecr.py",
    ),
    Mutant(
        name="outputs-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/secret.py",
        fault="A snapshot has the outputs that a secret is part of.",
        old="        outputs=_masked(stack.outputs, _own_outputs(path, hidden)),\n",
        new="        outputs=stack.outputs,\n",
        laws=(SECRETS,),
        example="tests/core/gather/test_secret.py",
    ),
    Mutant(
        name="parameters-below-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/secret.py",
        fault="A snapshot has the parameters of nested stacks that a secret is passed on by.",
        old="        parameters=_masked(stack.parameters, hidden[path]),\n",
        new="        parameters=stack.parameters,\n",
        laws=(SECRETS,),
        example="tests/core/gather/test_secret.py",
    ),
    Mutant(
        name="outputs-passed-on-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/secret.py",
        fault="An output that holds a secret is not followed to the stacks which it is passed to.",
        old="            if hidden[one.path] or one.says_nothing or (",
        new="            if _declared(one) or one.says_nothing or (",
        laws=(SECRETS,),
        example="tests/core/gather/test_secret.py",
    ),
    Mutant(
        name="imports-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/secret.py",
        fault="What a stack imports of a secret is not followed.",
        old="return imports is not None and any(map(imports.may_be, _imported(value)))",
        new="return False",
        laws=(SECRETS,),
        example="tests/core/gather/test_secret.py",
    ),
    Mutant(
        name="reasons-tell-overrides",
        rules=("5 redaction",),
        file="core/gather/whole.py",
        fault="The reason of a stack's status quotes a secret override.",
        old="root=safe_reasons(base.stacks.root, secrets),",
        new="root=base.stacks.root,",
        laws=(SECRETS,),
    ),
    Mutant(
        name="overrides-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/overrides.py",
        fault="A snapshot has the values that settings give to secret parameters.",
        old="    return frozenset(declared - secret)\n",
        new="    return frozenset(declared | secret)\n",
        laws=(SECRETS,),
        example="tests/core/gather/test_overrides.py",
    ),
    Mutant(
        name="exports-tell-secrets",
        rules=("5 redaction",),
        file="core/gather/secret.py",
        fault="A snapshot has the exports of outputs that a secret is part of.",
        old="HIDDEN if v in secrets else v for n, v in by_name",
        new="v for n, v in by_name",
        laws=(SECRETS,),
        example="tests/core/gather/test_secret.py",
    ),
    Mutant(
        name="named-pulls-not-read",
        rules=("17.6", "10.3 held"),
        file="core/gather/pulls.py",
        fault="The pull request of a deployed preview is not read by its number.",
        old="        _read_by_number(case, case.named - listed),\n",
        new="        _read_by_number(case, case.named & listed),\n",
        laws=(WHOLE,),
    ),
    Mutant(
        name="image-remembered-for-good",
        rules=("17.2",),
        file="adapters/aws/ecr.py",
        fault="An image that was there once counts as there for ever.",
        old="            there = {needs[tag]: one for tag, one in found.items() if isinstance(one, str)}\n",
        new=(
            "            there = {needs[tag]: one for tag, one in found.items()"
            " if isinstance(one, str)}\n"
            "            self._asked.update(self._known)\n"
        ),
        laws=(AWS_LAWS,),
        example="tests/adapters/aws/test_ecr.py",
    ),
    Mutant(
        name="image-remembered-under-the-lease",
        rules=("17.2", "13 lease"),
        file="adapters/execute/apply.py",
        fault="What is applied rests on images that were read before the lease was taken.",
        old="seconds=CAPTURE, watch=teller.reading, afresh=True),",
        new="seconds=CAPTURE, watch=teller.reading, afresh=False),",
    ),
    Mutant(
        name="gone-branch-remembered",
        rules=("17.22",),
        file="adapters/github/client.py",
        fault="The head of a branch is remembered, so that a deletion or a push is not seen.",
        old="        known = self._known.get(ask)\n        return",
        new=(
            "        known = self._known.get(ask)\n"
            '        if known and "matching-refs" in ask.path:\n'
            '            return Seen(value=cast("T", known.value), new=False)\n'
            "        return"
        ),
        example="tests/adapters/github/test_warm.py",
    ),
    Mutant(
        name="branch-by-its-beginning",
        rules=("17.22",),
        file="adapters/github/answer.py",
        fault="A deleted branch resolves to another one that begins with its name.",
        old='            if text(found, "ref") == self.ref:\n',
        new='            if text(found, "ref").startswith(self.ref):\n',
        laws=(GITHUB_LAWS,),
        example=READING,
    ),
    Mutant(
        name="older-commit-is-no-drift",
        rules=("17.22",),
        file="core/policy/failed.py",
        fault="A commit that succeeded before is not deployed again after a push back to it.",
        old="        elif entry.result is Result.FAILED and (cause",
        new="            failures |= {pair: entry for pair in entry.versions.items()}\n        elif entry.result is Result.FAILED and (cause",
        laws=(STACK_LAWS,),
        example=f"{ACME}/test_apply_changes.py",
    ),
)
