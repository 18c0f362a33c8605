"""CloudFormation: stacks that change in steps, with events, rollback and change sets."""
