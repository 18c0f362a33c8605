"""Texts that stand where definitions and `kayron.yaml` should: near misses, and anything."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from kayron.core import configuration, declaration, freeze, gate_setting
from kayron.core.limit import LIMITS

WORDS = (
    *configuration.KEYS,
    *configuration.PAUSE,
    *declaration.KEYS,
    *declaration.DEPLOY,
    *freeze.KEYS,
    *gate_setting.GATES,
    *gate_setting.ENVIRONMENTS,
    *LIMITS,
)

VALUES = (
    "cloudformation",
    "main",
    "v1.2.3",
    "14d",
    "12001-12099",
    "09:00",
    "Europe/Berlin",
    "2026-11-20T09:30:00Z",
    "lite.${Environment}.example.org",
    "^main$",
    "(",
    "true",
    "",
    "\x07",
    "\ud800",
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 60_000),
    st.sampled_from(WORDS),
    st.sampled_from(VALUES),
    st.text(max_size=8),
)

values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), inner, max_size=5),
    ),
    max_leaves=30,
)
"""Values of the known keys, and of others, in shapes of any kind."""

near_misses = values.map(json.dumps)
"""The same as texts: JSON is YAML."""

PIECES = (
    *WORDS,
    *VALUES,
    *"\n\t :-?[]{},#&*!|>'\"%@`~\\\0\ufeff\u2028\x85",
    "- ",
    ": ",
    "\n  ",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "!!str ",
    "%YAML 1.1\n",
    "%TAG ! tag:x,2000:\n",
    "<<: ",
    '"\\U0011ffff"',
    '"\\ud800"',
    "|\n",
    ">-\n",
    "? ",
)

fragments = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
"""What YAML is made of, in any order."""

texts = st.one_of(near_misses, fragments, st.text(max_size=60))
