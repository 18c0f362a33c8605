"""An imaginary organisation in memory: builders of facts, and a model of what AWS does.

The model is written apart from core and shares no code with it but the classes of the snapshot and
of the plan, so that a mistake in core cannot hide in what it is tested with.
"""
