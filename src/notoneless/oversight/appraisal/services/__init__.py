"""What is done with a school's own rules and with undertakings."""

from notoneless.oversight.appraisal.services.issuing import issue_letters, issue_statements
from notoneless.oversight.appraisal.services.ruling import adopt_rules, rules_digest, write_rules
from notoneless.oversight.appraisal.services.signing import reopen_undertaking, sign_undertaking, withdraw_undertaking

__all__ = [
    "adopt_rules",
    "issue_letters",
    "issue_statements",
    "reopen_undertaking",
    "rules_digest",
    "sign_undertaking",
    "withdraw_undertaking",
    "write_rules",
]
