"""Special education and changes of the roll in a demonstration: files, home lessons, applications at each level."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from notoneless.casework.cases.models import Case
from notoneless.casework.special_education.models import HomeTeaching, Placement
from notoneless.casework.special_education.rules.homebound import HomeNumbers, Place, home_numbers
from notoneless.casework.special_education.rules.kinds import Grade, Impairment, Learns
from notoneless.casework.special_education.selectors.clocks import last_review
from notoneless.casework.special_education.selectors.knowing import mark_of, numbers_of
from notoneless.casework.special_education.services import (
    agree_homebound,
    appoint_expert,
    assess,
    brief_teacher,
    decide_placement,
    name_teacher,
    open_file,
    propose_placement,
    record_lesson,
    schedule_lessons,
    send_teacher,
    take_back_lesson,
    write_programme,
)
from notoneless.casework.watch_list.models import WatchListEntry
from notoneless.foundation.attachments.services import add_attachment
from notoneless.foundation.attachments.store import put
from notoneless.foundation.calendar.selectors import load_calendar
from notoneless.foundation.people.exporting import first_guardians
from notoneless.foundation.people.models import Guardian
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.records.enrolment.models import RollEntry
from notoneless.records.enrolment.rules.standing import State
from notoneless.records.roll_changes.models import ChangeRequest
from notoneless.records.roll_changes.rules.kinds import ChangeKind, PaperKind
from notoneless.records.roll_changes.selectors.knowing import mark_of as mark_of_change
from notoneless.records.roll_changes.services import add_paper, apply, approve, send_back

_HOME, _SCHOOL, _WAITS = range(3)
"""Which of the chosen pupils is taught at home, goes to a special school, waits for a placement; the next apply for changes."""

_EXPERTS = (("方医生", "县人民医院"), ("许老师", "县特殊教育学校"))
_FINDINGS = "认知：能认十以内的数\n语言：能说短句\n生活自理：穿衣要人帮"
_TAUGHT_ON = (1, 3)
"""Weekdays on which a lesson is given at home."""
_SUSPENDED_FOR, _AGREED_FOR = timedelta(days=150), timedelta(days=300)


@dataclass
class Caring:
    """What is done for some pupils of the cast's class. `pupils`: those chosen; `home`: the file of the one taught at home."""

    cast: Cast
    pupils: list[UUID] = field(default_factory=list)
    home: UUID | None = None

    @transaction.atomic
    def begin(self) -> None:
        """Appoint experts, open files and place children; apply for changes of the roll."""
        self.pupils = self._chosen()
        if len(self.pupils) <= _WAITS:
            return
        for name, works_at in _EXPERTS:
            given = {"expert_name": name, "works_at": works_at, "speciality": None}
            appoint_expert(self.cast.by("chen"), unit=self.cast.unit("chen"), **given)
        self.home = self._placed(self.pupils[_HOME], Learns.HOMEBOUND)
        self._placed(self.pupils[_SCHOOL], Learns.SPECIAL_SCHOOL)
        self._assessed(self.pupils[_WAITS], Learns.REGULAR_CLASS)
        self._begin_teaching(self.home)
        self._apply(self.pupils[_WAITS + 1 :])

    @transaction.atomic
    def close(self) -> None:
        """Record the lessons given at home since, one of them first on a wrong day."""
        if self.home is None:
            return
        today, numbers = self.cast.by("wang").today, self._numbers()
        begun = Placement._base_manager.filter(file=self.home).values_list("decided_on", flat=True).first() or today
        days = [day for day in load_calendar(begun, today).school_days(begun, today) if day.weekday() in _TAUGHT_ON]
        for number, on in enumerate(days):
            if number == 0:
                wrong = self._lesson(numbers, on)
                take_back_lesson(self.cast.by("wang"), home_lesson=wrong, reason="课时写错了")
            self._lesson(numbers, on)

    def _chosen(self) -> list[UUID]:
        """Pupils of the class of whom nothing else is told, and who have a guardian."""
        ctx, unit = self.cast.by("wang"), self.cast.unit("wang")
        rows = RollEntry._base_manager.filter(place_id=unit, state=State.ON_ROLL, left_on__isnull=True)
        rows = rows.exclude(child__in=Case._base_manager.values("child_id"))
        rows = rows.exclude(child__in=WatchListEntry._base_manager.values("child_id"))
        children = list(rows.order_by("child__sort_key", "id").values_list("child_id", flat=True))
        reached = first_guardians(ctx, "child.read", children)
        return [child for child in children if child in reached]

    def _numbers(self) -> HomeNumbers:
        return home_numbers(numbers_of(self.cast.unit("li"), self.cast.by("li").today))

    def _assessed(self, child: UUID, advice: Learns) -> UUID:
        given = {"impairment": Impairment.INTELLECTUAL, "impairment_grade": Grade.NONE, "certificate_number": None}
        file = open_file(self.cast.by("li"), child=child, **given, condition="听得懂简单的话")
        found = {"on": self.cast.by("li").today, "experts": " ".join(name for name, _ in _EXPERTS)}
        assess(self.cast.by("li"), special_file=file, **found, findings=_FINDINGS, advice=advice)
        return file

    def _placed(self, child: UUID, learns: Learns) -> UUID:
        file = self._assessed(child, learns)
        proposed = propose_placement(self.cast.by("li"), special_file=file, learns=learns, reason="按专家意见")
        seen = {"agreed": True, "saw": mark_of(file), "note": None}
        decide_placement(self.cast.by("chen"), placement=proposed, **seen)
        day = last_review(self.cast.by("li").today)
        standard = next(iter(self._numbers().standards), None)
        words = {"goals": "会自己穿衣、洗手", "measures": "每周练两次，由易到难", "standard": standard}
        write_programme(self.cast.by("li"), special_file=file, **words, review_on=day)
        return file

    def _begin_teaching(self, file: UUID) -> None:
        today, numbers = self.cast.by("li").today, self._numbers()
        given = {"situation": "home", "party_name": "家长", "on": today, "until_on": today + _AGREED_FOR, "proof": None}
        agree_homebound(
            self.cast.by("li"), special_file=file, **given, terms="每周送教；家长在场", signed_on_paper=True
        )
        for number, account in enumerate(self._teachers(max(2, numbers.teachers_per_visit))):
            said = {"is_man": number == 0, "criteria": " ".join(numbers.criteria) or None}
            teacher = name_teacher(self.cast.by("li"), unit=self.cast.unit("li"), teacher_account=account, **said)
            taught = {"on": today, "subjects": " ".join(numbers.subjects) or "人身安全", "proof": None}
            brief_teacher(self.cast.by("li"), home_teacher=teacher, **taught, signed_on_paper=True)
            send_teacher(self.cast.by("li"), special_file=file, home_teacher=teacher)
        ahead = load_calendar(today, today + timedelta(days=21)).school_days(today, today + timedelta(days=21))
        term = load_calendar(today, today).term_of(today)
        last = term.last_day if term is not None else today + timedelta(days=21)
        lines = [f"{day} 09:00 {self._hours(numbers)}" for day in ahead if day.weekday() in _TAUGHT_ON and day <= last]
        if lines:
            schedule_lessons(self.cast.by("li"), special_file=file, slots="\n".join(lines), lesson_place=Place.HOME)

    def _hours(self, numbers: HomeNumbers) -> int:
        return max(numbers.hours_per_visit, 2)

    def _teachers(self, most: int) -> list[UUID]:
        """The class teacher of the cast, then those of other classes of the school."""
        found = (self.cast.by_teacher(room).actor for room in self.cast.rooms())
        return list(dict.fromkeys(each for each in found if each is not None))[:most]

    def _lesson(self, numbers: HomeNumbers, on: date) -> UUID:
        rows = HomeTeaching._base_manager.filter(file=self.home, until_on=None).order_by("on", "id")
        domains = " ".join(numbers.domains[:2]) or "认知 生活自理"
        given = {"on": on, "begins_at": "09:00", "hours": self._hours(numbers), "lesson_place": Place.HOME}
        given |= {"accompanied": True, "home_teachers": " ".join(str(row.teacher_id) for row in rows)}
        given |= {"domains": domains, "standard": next(iter(numbers.standards), None), "lesson_content": "认水果、数数"}
        given |= {
            "materials": "识字卡",
            "exercises": "每天认三张卡",
            "training": "教家长做手指操",
            "content_agreed": True,
        }
        given |= {"interview": None, "fee": 0, "photo": None, "second_photo": None, "signature": None}
        return record_lesson(
            self.cast.by("wang"), special_file=self.home, **given, signatory="家长", corrects=None, reason=None
        )

    def _apply(self, children: Sequence[UUID]) -> None:
        """A suspension that waits for the bureau, a transfer that waits for the other school, one sent back."""
        today = self.cast.by("wang").today
        ill = {"on": today, "until_on": today + _SUSPENDED_FOR, "reason": "19"}
        moves = {"on": today, "reason": "99", "receiving_school": self.cast.ground.units[self.cast.seats["zhao"][:-1]]}
        asked = ((ChangeKind.STUDY_SUSPENSION, ill), (ChangeKind.TRANSFER, moves), (ChangeKind.STUDY_SUSPENSION, ill))
        for number, (child, (kind, given)) in enumerate(zip(children, asked, strict=False)):
            change = self._applied(child, kind, given)
            row = ChangeRequest._base_manager.get(pk=change)
            seen = {"change_request": change, "saw": mark_of_change(row)}
            if number == len(asked) - 1:
                send_back(self.cast.by("li"), **seen, reason="证明没有盖章")
            elif kind is not ChangeKind.TRANSFER:
                approve(self.cast.by("li"), **seen, note=None)

    def _applied(self, child: UUID, kind: ChangeKind, given: dict[str, object]) -> UUID:
        ctx = self.cast.by("wang")
        guardian = Guardian._base_manager.filter(child_id=child).order_by("id").first()
        entry = RollEntry._base_manager.get(child_id=child, left_on__isnull=True)
        blank = dict.fromkeys(("until_on", "statement", "room", "grade", "receiving_school", "destination"))
        signed = {"guardian": guardian, "signed_on": ctx.today}
        change = apply(ctx, entry=entry, change_kind=kind, **{**blank, **given, **signed})
        for paper in (PaperKind.APPLICATION, PaperKind.PROOF):
            content = {"kind": "pdf", "content": put(_PAPER), "size": len(_PAPER)}
            proof = add_attachment(self.cast.by("wang"), unit=self.cast.unit("wang"), **content)
            filed = {"paper_kind": paper, "dated_on": ctx.today, "proof": proof}
            add_paper(self.cast.by("wang"), change_request=change, **filed)
        return change


def _sheet(words: str) -> bytes:
    """A PDF of one page with a line of plain letters."""
    drawn = f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET".encode("ascii")
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = (len(parts) + 1, table, len(parts) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % end


_PAPER = _sheet("Invented paper of a demonstration")
