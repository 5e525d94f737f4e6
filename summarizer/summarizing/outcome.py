"""The outcome of one document: its record, and what the record is based on."""

from dataclasses import dataclass

from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import Record
from summarizer.models import Scan


@dataclass(frozen=True, slots=True)
class Outcome:
    """A record, the scan that it is based on (None for an unreadable document), and the fates of its mentions."""

    record: Record
    scan: Scan | None = None
    fates: tuple[MentionStatus, ...] = ()
