"""Who holds the clock, and when each piece of work is due next."""

from typing import ClassVar

from django.db import models

from notoneless.foundation.sealing.registry import RUN


class Lease(models.Model):
    """Something that one process holds at a time, until it lets go or a while after it was last seen."""

    DECLARED: ClassVar = {"name": RUN, "holder": RUN, "until": RUN}

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=40, blank=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "jobs_lease"


class Schedule(models.Model):
    """A piece of work that comes again and again."""

    DECLARED: ClassVar = {"name": RUN, "next_at": RUN}

    name = models.CharField(max_length=20, primary_key=True)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_schedule"
