"""A preview of the service web as the Go original deployed it, which recorded no number."""

from __future__ import annotations

import re

from tests.simulation.hashing import branch_hash

COPIED = ("Service", "Tasks", "Group", "Rule", "Record")


def with_preview(text: str, branch: str, sha: str, priority: int) -> str:
    """Return the template of web with a preview of a branch at its end."""
    hash_ = branch_hash(branch)
    copies = text.partition("Resources:\n")[2]
    for name in COPIED:
        copies = copies.replace(f"  {name}:\n", f"  {name}{hash_}:\n")
        copies = copies.replace(f"!Ref {name}\n", f"!Ref {name}{hash_}\n")
    copies = copies.replace("DependsOn: Rule", f"DependsOn: Rule{hash_}")
    copies = re.sub(r'"web-\$\{Environment\}"', f'"web-${{Environment}}-{hash_}"', copies)
    copies = copies.replace('"web.${Environment}', f'"{hash_.lower()}.web.${{Environment}}')
    copies = copies.replace("web:${Version}", f"web:{sha}").replace(": 1000\n", f": {priority}\n")
    service = "        - { Key: service, Value: web }\n"
    copies = copies.replace(service, f'{service}        - {{ Key: preview, Value: "{hash_}" }}\n')
    return f"{text}\n  # {hash_}\n{copies}"
