"""Dates: every date and time of day, with the year that a page leaves out, and when it was published."""
