"""AWS, as a capture reads it: one module a service, over the clients of botocore."""
