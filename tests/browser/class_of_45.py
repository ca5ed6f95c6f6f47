"""Fills up a class of the served county to 45 pupils, whoever teaches it, and prints the class and a school day that nobody has
reported; run by itself, with the county's home."""

import sys
from datetime import timedelta

import django

django.setup()

from notoneless.foundation.access.models import Grant  # noqa: E402
from notoneless.foundation.audit.rules import day_of  # noqa: E402
from notoneless.foundation.calendar.selectors import load_calendar  # noqa: E402
from notoneless.foundation.people.models import Child, ChildUnit  # noqa: E402
from notoneless.foundation.people.rules import sort_key  # noqa: E402
from notoneless.interfaces.frame.clock import IDS, now  # noqa: E402
from notoneless.records.attendance.models import ArrivalReport  # noqa: E402

PUPILS = 45
FAMILY, GIVEN = "赵刘孙胡郭杨朱王何", ("明轩", "雨桐", "佳琪", "俊杰", "思远")

today = day_of(now())
grant = Grant._base_manager.get(account__sign_in_name=sys.argv[1], role="class_teacher")
there = ChildUnit._base_manager.filter(unit_id=grant.unit_id, track="school", until_on__isnull=True).count()
for number in range(PUPILS - there):
    name = FAMILY[number % 9] + GIVEN[number // 9]
    given = {"sex": "女", "born_on": today - timedelta(days=3650), "registered_at": now()}
    child = Child(id=IDS.new(), name=name, sort_key=sort_key(name), **given)
    child.save(force_insert=True)
    since = today - timedelta(days=60)
    ChildUnit(id=IDS.new(), child=child, unit_id=grant.unit_id, track="school", from_on=since).save(force_insert=True)
reported = set(ArrivalReport._base_manager.filter(unit_id=grant.unit_id).values_list("on", flat=True))
days = load_calendar(today, today).school_days(today - timedelta(days=90), today)
sys.stdout.write(f"{grant.unit_id} {[day for day in days if day not in reported][-1]}")
