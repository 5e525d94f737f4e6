"""Numbers: what is written, what it is worth, what it counts, and what role it has."""
