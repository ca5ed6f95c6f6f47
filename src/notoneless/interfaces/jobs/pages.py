"""What waits to be delivered, for the system administrator: dead letters first, and a button to deliver one again."""

from uuid import UUID

from django.http import HttpRequest

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.outbox import deliveries, retry_dead
from notoneless.foundation.access.selectors import READ_OUTBOX
from notoneless.interfaces.frame.asking import new_form, with_form
from notoneless.interfaces.frame.pages import Answer, Shown, Went, page, route


@page({"GET": READ_OUTBOX})
def waiting(ctx: Context, request: HttpRequest) -> Answer:
    """The list. Each dead letter has a form of its own, because each is a request of its own."""
    rows = [{"delivery": each, "form": new_form(ctx) if each.dead else ""} for each in deliveries(ctx)]
    dead = sum(row["form"] != "" for row in rows)
    return Shown("jobs/waiting.html", {"rows": rows, "dead": dead, "may_retry": ctx.may("outbox.retry")})


@page({"POST": "outbox.retry"})
def retry(ctx: Context, request: HttpRequest, delivery: UUID) -> Answer:
    """Deliver a dead letter again."""
    county = next(iter(ctx.units_for("outbox.retry")))
    retry_dead(with_form(ctx, request), unit=county, delivery=delivery)
    return Went("deliveries")


ROUTES = [
    route("deliveries/", waiting, "deliveries"),
    route("deliveries/<uuid:delivery>/retry/", retry, "delivery_retry"),
]
