"""The mutation check: deliberate faults in core and the executor, each of which must be caught."""
