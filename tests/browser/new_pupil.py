"""Puts a pupil of a given name into the class of whoever has a sign-in name, and prints its id; it lives where one of the class
does. Run by itself, with the county's home.

A story that opens a case needs a pupil of its own: those of the demonstration are few, and other stories turn to them.
"""

import sys
from datetime import timedelta

import django

django.setup()

from notoneless.foundation.access.models import Grant  # noqa: E402
from notoneless.foundation.audit.rules import day_of  # noqa: E402
from notoneless.foundation.people.models import Child, ChildUnit, Guardian  # noqa: E402
from notoneless.foundation.people.rules import sort_key  # noqa: E402
from notoneless.interfaces.frame.clock import IDS, now  # noqa: E402

teacher, name = sys.argv[1:]
today = day_of(now())
grant = Grant._base_manager.get(account__sign_in_name=teacher, role="class_teacher")
given = {"sex": "女", "born_on": today - timedelta(days=3650), "registered_at": now()}
child = Child(id=IDS.new(), name=name, sort_key=sort_key(name), **given)
child.save(force_insert=True)
Guardian(id=IDS.new(), child=child, name=name[:2] + "文", relation="母亲").save(force_insert=True)
since = today - timedelta(days=60)
standing = ChildUnit._base_manager.filter(until_on__isnull=True)
classmates = standing.filter(unit_id=grant.unit_id, track="school").values("child_id")
home = standing.filter(child_id__in=classmates, track="household").order_by("id")[0]
for unit, track in ((grant.unit_id, "school"), (home.unit_id, "household")):
    ChildUnit(id=IDS.new(), child=child, unit_id=unit, track=track, from_on=since).save(force_insert=True)
sys.stdout.write(str(child.id))
