"""What became of one document: its record, and what the record rests on."""

from dataclasses import dataclass

from summarizer.checking.ledger import MentionStatus
from summarizer.checking.record import Record
from summarizer.models import Scan


@dataclass(frozen=True, slots=True)
class Outcome:
    """A record, the scan that it rests on (None where the document could not be read), the fates of its figures."""

    record: Record
    scan: Scan | None = None
    fates: tuple[MentionStatus, ...] = ()
