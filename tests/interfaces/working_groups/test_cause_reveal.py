"""A cause that is told by need only opens for the head, and leaves an entry."""

from notoneless.casework.working_groups.models import CaseCause
from notoneless.casework.working_groups.services import record_cause
from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.cases import verified
from support.county import DAY, County
from support.databases import the
from support.forms import text_of


def test_a_sealed_cause_opens_for_the_head_alone_and_leaves_an_entry(county: County) -> None:
    case = verified(county)
    record_cause(county.ctx("王老师"), case=case, on=DAY, reason="early_marriage", note="家里定了亲")
    cause = the(CaseCause).pk
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    path, page = f"/working-groups/causes/{cause}/reason/", f"/working-groups/children/{county.children['both']}/"
    assert teacher.post(path).status_code == 403
    assert "家里定了亲" not in text_of(head.get(page))
    assert "家里定了亲" in text_of(head.post(path))
    assert Entry.objects.filter(action="case.reveal", object=cause, outcome="read").count() == 1
