"""Who received a notice, and what the family said to it, opens by need only."""

from notoneless.casework.notices.services import reply
from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import DAY, County
from support.forms import text_of
from support.notices import served


def test_what_was_said_opens_for_the_head_and_leaves_an_entry(county: County) -> None:
    notice = served(county)
    reply(county.ctx("王老师"), return_notice=notice, on=DAY, reply="asks_help", note="父亲在外地做工")
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    assert "保密" in text_of(teacher.get(f"/notices/{notice}/"))
    for field, said in (("receiver", "母亲"), ("note", "父亲在外地做工")):
        path = f"/notices/{notice}/reveal/{field}/"
        assert teacher.post(path).status_code == 403
        assert said not in text_of(head.get(f"/notices/{notice}/"))
        assert said in text_of(head.post(path))
    assert Entry.objects.filter(action="notice.reveal", object=notice, outcome="read").count() == 2
