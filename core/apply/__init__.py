"""What apply has to judge, as pure functions of what was found: staleness, causes, evidence."""
