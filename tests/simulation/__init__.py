"""The whole system in one thread, on a clock that is set, from one seed."""
