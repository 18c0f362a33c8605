"""The policies: small pure functions from facts to verdicts."""
