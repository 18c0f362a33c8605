"""GitHub: the facts that it answers, read through PyGithub or through anything like it."""
