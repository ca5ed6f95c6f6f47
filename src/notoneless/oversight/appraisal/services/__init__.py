"""What is done with a school's own rules, undertakings, rubrics, targets, appraisals and what follows from dropouts."""

from notoneless.oversight.appraisal.services.appraising import (
    appeal_line,
    confirm_appraisal,
    decide_appeal,
    judge_line,
)
from notoneless.oversight.appraisal.services.deciding import decide_consequence, propose_consequences
from notoneless.oversight.appraisal.services.issuing import issue_letters, issue_statements
from notoneless.oversight.appraisal.services.rubrics import (
    adopt_rubric,
    remove_item,
    rubric_digest,
    set_item,
    write_rubric,
)
from notoneless.oversight.appraisal.services.ruling import adopt_rules, rules_digest, write_rules
from notoneless.oversight.appraisal.services.signing import reopen_undertaking, sign_undertaking, withdraw_undertaking
from notoneless.oversight.appraisal.services.splitting import split_target, withdraw_target

__all__ = [
    "adopt_rubric",
    "adopt_rules",
    "appeal_line",
    "confirm_appraisal",
    "decide_appeal",
    "decide_consequence",
    "issue_letters",
    "issue_statements",
    "judge_line",
    "propose_consequences",
    "remove_item",
    "reopen_undertaking",
    "rubric_digest",
    "rules_digest",
    "set_item",
    "sign_undertaking",
    "split_target",
    "withdraw_target",
    "withdraw_undertaking",
    "write_rubric",
    "write_rules",
]
