"""In which ways one company differs from another."""

from __future__ import annotations

from random import Random

from attrs import frozen


@frozen(kw_only=True)
class Variant:
    """A company's way of doing things.

    `own_branch`: the release source has a branch named like the environment. `annotated`: its tags
    are annotated ones. `direct`: updates are made with UpdateStack. `plain`: kayron.yaml asks for
    plain keys. `original`: the Go original was here before, and has left a preview. `step` and
    `rollout` are how many seconds CloudFormation and ECS take for theirs. `reader`: Kayron's
    account may not write to the repositories, and so not speak in locked conversations.
    """

    environment: str
    own_branch: bool
    annotated: bool
    direct: bool
    plain: bool
    original: bool
    step: float
    rollout: float
    reader: bool = False


def draw(random: Random, *, direct: bool = False) -> Variant:
    """Draw a variant, one that is direct where that is asked for."""
    environments = ("testing",) * 5 + ("development", "staging", "production")
    return Variant(
        environment=random.choice(environments),
        own_branch=random.random() < 0.2,
        annotated=random.random() < 0.5,
        direct=random.random() < 0.15 or direct,
        plain=random.random() < 0.1,
        original=random.random() < 0.15,
        step=random.choice((0.1, 1.0, 5.0)),
        rollout=random.choice((0.2, 20.0, 60.0)),
        reader=random.random() < 0.2,
    )
