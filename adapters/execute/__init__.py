"""Executing plans: one function an action, which checks what it expects and decides nothing."""
