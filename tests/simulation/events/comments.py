"""Status comments, and what people do to them."""

from __future__ import annotations

from random import Random

from tests.sandbox.github.pull import Comment, Pull
from tests.simulation.company import BOT, Company
from tests.simulation.event import Events, one_of
from tests.simulation.events.pulls import named, some_pull

event = Events()

MARK = "<!-- kayron:preview:status"


def ours(company: Company) -> list[tuple[Pull, Comment]]:
    """Return Kayron's comments and their pull requests."""
    return [
        (pull, comment)
        for pull in company.pulls()
        for comment in pull.comments.values()
        if comment.author == BOT
    ]


@event(weight=2)
def delete_the_status_comment(company: Company, random: Random) -> str | None:
    found = one_of(random, ours(company))
    if found is None:
        return None
    found[0].remove(found[1])
    return f"somebody deletes Kayron's comment in {named(found[0])}"


@event(weight=2)
def edit_the_status_comment(company: Company, random: Random) -> str | None:
    found = one_of(random, ours(company))
    if found is None:
        return None
    pull, comment = found
    words = random.choice(("edited", "| Ready |", ""))
    whole = random.random() < 0.3
    pull.edit(comment, words if whole and words else f"{comment.body}\n{words}", company.now())
    return f"somebody edits Kayron's comment in {named(pull)}{', marker and all' if whole else ''}"


@event(weight=1)
def repeat_the_status_comment(company: Company, random: Random) -> str | None:
    found = one_of(random, ours(company))
    if found is None:
        return None
    pull, comment = found
    pull.comment(comment.body, author=BOT, time=company.now())
    return f"somebody posts Kayron's comment in {named(pull)} once more, with its token"


@event(weight=2)
def quote_the_marker(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None:
        return None
    body = random.choice((f"> {MARK} -->\nnice", f"{MARK} -->", f"{MARK}:staging -->\nReady"))
    pull.comment(body, author="cleo", time=company.now())
    return f"cleo quotes the marker in {named(pull)}"


@event(weight=1)
def talk(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random)
    if pull is None:
        return None
    count = random.choice((1, 30, 110))
    for _ in range(count):
        pull.comment("+1", author="cleo", time=company.now())
    return f"people comment on {named(pull)} {count} times"


@event(weight=2)
def lock_a_conversation(company: Company, random: Random) -> str | None:
    pull = some_pull(company, random, is_open=random.random() < 0.7)
    if pull is None:
        return None
    pull.lock(locked=not pull.locked)
    return f"somebody {'locks' if pull.locked else 'unlocks'} {named(pull)}"
