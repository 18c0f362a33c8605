"""The pure core: from an immutable snapshot to a plan. No I/O, clock, randomness or global state."""
