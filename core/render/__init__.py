"""A plan as text for people, from the plan alone."""
