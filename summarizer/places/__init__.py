"""Places: the divisions of China named in a text, and the one that it is about."""
