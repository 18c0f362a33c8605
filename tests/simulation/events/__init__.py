"""What happens in a company, by who or what does it."""
