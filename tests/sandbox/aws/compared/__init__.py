"""What moto and the sandbox are both asked, and where they differ as they should."""
