"""Mistakes in templates with previews: sections 8 and 7.4, and what of section 17 is about them."""

# ruff: noqa: E501 - the texts are lines of the code, which have the length that they have.

from __future__ import annotations

from scripts.mutants.laws import (
    ENDINGS,
    EXPAND,
    HISTORIES,
    IMAGE,
    IMAGE_TEXT,
    RUNNING,
)
from scripts.mutants.mutant import Mutant

COPYING = "core/template/copying.py"
PLACEMENT = "core/template/placement.py"

EXPANDED = "tests/core/template/test_expand.py"

MUTANTS = (
    Mutant(
        name="empty-version-rendered",
        rules=("17.3",),
        file="core/artifact.py",
        fault="An empty commit counts as a version.",
        old="            return head or Absent()\n",
        new="            return head\n",
        laws=(HISTORIES,),
        example="tests/core/test_planner_faults.py",
        equivalent=(
            "An empty commit has neither an image nor templates that were read, and nothing moves "
            "to a version without them."
        ),
    ),
    Mutant(
        name="no-tag-is-latest",
        rules=("17.3",),
        file="core/running.py",
        fault="An image without a tag counts as `latest`.",
        old='versions = sorted({image.version or "" for image in images})',
        new='versions = sorted({image.version or "latest" for image in images})',
        laws=(RUNNING,),
        example="tests/core/test_running.py",
    ),
    Mutant(
        name="previews-at-the-end-of-the-file",
        rules=("17.8",),
        file=PLACEMENT,
        fault="Previews go to the end of the file, wherever `Resources` stands in it.",
        old="        yield _end_of_text(template, layout, key, node), _after(blank + before, headed)\n",
        new="        yield len(template.text), _after(blank + before, headed)\n",
        laws=(ENDINGS,),
        example=EXPANDED,
    ),
    Mutant(
        name="local-taken-for-a-resource",
        rules=("17.9",),
        file="core/template/reference.py",
        fault="A variable of a Sub's own that is named like a resource is taken for it.",
        old="            if match[2] not in local\n",
        new="",
        laws=(EXPAND,),
        example="tests/core/template/test_expand.py",
    ),
    Mutant(
        name="indentation-of-two",
        rules=("17.9",),
        file=PLACEMENT,
        fault="Additions are indented by two spaces, whatever the author's indentation is.",
        old='        before, blank = indentation or "", layout.newline * 2\n',
        new='        before, blank = indentation and "  ", layout.newline * 2\n',
        laws=(EXPAND,),
    ),
    Mutant(
        name="sidecar-gets-the-tag",
        rules=("17.10",),
        file="core/template/image_text.py",
        fault="Every container gets the preview's tag, sidecars too.",
        old="    return [image for image in images if _is_image_of(reading, image, docker)]\n",
        new="    return images\n",
        laws=(EXPAND,),
        example=EXPANDED,
    ),
    Mutant(
        name="repository-by-its-ending",
        rules=("17.10",),
        file="core/template/image_text.py",
        fault="A container of `my-lite` counts as one of `lite`.",
        old='return name == docker or name.endswith(f"/{docker}")',
        new="return name.endswith(docker)",
        laws=(IMAGE_TEXT,),
        example=EXPANDED,
    ),
    Mutant(
        name="tag-after-the-last-colon",
        rules=("17.11",),
        file="core/template/image_text.py",
        fault="The tag is what follows the last colon, also within a digest.",
        old='    found = re.search("[:@]", solid[name:])\n',
        new='    found = re.search("[:@](?=[^:@]*$)", solid[name:])\n',
        laws=(IMAGE_TEXT,),
        example=EXPANDED,
    ),
    Mutant(
        name="port-is-a-tag",
        rules=("17.11",),
        file="core/image.py",
        fault="The port of a registry is taken for the tag.",
        old='    folder, slash, last = rest.rpartition("/")\n    stem, _, tag = last.partition(":")\n',
        new='    folder, slash, last = "", "", rest\n    stem, _, tag = last.partition(":")\n',
        laws=(IMAGE,),
    ),
    Mutant(
        name="comment-hides-a-reference",
        rules=("17.12",),
        file="core/template/reference.py",
        fault="A reference with a comment behind it is not renamed in the copy.",
        old="    for node in dict.fromkeys(one.node for one in own):\n",
        new=(
            "    plainly = [one for one in own"
            " if layout.trailing_comment(layout.end(one.node)) is None]\n"
            "    for node in dict.fromkeys(one.node for one in plainly):\n"
        ),
        laws=(EXPAND,),
    ),
    Mutant(
        name="comment-of-the-original-stays",
        rules=("17.12",),
        file="core/template/reference.py",
        fault="The comment behind a reference that was replaced stays in the copy.",
        old="    yield from without_comment(layout, layout.end(node))\n",
        new="",
        laws=(ENDINGS,),
        example=EXPANDED,
    ),
    Mutant(
        name="addition-not-checked",
        rules=("17.13",),
        file="core/template/blueprint.py",
        fault="What is added is not checked before it leaves.",
        old="        if _proves(template, made):\n",
        new="        if made.at:\n",
        laws=(ENDINGS,),
        example=EXPANDED,
    ),
    Mutant(
        name="comment-below-cuts",
        rules=("17.13",),
        file=PLACEMENT,
        fault="A comment below the last resource ends up below the previews.",
        old="    return comments.end() if comments else end\n",
        new="    return end if comments else 0\n",
        laws=(ENDINGS,),
        example=EXPANDED,
    ),
    Mutant(
        name="target-group-with-the-same-name",
        rules=("17.15",),
        file=COPYING,
        fault="The name of a target group is not suffixed.",
        old='    TARGET_GROUP: ("Name", TARGET_GROUP_NAME),\n',
        new="",
        laws=(EXPAND, HISTORIES),
    ),
)
