"""What is told of help by need only: what is done about the trouble of a family."""

from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.forms import text_of
from support.helping import planned

LIST = "/help/"


def test_what_is_done_about_a_family_opens_by_need_and_stands_on_no_page(county: County) -> None:
    wang = sign_in(county, "王老师")
    scheme = planned(county, trouble="family", means="referral", help_measures="申请低保CANARY")
    for address in (LIST, f"{LIST}{scheme}/", f"{LIST}children/{county.children['both']}/", f"{LIST}{scheme}/plan/"):
        assert "CANARY" not in text_of(wang.get(address)), address
    assert sign_in(county, "陈局长").post(f"{LIST}{scheme}/measures/").status_code == 403
    assert "申请低保CANARY" in text_of(wang.post(f"{LIST}{scheme}/measures/"))
    assert Entry.objects.filter(action="help.reveal", outcome="read").count() == 1
