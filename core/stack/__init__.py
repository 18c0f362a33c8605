"""The stacks, deployed and declared: their tree, their ledger, and what an update would do."""
