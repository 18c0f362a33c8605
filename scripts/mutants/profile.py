"""A plugin of pytest: properties that end with the first example which fails, in the mutant's code.

What is looked for is whether a law fails, not how little it needs to.
"""

from __future__ import annotations

import os

from hypothesis import Phase, settings

import kayron.core
from scripts.mutants.mutant import FOLDER, PROFILE

EXAMPLES = 250
"""As many as in the gate."""

settings.register_profile(
    PROFILE,
    max_examples=EXAMPLES,
    phases=(Phase.explicit, Phase.generate),
    derandomize=True,
    deadline=None,
    database=None,
)


def check_code() -> None:
    """Raise where the code that is imported is not the mutant's."""
    folder, (found, *_) = os.environ[FOLDER], kayron.core.__path__
    if not found.startswith(folder):
        raise ImportError(f"{found} is imported, and not what is in {folder}")


check_code()
