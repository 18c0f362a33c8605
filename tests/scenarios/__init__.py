"""What the plan of each situation in `fixtures/` must mean, as plain assertions."""
