"""An organisation of any size on loopback."""
