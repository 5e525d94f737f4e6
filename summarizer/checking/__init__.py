"""Drafts to reports: quotes found, figures judged, both sides counted, findings told."""
