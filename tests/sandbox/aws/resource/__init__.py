"""What CloudFormation makes: per type of resource how it's made, changed and deleted."""
