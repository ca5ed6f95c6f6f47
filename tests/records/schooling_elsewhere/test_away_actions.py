"""Children schooled elsewhere as actions: who may what, what is refused, what is counted, what comes back to the lists."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from notoneless.casework.cases.models import Case
from notoneless.foundation.access.founding import system_context
from notoneless.foundation.access.refusals import NotAllowed, NotFound
from notoneless.kernel.problems import NotonelessError
from notoneless.records.schooling_elsewhere import measures
from notoneless.records.schooling_elsewhere.models import CertificateCopy, ElsewhereRecord, TermConfirmation
from notoneless.records.schooling_elsewhere.rules.confirmation import read, written
from notoneless.records.schooling_elsewhere.selectors.knowing import confirmed_on
from notoneless.records.schooling_elsewhere.services import (
    acknowledge_copy,
    confirm,
    describe,
    end,
    end_trust,
    file_copy,
    import_confirmation,
    lapse,
    open_record,
    trust_key,
)
from support.cases import proof, suspected
from support.county import DAY, County
from support.databases import all_of, owners_eyes, the
from support.schooling_elsewhere import CHILD, SCHOOL, Partner, away, certified, filed, long_after, spoken

LAST = date(2027, 8, 31)


def code_of(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(NotonelessError) as told:
        act(*args, **given)
    return told.value.told.code


def counted(code: str, day: date) -> dict[Any, int]:
    [evidence] = [each for each in measures.EVIDENCE if each.code == code]
    with owners_eyes():
        return dict(evidence.holds(day, None))  # type: ignore[union-attr]


def happened(code: str, first: date = DAY, last: date = LAST) -> list[Any]:
    [evidence] = [each for each in measures.EVIDENCE if each.code == code]
    asked = getattr(evidence, "done", None) or getattr(evidence, "happened", None)
    with owners_eyes():
        return list(asked(first, last, None))  # type: ignore[misc]


def test_one_record_of_a_child_is_open(county: County) -> None:
    record = away(county)
    assert code_of(away, county) == "schooling_elsewhere.open_already"
    row = the(ElsewhereRecord, pk=record)
    row.pk = county.ids.new()
    with pytest.raises(IntegrityError), owners_eyes(), transaction.atomic():
        row.save(force_insert=True)
    end(county.ctx("周支书"), elsewhere_record=record, on=DAY, end_reason="back")
    assert away(county)


def test_a_record_needs_a_home_and_days_that_have_come(county: County) -> None:
    assert code_of(away, county, "class_only", "陈局长") == "schooling_elsewhere.no_home"
    assert code_of(away, county, since_on=DAY + timedelta(days=1)) == "schooling_elsewhere.day_to_come"
    assert code_of(away, county, stage="senior") == "schooling_elsewhere.no_stage"
    assert code_of(away, county, grade=10) == "enrolment.no_grade"


def test_who_lives_or_learns_elsewhere_is_out_of_reach(county: County) -> None:
    with pytest.raises(NotFound):
        away(county, "far")
    record = away(county)
    with pytest.raises(NotFound):
        describe(county.ctx("何老师"), elsewhere_record=county.ids.new(), beyond="county", away_place="x")
    with pytest.raises(NotAllowed):
        open_record(county.ctx("赵老师"), child=county.children[CHILD], **SCHOOL)
    assert all_of(ElsewhereRecord)[0].pk == record


def test_each_copy_is_acknowledged_by_who_keeps_it_and_nobody_else(county: County) -> None:
    record = certified(county)
    copies = {each: filed(county, each, record) for each in ("government", "centre_school", "bureau")}
    keepers = {"government": "张镇长", "centre_school": "李校长", "bureau": "陈局长"}
    assert happened("registry.away_certificates") == []
    assert code_of(filed, county, "government", record) == "schooling_elsewhere.filed_already"
    assert code_of(acknowledge_copy, county.ctx("陈局长"), certificate_copy=copies["government"]) == (
        "schooling_elsewhere.not_to_you"
    )
    for recipient, who in keepers.items():
        acknowledge_copy(county.ctx(who), certificate_copy=copies[recipient])
    assert code_of(acknowledge_copy, county.ctx("李校长"), certificate_copy=copies["centre_school"]) == (
        "schooling_elsewhere.acknowledged_already"
    )
    done = happened("registry.away_certificates")
    assert [(each.unit, each.day, each.about) for each in done] == [
        (county.units["group_a"], DAY, county.children[CHILD])
    ] * 3
    [event] = happened("registry.away_children")
    assert (event.about, event.unit, event.day) == (county.children[CHILD], county.units["group_a"], DAY)


def test_nobody_acknowledges_what_he_or_she_handed_in(county: County) -> None:
    record = certified(county)
    given = {"elsewhere_record": record, "recipient": "government", "filed_on": DAY}
    own = file_copy(county.ctx("张镇长"), **given)
    assert code_of(acknowledge_copy, county.ctx("张镇长"), certificate_copy=own) == "schooling_elsewhere.own_copy"


def test_no_copy_before_the_certificate_is_sealed_and_none_to_a_school_elsewhere(county: County) -> None:
    assert code_of(filed, county, "government", away(county)) == "schooling_elsewhere.not_sealed"
    record = certified(county, all_of(ElsewhereRecord)[0].pk)
    given = {"elsewhere_record": record, "recipient": "centre_school", "filed_on": DAY}
    far = county.units["school_z"]
    assert code_of(file_copy, county.ctx("周支书"), centre_school=far, **given) == "schooling_elsewhere.which_school"
    assert all_of(CertificateCopy) == []


def test_details_that_are_missing_and_contacts_that_are_late_are_counted_where_the_child_lives(county: County) -> None:
    home = county.units["group_a"]
    record = away(county, class_name=None)
    assert counted("registry.away_incomplete", DAY) == {home: 1}
    describe(
        county.ctx("周支书"),
        elsewhere_record=record,
        **{name: value for name, value in SCHOOL.items() if name != "since_on"},
    )
    assert counted("registry.away_incomplete", DAY) == {}
    assert counted("registry.away_overdue", DAY + timedelta(days=30)) == {}
    assert counted("registry.away_overdue", DAY + timedelta(days=31)) == {home: 1}
    county.time.pass_by(days=31)
    spoken(county, record, "not_reached")
    assert counted("registry.away_overdue", DAY + timedelta(days=31)) == {home: 1}, "nobody was spoken with"
    spoken(county, record)
    assert counted("registry.away_overdue", DAY + timedelta(days=31)) == {}


def test_a_signed_confirmation_is_taken_in_once_for_its_own_child_and_by_a_known_key_alone(county: County) -> None:
    partner, record = Partner(), away(county)
    text, ctx = partner.signs(county), county.ctx
    assert code_of(import_confirmation, ctx("周支书"), elsewhere_record=record, signed_text=text) == (
        "schooling_elsewhere.unknown_key"
    )
    trusted = partner.trusted(county)
    refused = {
        "schooling_elsewhere.unreadable": text.replace("NOO1", "NOO9"),
        "schooling_elsewhere.altered ": lengthened(text),
        "schooling_elsewhere.altered": Partner().signs(county, key=partner.fingerprint),
        "schooling_elsewhere.other_child": partner.signs(county, "both"),
        "schooling_elsewhere.expired": partner.signs(county, issued="2026-03-02", until="2026-07-10"),
        "schooling_elsewhere.day_to_come": partner.signs(county, issued="2026-09-02"),
    }
    for code, sent in refused.items():
        assert code_of(import_confirmation, ctx("周支书"), elsewhere_record=record, signed_text=sent) == code.strip()
    assert all_of(TermConfirmation) == []
    import_confirmation(ctx("周支书"), elsewhere_record=record, signed_text=text)
    assert confirmed_on_day(county) == {county.children[CHILD]: True}
    assert code_of(import_confirmation, ctx("周支书"), elsewhere_record=record, signed_text=text) == (
        "schooling_elsewhere.taken_already"
    )
    end_trust(ctx("陈局长"), partner_key=trusted)
    assert code_of(import_confirmation, ctx("周支书"), elsewhere_record=record, signed_text=partner.signs(county)) == (
        "schooling_elsewhere.unknown_key"
    )


def lengthened(text: str) -> str:
    """A confirmation whose last day somebody has altered."""
    found = read(text)
    return written(replace(found.told, until="2027-06-30"), lambda _: found.signature)


def confirmed_on_day(county: County) -> dict[Any, bool]:
    with owners_eyes():
        return confirmed_on(county.time.at.date())


def test_a_key_counts_once_its_fingerprint_was_read_out(county: County) -> None:
    partner = Partner()
    partner.trusted(county)
    assert code_of(partner.trusted, county) == "schooling_elsewhere.trusted_already"
    other = Partner()
    given = {"unit": county.units["county"], "county": "x", "compared_with": "y", "key_fingerprint": other.fingerprint}
    assert code_of(trust_key, county.ctx("陈局长"), public_key=partner.public_key, **given) == (
        "schooling_elsewhere.other_fingerprint"
    )
    assert code_of(trust_key, county.ctx("陈局长"), public_key="no key", **given) == "sealing.no_public_key"
    with pytest.raises(NotAllowed):
        trust_key(county.ctx("张镇长"), public_key=other.public_key, **given)


def lapsed(county: County) -> None:
    ctx = system_context(county.ids, county.time.at)
    lapse(ctx.with_request(county.ids.new()), unit=county.units["county"])


def test_a_confirmation_that_runs_out_opens_a_case_once(county: County) -> None:
    record = certified(county)
    lapsed(county)
    assert all_of(Case) == [], "it is confirmed"
    long_after(county)
    assert counted("registry.away_unconfirmed", county.time.at.date()) == {county.units["group_a"]: 1}
    assert confirmed_on_day(county) == {county.children[CHILD]: False}
    lapsed(county)
    assert the(Case).state == "suspected"
    assert the(ElsewhereRecord, pk=record).told_on == county.time.at.date()
    lapsed(county)
    assert len(all_of(Case)) == 1
    days = {"issued_on": county.time.at.date(), "until_on": date(2027, 7, 9)}
    confirm(county.ctx("周支书"), elsewhere_record=record, proof=proof(county, "周支书", "village_a"), **days)
    assert confirmed_on_day(county) == {county.children[CHILD]: True}
    county.time.pass_by(days=210)
    lapsed(county)
    assert the(ElsewhereRecord, pk=record).told_on == county.time.at.date(), "the next time it is told again"


def test_who_is_in_a_school_of_another_township_needs_no_paper(county: County) -> None:
    far = away(county, "far_school", beyond="township", away_place="高坪乡")
    away(county, beyond="township", away_place="高坪乡")
    county.time.pass_by(days=60)
    assert confirmed_on_day(county) == {county.children["far_school"]: True, county.children[CHILD]: False}
    lapsed(county)
    assert [row.child_id for row in all_of(Case)] == [county.children[CHILD]], "the roll knows where the other is"
    end(county.ctx("周支书"), elsewhere_record=far, on=county.time.at.date(), end_reason="back")


@pytest.mark.parametrize("how", ["said", "ended"])
def test_a_child_that_attends_no_more_has_a_case_at_once(county: County, how: str) -> None:
    record = certified(county)
    if how == "said":
        spoken(county, record, "not_attending", "吴组长")
    else:
        end(county.ctx("周支书"), elsewhere_record=record, on=DAY, end_reason="not_attending")
    assert (the(Case).child_id, the(Case).state) == (county.children[CHILD], "suspected")
    assert confirmed_on_day(county).get(county.children[CHILD]) is (False if how == "said" else None)


def test_a_case_that_is_open_already_is_left_as_it_is(county: County) -> None:
    record = certified(county)
    suspected(county, CHILD, "周支书")
    spoken(county, record, "not_attending")
    assert len(all_of(Case)) == 1
