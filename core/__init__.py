"""The pure core: from a snapshot to a plan. No I/O, clock, randomness or global state."""
