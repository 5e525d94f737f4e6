"""What a file of another form may take at most. What is larger costs its record, with the bound in the message."""

MOST_DEPTH = 3
"""So many containers may be within each other: a document in a .zip in a mail in a .zip."""
MOST_NESTED = 10_000
"""So many members may the containers within one file have together."""
MOST_CHARACTERS = 20_000_000
"""So long may the text be that a file is converted to: as many as the largest page has bytes."""
