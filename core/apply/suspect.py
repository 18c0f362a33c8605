"""Which of the versions in an update is to blame for a resource that failed, as far as is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kayron.core.hashing import is_hash
from kayron.core.stack.tree import Ids
from kayron.core.verdict import INFRASTRUCTURE

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", re.ASCII)
"""A word of a logical id or of a name: `CheckoutApi` and `checkout-api` have the same two."""

Words = tuple[str, ...]


def suspect(path: Ids, reason: str, versions: Mapping[str, str]) -> str | None:
    """Return the subject whose version is the likeliest cause, None where that is anybody's guess.

    `path` is that of the resource that failed, `versions` has the version of each subject that the
    update moves. A preview is known by its HASH in a logical id; a service by its version in AWS's
    reason, or by its name in the path. What is no service's is the infrastructure's, and what moves
    alone is to blame alone.
    """
    own = [one for one in versions if (hash_ := _hash(one)) and _holds(path, hash_)]
    if own:
        return own[0] if len(own) == 1 else _by_name(path, own)
    services = [one for one in versions if one != INFRASTRUCTURE and not _hash(one)]
    said = [one for one in services if _says(reason, versions[one])]
    if len(said) == 1:
        return said[0]
    named = _by_name(path, services)
    if named is not None or INFRASTRUCTURE in versions:
        return named or INFRASTRUCTURE
    return next(iter(versions)) if len(versions) == 1 else None


def _hash(subject: str) -> str:
    """Return the hash of a preview, empty for what is none."""
    last = subject.rpartition("/")[2]
    return last if last != subject and is_hash(last) else ""


def _service(subject: str) -> str:
    return subject.removesuffix(f"/{_hash(subject)}")


def _holds(path: Ids, hash_: str) -> bool:
    """Tell whether a logical id is that of a preview's copy; those end in its hash."""
    return any(step.endswith(hash_) for step in path)


def _says(reason: str, version: str) -> bool:
    """Tell whether a text has a version as a word, and not as a part of another one."""
    return re.search(rf"(?<![\w.-]){re.escape(version)}(?![\w-]|\.\w)", reason) is not None


def _by_name(path: Ids, subjects: Iterable[str]) -> str | None:
    """Return the one subject whose service's name is in the path more fully than any other's."""
    found = [(_likeness(path, _words(_service(one))), one) for one in subjects]
    best = max((score for score, _ in found), default=NOTHING)
    likeliest = [one for score, one in found if score == best]
    return likeliest[0] if best > NOTHING and len(likeliest) == 1 else None


Likeness = tuple[bool, int]
"""Whether a whole name is there, and how many of its words."""

NOTHING: Likeness = (False, 0)


def _likeness(path: Ids, name: Words) -> Likeness:
    """Return how fully a name is in a path, NOTHING where it is not.

    The whole name may be a part of a step (`CheckoutApiStack`); a step may also be the end of the
    name alone (`Lite` of `splits-lite`).
    """
    return max((score for step in path for score in _scores(_words(step), name)), default=NOTHING)


def _scores(step: Words, name: Words) -> Iterator[Likeness]:
    size = len(name)
    if any(step[start : start + size] == name for start in range(len(step) - size + 1)):
        yield True, size
    elif step and name[-len(step) :] == step:
        yield False, len(step)


def _words(text: str) -> Words:
    return tuple(word.lower() for word in WORD.findall(text))
