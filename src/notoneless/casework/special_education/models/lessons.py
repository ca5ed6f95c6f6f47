"""Home lessons: planned by date and hour, recorded with those who went, and the notes that stand beside them."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import OF_CHILD, SECRET, SHOWN, STAFF, choices
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.casework.special_education.models.teachers import HomeTeaching
from notoneless.casework.special_education.models.timetables import HomeTimetable
from notoneless.casework.special_education.rules.homebound import NoteKind, Place
from notoneless.foundation.access.models import Account
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN


class PlannedLesson(FileRow):
    """That a child is to be taught at home on a day (`on`), from an hour, for so many class hours. `is_replaced`: it does not
    count: a later schedule of the term stands in its place, or its timetable waits to be adopted.

    `timetable`, `team`: the timetable it is of, and the ids of the home teachers who are to go, with blanks between; empty
    where a schedule of this child alone was set.
    """

    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"homebound.schedule", "timetable.work_out"}),
        changed=frozenset({"homebound.schedule", "timetable.adopt", "timetable.move"}),
    )
    DECLARED: ClassVar = MADE | {
        "begins_at": OF_CHILD,
        "hours": OF_CHILD,
        "place": OF_CHILD,
        "is_replaced": RUN,
        "timetable": RUN,
        "team": STAFF,
    }

    begins_at = models.CharField(max_length=5)
    hours = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=choices(Place))
    is_replaced = models.BooleanField(default=False)
    timetable = models.ForeignKey(HomeTimetable, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "special_education_planned_lesson"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="special_planned_of_child")]


class HomeLesson(FileRow):
    """A home lesson as it was given; never edited: one recorded wrongly is taken back with the reason and stays in the history.

    `corrects`: the one in whose place it stands. `teachers`, `men`: how many went. `domains`: what it was about, by the names
    of the plan, with blanks between; `fee`: yuan that the family was asked for.
    `interview`: what the family told at the first visit, sealed. `photo`, `second_photo`, `signature`: what was taken.
    """

    ROWS: ClassVar = Rows(
        shown=SHOWN,
        made=frozenset({"homebound.record"}),
        changed=frozenset({"homebound.record", "homebound.take_back"}),
    )
    DECLARED: ClassVar = MADE | {
        "is_current": OF_CHILD,
        "corrects": RUN,
        "ended_by": STAFF,
        "ended_at": RUN,
        "ended_why": OF_CHILD,
        "begins_at": OF_CHILD,
        "hours": OF_CHILD,
        "place": OF_CHILD,
        "is_accompanied": OF_CHILD,
        "teachers": OF_CHILD,
        "men": OF_CHILD,
        "domains": OF_CHILD,
        "standard": OF_CHILD,
        "taught": OF_CHILD,
        "materials": OF_CHILD,
        "exercises": OF_CHILD,
        "training": OF_CHILD,
        "is_agreed": OF_CHILD,
        "interview": SECRET,
        "fee": OF_CHILD,
        "photo": OF_CHILD,
        "second_photo": OF_CHILD,
        "signature": OF_CHILD,
        "signer": OF_CHILD,
    }

    begins_at = models.CharField(max_length=5)
    hours = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=choices(Place))
    is_accompanied = models.BooleanField()
    teachers = models.PositiveSmallIntegerField()
    men = models.PositiveSmallIntegerField()
    domains = models.CharField(max_length=200)
    standard = models.CharField(max_length=200)
    taught = models.TextField()
    materials = models.CharField(max_length=200, blank=True)
    exercises = models.CharField(max_length=200, blank=True)
    training = models.CharField(max_length=200, blank=True)
    is_agreed = models.BooleanField()
    interview = Sealed(null=True)
    fee = models.PositiveIntegerField()
    photo = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    second_photo = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    signature = models.ForeignKey(Attachment, null=True, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=60)
    is_current = models.BooleanField(default=True)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "special_education_home_lesson"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "on"], condition=models.Q(is_current=True), name="special_one_lesson_a_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="special_lesson_of_child")]


def standing_lessons() -> models.QuerySet[HomeLesson]:
    """The home lessons that were not taken back: all that is counted."""
    return HomeLesson._base_manager.filter(is_current=True)


class LessonTeacher(Protected):
    """That a home teacher who is sent to the child gave a home lesson."""

    REACH: ClassVar[Reach] = Through("child", "people.Child")
    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"homebound.record"}))
    DECLARED: ClassVar = {"id": RUN, "lesson": RUN, "child": OF_CHILD, "teaching": STAFF}

    id = models.UUIDField(primary_key=True)
    lesson = models.ForeignKey(HomeLesson, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    teaching = models.ForeignKey(HomeTeaching, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "special_education_lesson_teacher"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lesson", "teaching"], name="special_lesson_teacher_once"),
        ]


class HomeboundNote(FileRow):
    """What is noted of a home-taught child beside its lessons: why a week has too few, how the family judges it, that the log
    was handed over or inspected, how a child in care is. `value`: a word of a fixed list where the kind has one."""

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"homebound.note", "timetable.adopt"}))
    DECLARED: ClassVar = MADE | {"kind": OF_CHILD, "value": OF_CHILD, "said": SECRET}

    kind = models.CharField(max_length=20, choices=choices(NoteKind))
    value = models.CharField(max_length=60, blank=True)
    said = Sealed(null=True)

    class Meta:
        db_table = "special_education_note"
        indexes: ClassVar = [models.Index(fields=["child", "kind", "on"], name="special_note_of_child")]
