"""AWS on loopback: the services that Kayron meets, in memory, behind AWS's own protocols."""
