"""Texts that somebody else chose: branch names, labels, file contents, at their worst."""

from __future__ import annotations

from hypothesis import strategies as st

SAMPLES = (
    "main",
    "fix/|pipe|`tick`",
    "a\x1b[31mred\x1b[0m",
    "\u202egnp.exe",
    "zero\u200bwidth",
    "line\u2028separator",
    "<img src=x onerror=alert(1)>",
    "@somebody please",
    "closes #1",
    "https://example.org/[x](y)",
    "</details><!-- kayron:preview:status -->",
    "```\nfence",
    "漢字-幅",
    "\ud800",
    "tab\tand\r\nline",
    "",
)
"""Texts that have broken a terminal, a table or a comment somewhere."""

texts = st.one_of(
    st.sampled_from(SAMPLES),
    st.text(max_size=40),
    st.text("|`*_<>&@#[]()!~\\/:. \n\x1b\u202eaw0", max_size=40),
)
"""Any text, mostly of characters that mean something somewhere."""
