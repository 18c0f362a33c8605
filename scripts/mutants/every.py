"""Every mutant, in the order of SPEC.md's sections."""

from __future__ import annotations

from scripts.mutants import (
    applying,
    artifacts,
    capturing,
    gates,
    infrastructures,
    leasing,
    numbers,
    rendering,
    stacks,
    telling,
    updating,
)
from scripts.mutants.mutant import Mutant

MUTANTS: tuple[Mutant, ...] = (
    *numbers.MUTANTS,
    *stacks.MUTANTS,
    *infrastructures.MUTANTS,
    *artifacts.MUTANTS,
    *gates.MUTANTS,
    *applying.MUTANTS,
    *telling.MUTANTS,
    *leasing.MUTANTS,
    *updating.MUTANTS,
    *rendering.MUTANTS,
    *capturing.MUTANTS,
)
