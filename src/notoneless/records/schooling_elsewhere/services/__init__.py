"""What may be done about a child schooled elsewhere."""

from notoneless.records.schooling_elsewhere.services.certifying import (
    acknowledge_copy,
    certify,
    file_copy,
    issue_certificate,
)
from notoneless.records.schooling_elsewhere.services.confirming import confirm, import_confirmation
from notoneless.records.schooling_elsewhere.services.lapsing import lapse
from notoneless.records.schooling_elsewhere.services.recording import contact, describe, end, open_record
from notoneless.records.schooling_elsewhere.services.trusting import end_trust, trust_key

__all__ = [
    "acknowledge_copy",
    "certify",
    "confirm",
    "contact",
    "describe",
    "end",
    "end_trust",
    "file_copy",
    "import_confirmation",
    "issue_certificate",
    "lapse",
    "open_record",
    "trust_key",
]
