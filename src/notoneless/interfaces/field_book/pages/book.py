"""The book itself: a page that works without a line, what it needs to be installed, what it is given, and on whose device."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.refusals import NotAllowed
from notoneless.foundation.field_book.selectors import READ_FIELD_BOOK, Owner, device_secret, home_of, my_devices
from notoneless.foundation.field_book.services import add_device, end_device
from notoneless.interfaces.field_book.pages.packing import pack_for
from notoneless.interfaces.frame.asking import new_form
from notoneless.interfaces.frame.clock import IDS
from notoneless.interfaces.frame.forming import tried
from notoneless.interfaces.frame.pages import ANYONE, Answer, Shown, Went, language_of, page, route
from notoneless.kernel.problems import sentence

ADD, END = add_device.code, end_device.code

SCRIPTS = (
    "field/store.js",
    "field/sealing.js",
    "field/outbox.js",
    "field/roster.js",
    "field/forms.js",
    "field/book.js",
)
SHELL = ("vendor/tabler.css", "frame/frame.css", "frame/icon.svg", *SCRIPTS)
"""What the book is made of: kept by the browser, and holding nothing of anybody."""


@page({"GET": ANYONE})
def book(ctx: Context, request: HttpRequest) -> Answer:
    """The page itself. It holds nothing of anybody: what it shows of children comes from what the phone keeps sealed."""
    return Shown("field_book/book.html", {"scripts": SCRIPTS})


@page({"GET": ANYONE})
def manifest(ctx: Context, request: HttpRequest) -> Answer:
    """What a browser asks for to install the book."""
    icon = {"src": staticfiles_storage.url("frame/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    told = {
        "id": resolve_url("field_book"),
        "name": gettext("一个都不能少 · 离线本"),
        "short_name": gettext("离线本"),
        "lang": get_language() or "zh-hans",
        "start_url": resolve_url("field_book"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1b5eb4",
        "icons": [icon],
    }
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/manifest+json")


@page({"GET": ANYONE})
def worker(ctx: Context, request: HttpRequest) -> Answer:
    """The service worker, which keeps the book and nothing else. Its version is that of what it keeps."""
    kept = [resolve_url("field_book"), *(staticfiles_storage.url(each) for each in SHELL)]
    page_text = render_to_string("field_book/book.html", {"scripts": SCRIPTS})
    version = sha256("\n".join([*kept, page_text]).encode()).hexdigest()[:16]
    values = {"kept": json.dumps(kept), "version": version, "book": resolve_url("field_book")}
    text = render_to_string("field_book/worker.js", values)
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@page({"GET": READ_FIELD_BOOK})
def pack(ctx: Context, request: HttpRequest) -> Answer:
    """What a phone is given to work with for three days."""
    return _json(pack_for(ctx, get_token(request)))


@page({"POST": ADD})
def adding(ctx: Context, request: HttpRequest) -> Answer:
    """Keep a book on this phone: its secret, told once."""
    unit = home_of(ctx)
    if unit is None:
        raise NotAllowed(ADD)
    acting = ctx.with_request(IDS.new())
    name = request.POST.get("name", "")[:60] or told_by_browser(request)
    made = add_device(acting, unit=unit.pk, name=name)
    owner = Owner(UUID(str(ctx.actor)), unit.pk, ctx.strong)
    return _json({"device": str(made), "secret": device_secret(made, owner)})


def told_by_browser(request: HttpRequest) -> str:
    """What a device is called whose owner has given no name: what its browser says of itself, in one word."""
    told = request.headers.get("User-Agent", "")
    return next((word for word in ("Android", "iPhone", "iPad", "Windows", "Linux", "Mac") if word in told), "?")


@page({"GET": READ_FIELD_BOOK})
def devices(ctx: Context, request: HttpRequest) -> Answer:
    """The devices on which whoever looks keeps a book."""
    may_end = ctx.may(END)
    return Shown("field_book/devices.html", {"devices": my_devices(ctx), "may_end": may_end, "form": new_form(ctx)})


@page({"POST": END})
def ending(ctx: Context, request: HttpRequest, device: UUID) -> Answer:
    """Take nothing from a device any more without a person looking at it."""
    refusal = tried(ctx, request, END, lambda acting: end_device(acting, field_device=device))
    if refusal is not None:
        messages.error(request, sentence(refusal.told, language_of()))
    else:
        messages.success(request, gettext("已停用。这台设备再交来的，先由人看过再记入"))
    return Went("field_devices")


def _json(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(body)


ROUTES = [
    route("field/", book, "field_book"),
    route("field/manifest.webmanifest", manifest, "field_manifest"),
    route("field-worker.js", worker, "field_worker"),
    route("field/pack/", pack, "field_pack"),
    route("field/devices/add/", adding, "field_add_device"),
    route("field/devices/", devices, "field_devices"),
    route("field/devices/<uuid:device>/end/", ending, "field_end_device"),
]
