"""Home lessons: planned by date and hour, recorded with those who went, and the notes that stand beside them."""

from typing import ClassVar

from django.db import models

from notoneless.casework.special_education.models.declaring import OF_CHILD, SECRET, SHOWN, STAFF, choices
from notoneless.casework.special_education.models.files import MADE, FileRow
from notoneless.casework.special_education.models.teachers import HomeTeaching
from notoneless.casework.special_education.rules.homebound import NoteKind, Place
from notoneless.foundation.access.scope import Protected, Reach, Rows, Through
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.foundation.sealing.models import Sealed
from notoneless.foundation.sealing.registry import RUN


class PlannedLesson(FileRow):
    """That a child is to be taught at home on a day (`on`), from an hour, for so many class hours. `is_replaced`: a later
    schedule of the term stands in its place."""

    ROWS: ClassVar = Rows(
        shown=SHOWN, made=frozenset({"homebound.schedule"}), changed=frozenset({"homebound.schedule"})
    )
    DECLARED: ClassVar = MADE | {"begins_at": OF_CHILD, "hours": OF_CHILD, "place": OF_CHILD, "is_replaced": RUN}

    begins_at = models.CharField(max_length=5)
    hours = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=choices(Place))
    is_replaced = models.BooleanField(default=False)

    class Meta:
        db_table = "special_education_planned_lesson"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="special_planned_of_child")]


class HomeLesson(FileRow):
    """A home lesson as it was given; never edited. `teachers`, `men`: how many went. `domains`: what it was about, by the
    names of the plan; `standard`: the curriculum standard it follows; `fee`: yuan that the family was asked for.

    `interview`: what the family told at the first visit, sealed. `photo`, `second_photo`, `signature`: what was taken.
    """

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"homebound.record"}))
    DECLARED: ClassVar = MADE | {
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

    class Meta:
        db_table = "special_education_home_lesson"
        indexes: ClassVar = [models.Index(fields=["child", "on"], name="special_lesson_of_child")]


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

    ROWS: ClassVar = Rows(shown=SHOWN, made=frozenset({"homebound.note"}))
    DECLARED: ClassVar = MADE | {"kind": OF_CHILD, "value": OF_CHILD, "said": SECRET}

    kind = models.CharField(max_length=20, choices=choices(NoteKind))
    value = models.CharField(max_length=60, blank=True)
    said = Sealed(null=True)

    class Meta:
        db_table = "special_education_note"
        indexes: ClassVar = [models.Index(fields=["child", "kind", "on"], name="special_note_of_child")]
