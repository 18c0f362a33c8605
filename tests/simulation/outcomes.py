"""What the policies can say: every outcome of each, which the simulation must have met."""

from __future__ import annotations

ALLOW, HOLD, DENY = "allow", "hold", "deny"

POLICIES = {
    # The stack.
    "inputs": (ALLOW, DENY),
    "unknown-facts": (ALLOW, HOLD, DENY),
    "root-stack": (ALLOW, DENY),
    "stack-status": (ALLOW, HOLD, DENY),
    "pause": (ALLOW, DENY),
    "freeze": (ALLOW, HOLD),
    "parameters": (ALLOW, HOLD, DENY),
    "failed-before": (ALLOW, HOLD),
    "capacity": (ALLOW, HOLD, DENY),
    # The infrastructure.
    "infrastructure": (ALLOW,),
    "priorities": (ALLOW, DENY),
    "custom-name": (ALLOW, DENY),
    "stateful": (ALLOW, DENY),
    "template-urls": (ALLOW, DENY),
    # Services.
    "suspend": (ALLOW, HOLD, DENY),
    "resolved": (ALLOW, DENY),
    "image": (ALLOW, HOLD),
    "parameter": (ALLOW, HOLD, DENY),
    "branches": (ALLOW, DENY),
    "current": (ALLOW, DENY),
    "mendable": (ALLOW, HOLD, DENY),
    # Previews.
    "eligibility": (ALLOW,),
    "previews": (DENY,),
    "open": (DENY,),
    "fork": (DENY,),
    "draft": (DENY,),
    "exclude-branches": (DENY,),
    "exclude-authors": (DENY,),
    "require-labels": (DENY,),
    "exclude-labels": (DENY,),
    "max-age": (DENY,),
    "collision": (DENY,),
    "max-per-service": (HOLD,),
    "max-total": (HOLD,),
    "removals": (DENY,),
    "orphans": (HOLD, DENY),
    "template": (ALLOW, HOLD, DENY),
    "priority": (ALLOW, HOLD, DENY),
    "reachability": (ALLOW, DENY),
}
"""The outcomes that core can give, by policy."""

OUTCOMES = tuple((policy, outcome) for policy, outcomes in POLICIES.items() for outcome in outcomes)
