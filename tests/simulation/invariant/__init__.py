"""What must always be so, each told from the world's own state and history."""
