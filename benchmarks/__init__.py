"""Measurements, by `make bench`; none of them is part of the tests."""
