"""Which facts to read, decided from the facts read so far; the adapters read what this names."""
