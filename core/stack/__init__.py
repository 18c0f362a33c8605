"""The deployed and the declared stacks: their tree, their ledger, and what an update would do to them."""
