"""Acme Outfitters on loopback: the organisation of the fixtures, with its history."""
