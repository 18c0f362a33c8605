"""Mistakes in what is told and submitted: section 13, and what of section 17 is about it."""

from __future__ import annotations

from scripts.mutants.laws import (
    HISTORIES,
    OPERATION,
    RUNNING,
    TELLING,
)
from scripts.mutants.mutant import Mutant

MUTANTS = (
    Mutant(
        name="comment-each-loop",
        rules=("13 comments",),
        file="core/telling.py",
        fault="A status comment is written anew in every loop.",
        old="    elif own is not None and own.body != now:\n",
        new="    elif own is not None:\n",
        laws=(HISTORIES,),
    ),
    Mutant(
        name="newest-comment-stays",
        rules=("13 comments",),
        file="core/telling.py",
        fault="Of several status comments none is deleted.",
        old="    for comment in found.own[1:]:\n",
        new="    for comment in found.own[2:]:\n",
        laws=(TELLING,),
        example="tests/core/test_telling.py",
    ),
    Mutant(
        name="ready-without-tasks",
        rules=("13 comments", "17.20"),
        file="core/running.py",
        fault="A preview is called ready whose tasks are still to start.",
        old="            and deployment.running == deployment.desired > 0\n",
        new="            and deployment.running >= 0\n",
        laws=(RUNNING,),
        example="tests/core/test_planner_faults.py",
    ),
    Mutant(
        name="ready-with-the-old-commit",
        rules=("13 comments", "17.20"),
        file="core/running.py",
        fault="A preview is called ready that still runs the commit before.",
        old="            and _version(deployment, docker).version == version\n",
        new="",
        laws=(RUNNING,),
        example="tests/core/test_running.py",
    ),
    Mutant(
        name="ready-in-the-middle",
        rules=("13 comments", "17.20"),
        file="core/row.py",
        fault="A preview is called ready while its stack is being updated.",
        old="        scene.ground.complete\n        and ",
        new="        ",
        laws=(HISTORIES,),
        example="tests/core/test_row.py",
    ),
    Mutant(
        name="new-is-ready",
        rules=("13 comments", "17.20"),
        file="core/preview.py",
        fault="A preview is called ready as soon as its template is deployed.",
        old="        return Life.READY if ready else Life.DEPLOYING\n",
        new="        return Life.READY\n",
        laws=(HISTORIES,),
        example="tests/core/test_preview.py",
    ),
    Mutant(
        name="operation-without-its-moment",
        rules=("13 idempotent", "13 fence"),
        file="core/operation.py",
        fault="A later retry on purpose has the name of the first one.",
        old='moment = digest_of_text(event.id if event else "")',
        new='moment = digest_of_text("")',
        laws=(OPERATION,),
        example="tests/core/test_operation.py",
    ),
    Mutant(
        name="once-is-enough",
        rules=("17.22", "13 idempotent"),
        file="core/proposal.py",
        fault="A state that was put in place once is never put in place again.",
        old="entry.operation == operation and entry.result is Result.SUCCEEDED",
        new=(
            "(entry.operation == operation or entry.desired == desired)"
            " and entry.result is Result.SUCCEEDED"
        ),
        laws=(HISTORIES,),
    ),
    Mutant(
        name="nothing-is-something",
        rules=("17.16",),
        file="core/standstill.py",
        fault="An infrastructure version that changes nothing is submitted.",
        old="    if () not in running or _uses(running[()].template, parameter):\n",
        new="    if () in running or _uses(running[()].template, parameter):\n",
        laws=(HISTORIES,),
        example="tests/core/test_planner_faults.py",
    ),
    Mutant(
        name="tags-replaced",
        rules=("17.24",),
        file="core/operation.py",
        fault="Tags are replaced by the setting's alone.",
        old="    return deployed.overlaid(setting)\n",
        new="    return setting or deployed\n",
        laws=(OPERATION,),
        example="tests/core/test_planner_faults.py",
    ),
)
