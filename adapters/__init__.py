"""What touches the world: files, GitHub, AWS. Adapters fetch and execute, and decide nothing."""
