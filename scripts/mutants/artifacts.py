"""Mistakes in what is said of services and of the infrastructure: section 10.2."""

# ruff: noqa: E501 - the texts are lines of the code, which have the length that they have.

from __future__ import annotations

from scripts.mutants.laws import ARTIFACT_LAWS, HISTORIES, UNREAD
from scripts.mutants.mutant import Mutant

POLICY = "core/policy/artifact.py"

EXAMPLES = "tests/core/policy/test_artifact.py"

MUTANTS = (
    Mutant(
        name="suspension-never-ends",
        rules=("10.2 suspend",),
        file="core/definition.py",
        fault="A suspension holds on after its `until`.",
        old="        return self.until is None or moment < self.until\n",
        new="        return self.until is None or moment != self.until\n",
        laws=(ARTIFACT_LAWS,),
        example=EXAMPLES,
    ),
    Mutant(
        name="suspension-needs-a-person",
        rules=("10.2 suspend",),
        file=POLICY,
        fault="A suspension with an `until` denies instead of holding.",
        old='        return hold("suspend", case.subject, reason, _place(case), "captured")',
        new='        return deny("suspend", case.subject, reason, _place(case), "captured")',
        laws=(ARTIFACT_LAWS,),
        example=EXAMPLES,
    ),
    Mutant(
        name="stopped-infrastructure-rendered",
        rules=("10.2 suspend", "17.25"),
        file="core/releases.py",
        fault="A stopped infrastructure renders its desired templates all the same.",
        old="    current = weighing.current_templates()\n    return _staying((infra",
        new=(
            "    current = desired if isinstance(desired, Files) else weighing.current_templates()\n"
            "    return _staying((infra"
        ),
        laws=(HISTORIES,),
        example="tests/core/test_releases.py",
    ),
    Mutant(
        name="gone-branch-is-not-said",
        rules=("10.2 resolved", "17.22"),
        file=POLICY,
        fault="Nothing is said of a branch that is gone.",
        old="if case.suspended or not isinstance(case.desired, Absent):",
        new="if not isinstance(strategy, Suspend) or case.suspended:",
        laws=(ARTIFACT_LAWS, HISTORIES),
        example=EXAMPLES,
    ),
    Mutant(
        name="service-without-image-moves",
        rules=("10.2 image",),
        file=POLICY,
        fault="A service moves to a version whose image is not in ECR.",
        old="    if isinstance(case.desired, str) and isinstance(case.image, Absent):\n",
        new="    if isinstance(case.desired, Absent) and isinstance(case.image, Absent):\n",
        laws=(ARTIFACT_LAWS, HISTORIES),
    ),
    Mutant(
        name="first-deployment-without-image",
        rules=("10.2 image", "17.19"),
        file="core/policy/first_deployment.py",
        fault="The infrastructure brings in a service that has no image to start with.",
        old="        and case.deployed is None\n",
        new="        and case.deployed is not None\n",
        laws=(ARTIFACT_LAWS, HISTORIES),
        example="tests/core/test_planner_faults.py",
    ),
    Mutant(
        name="unread-image-is-there",
        rules=("10.2 image", "10.1 unknown-facts"),
        file=POLICY,
        fault="An image that could not be read counts as pushed.",
        old='            ("image", case.image if differs(running, case.desired) else None),\n',
        new="",
        laws=(ARTIFACT_LAWS, UNREAD),
        example=EXAMPLES,
    ),
    Mutant(
        name="undeclared-parameter-sent",
        rules=("10.2 parameter",),
        file=POLICY,
        fault="A service without a parameter in the root template counts as moving.",
        old="    if name not in case.parameters:\n",
        new="    if name not in case.parameters and case.deployed is not None:\n",
        laws=(ARTIFACT_LAWS, HISTORIES),
    ),
    Mutant(
        name="branch-matches-its-beginning",
        rules=("10.2 branches",),
        file=POLICY,
        fault="A branch needs to match the environment's pattern with its beginning only.",
        old="    if re.fullmatch(pattern, strategy.name):\n",
        new="    if re.match(pattern, strategy.name):\n",
        laws=(ARTIFACT_LAWS,),
        example=EXAMPLES,
    ),
    Mutant(
        name="branches-of-any-environment",
        rules=("10.2 branches",),
        file=POLICY,
        fault="`branches` is not looked at where it does not name production.",
        old="pattern = case.branches.get(case.environment.value)",
        new='pattern = case.branches.get("production")',
        laws=(ARTIFACT_LAWS,),
        example=EXAMPLES,
    ),
)
