"""Documents to Text: title and article alone, each character with its span in the raw document."""
