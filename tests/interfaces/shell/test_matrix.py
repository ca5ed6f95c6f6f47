"""Every route by every method for everybody: declared, answered as declared, and without a word of children out of reach."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from pypdf import PdfReader

from notoneless.foundation.access.roles import ROLES
from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.pages import ANYONE, SIGNED_IN
from support.browsing import PASSWORD, Visitor, ready, sign_in
from support.county import CAST, County
from support.registry import all_permissions

OF_UNITS = (
    "organizations/",
    "dashboard/",
    "children/of/",
    "indicators/",
    "plans/binding/",
    "undertakings/schools/",
    "left-behind/partners/",
    "statistics/",
)
"""Routes about a unit that a child of the target may belong to or not."""

OF_ORGANIZATIONS = re.compile("<uuid:(?:school|unit|group|seat|assignment|attachment|post|contact|problem)>")
"""What tests/interfaces/organizations asks for in reach and out of it; here it is somewhere else, or nowhere."""

ELSEWHERE = re.compile(r"<uuid:\w+>")
"""What else pages name by an id of its own: somewhere else, or nowhere."""

OF_NOBODY = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""GET without its body, and what no route answers: two try one of them on each route, as nobody looks then who asks."""
WHO = [*CAST, "nobody"]
TRIES_ALL = frozenset({"nobody", "王老师"})
REACH = {
    "王老师": {"both", "class_only"},
    "李校长": {"both", "class_only", "other_class"},
    "张镇长": {"both", "class_only", "group_only", "other_class", "far_school", "bare_village"},
    "周支书": {"both", "group_only", "other_class", "far_school"},
    "吴组长": {"both", "group_only", "far_school"},
    "何老师": {"both", "group_only", "other_class", "far_school"},
    "陈局长": {"both", "class_only", "group_only", "other_class", "far_school", "far", "bare_village"},
    "赵老师": {"far_school", "far"},
}
TARGETS = ("both", "far", "none")
"""A child of the own class of 王老师, one of 赵老师, and none at all."""


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All routes of the site, those of the API apart, which tests/interfaces/api walks."""
    for each in patterns or get_resolver().url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            if each.namespace != "api":
                yield from routes(each.url_patterns, path)
        else:
            yield path, each


ROUTES = dict(routes())


def needs_of(path: str) -> Mapping[str, str]:
    return getattr(ROUTES[path].callback, "needs", {})


UNIT_OF = {"both": ("class_a", "school_a"), "far": ("class_z", "school_z")}
"""The class and the school of a target."""

TARGETED = re.compile("<uuid:(?:child|guardian|unit|school|event|difference|case|case_event)>")
"""What stands in the address of a route about a child, its family, its class or school, or something that is not there."""


FOREIGN = re.compile(
    "<uuid:(?!child>|guardian>|unit>|school>|account>|grant>|entry>|token>|delivery>|group>|seat>|assignment>|post>|contact>"
    "|problem>)"
)
"""What pages name by an id of its own, and what the county has none of."""


def address(path: str, county: County, target: str) -> str:
    """An address of a route about a target."""
    child = county.children.get(target) or uuid4()
    guardian = county.guardians.get(target) or uuid4()
    filled = (
        path.replace("<uuid:child>", str(child))
        .replace("<uuid:guardian>", str(guardian))
        .replace("<uuid:delivery>", str(uuid4()))
    )
    unit, school = (county.units[each] for each in UNIT_OF[target]) if target in UNIT_OF else (uuid4(), uuid4())
    filled = filled.replace("<uuid:unit>", str(unit)).replace("<uuid:school>", str(school))
    filled = filled.replace("<uuid:event>", str(uuid4())).replace("<uuid:difference>", str(uuid4()))
    filled = filled.replace("<slug:ledger>", "school_age")
    filled = filled.replace("<str:day>", "2026-09-01").replace("<slug:session>", "morning")
    filled = (
        filled.replace("<slug:rate>", "dropouts")
        .replace("<slug:part>", "dropouts-dropped_out")
        .replace("<slug:how>", "print")
    )
    account, entry = county.accounts["安全管理员"], Entry.objects.values_list("pk", flat=True)[0]
    filled = filled.replace("<uuid:account>", str(account)).replace("<uuid:grant>", str(uuid4()))
    filled = filled.replace("<uuid:entry>", str(entry)).replace("<uuid:attachment>", str(uuid4()))
    filled = filled.replace("<uuid:token>", str(uuid4()))
    filled = filled.replace("<slug:field>", "id_number").replace("<str:token>", "x").replace("<int:pk>", "1")
    filled = (
        filled.replace("<slug:sheet>", "divisions").replace("<slug:track>", "school").replace("<slug:among>", "all")
    )
    filled = filled.replace("<uuid:unit>", str(county.units["class_a"]))
    filled = filled.replace("<slug:register>", "register")
    filled = filled.replace("<slug:change_kind>", "suspension").replace("<slug:child_kind>", "deferral")
    filled = filled.replace("<slug:folder>", "model").replace("<slug:name>", "plan_8")
    filled = filled.replace("<str:key>", "visit.per_term").replace("<str:clause>", "8.09")
    filled = re.sub(r"<(?:str|slug):\w+>", "x", ELSEWHERE.sub(str(uuid4()), filled))
    assert "<" not in filled, path
    filled = filled.replace("statistics/x/", "statistics/deferral/").replace("draft/x/", "draft/return_notice/")
    filled = filled.replace("inspections/new/x/", "inspections/new/safety/").replace(
        "checks/new/x/", "checks/new/safety/"
    )
    return f"/{filled}"


def test_every_route_says_what_its_methods_ask_for() -> None:
    allowed = {ANYONE, SIGNED_IN, *all_permissions()}
    assert ROUTES
    for path in ROUTES:
        needs = needs_of(path)
        assert needs, f"{path} declares nothing"
        assert set(needs) <= {"GET", "POST"}, path
        assert set(needs.values()) <= allowed, path


def test_what_anyone_may_reach_is_a_short_list() -> None:
    open_routes = {ROUTES[path].name for path in ROUTES if ANYONE in needs_of(path).values()}
    assert open_routes == {"language", "enter", "enter_form", "account_login", "other_account", "mfa_authenticate"} | {
        "alert_tell",
        "alert_tell_list",
        "alert_list_template",
        "alert_state",
        "complain",
        "complaint_state",
        # the book holds nothing of anybody; what is handed in asks for the secret of a device
        *("field_book", "field_manifest", "field_worker", "field_deliveries"),
        *("lan", "lan_authority"),
    }


def expected(needs: Mapping[str, str], who: str, method: str, *, in_reach: bool, has_target: bool) -> set[int]:
    """The statuses with which a request may be answered."""
    method = "GET" if method == "HEAD" else method
    if method not in needs:
        return {405}
    need = needs[method]
    if need == ANYONE:
        return {200, 302, 403, 404, 422}
    if who == "nobody":
        return {302}
    if need == SIGNED_IN:
        return {200, 302, 403, 404, 422}
    if CAST[who][0] not in ROLES.allowing(need):
        return {403}
    if has_target and not in_reach:
        # what is sent without a form's id may be refused for that before anybody looks
        return {404} if method == "GET" else {404, 422}
    return {200, 302, 422}


def tried(needs: Mapping[str, str], who: str, method: str) -> Sequence[str]:
    """The targets that are tried: all where somebody may do what it is, else one, as nobody looks at it then.

    HEAD is GET without its body.
    """
    need = needs.get(method, SIGNED_IN)
    is_refused = who == "nobody" or (need not in (ANYONE, SIGNED_IN) and CAST[who][0] not in ROLES.allowing(need))
    return TARGETS[:1] if method == "HEAD" or (is_refused and need != ANYONE) else TARGETS


def hidden(county: County, who: str) -> list[str]:
    """What nobody but others may see: every marker of children out of reach."""
    seen = REACH.get(who, set())
    return [marker for key, markers in county.markers.items() if key not in seen for marker in markers]


def sealed(county: County) -> list[str]:
    """Numbers that no page shows before they are revealed."""
    return [marker for markers in county.markers.values() for marker in (markers[1], markers[2], markers[4])]


def words_of(answer: Any) -> str:
    """All that an answer says; of a workbook all its parts."""
    if answer.content.startswith(b"%PDF"):
        return "".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.content)).pages)
    if not answer.content.startswith(b"PK"):
        return str(answer.content.decode())
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


ENDING = {"account_logout", "mfa_deactivate_totp", "language"}
"""Routes after which the visitor is signed out, or reads another language: each has tests of its own."""


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_is_declared_and_no_word_of_children_out_of_reach(
    county: County, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    visitor = Visitor() if who == "nobody" else sign_in(county, who)
    unseen = hidden(county, who)
    told = 0
    for number, (path, route) in enumerate(ROUTES.items()):
        if route.name in ENDING:
            continue
        others = OF_NOBODY[number % len(OF_NOBODY) :][:1] if who in TRIES_ALL else ()
        for method in ("GET", "POST", *others):
            foreign = bool(FOREIGN.search(path))  # nobody's, or its uploader's alone
            has_target = (bool(TARGETED.search(path)) and not path.startswith(OF_UNITS)) or foreign
            is_answered = ("GET" if method == "HEAD" else method) in needs_of(path)
            for target in tried(needs_of(path), who, method) if has_target and is_answered else TARGETS[1:2]:
                here = address(path, county, target)
                answer = visitor.generic(method, here, HTTP_X_TEST="1")
                in_reach = target in REACH.get(who, set()) and not foreign
                statuses = expected(needs_of(path), who, method, in_reach=in_reach, has_target=has_target)
                if path.startswith(OF_UNITS) and OF_ORGANIZATIONS.search(path) and statuses & {200, 404}:
                    statuses |= {404, 422}
                assert answer.status_code in statuses, (who, method, here, answer.status_code)
                body = words_of(answer) + repr(answer.headers)
                assert not [marker for marker in unseen if marker in body], (who, method, here)
                revealing = method == "POST" and ("field" in path or "reveal" in path)
                if not revealing:
                    assert not [marker for marker in sealed(county) if marker in body], (who, method, here)
                told += 1
    assert told > 100
    assert not [marker for marker in unseen if marker in caplog.text]


@pytest.mark.parametrize("who", WHO)
def test_a_search_for_a_child_out_of_reach_echoes_only_what_was_typed(county: County, who: str) -> None:
    visitor = Visitor() if who == "nobody" else sign_in(county, who)
    for key, markers in county.markers.items():
        if key not in REACH.get(who, set()):
            for typed in markers:
                body = visitor.post("/children/", {"search": typed}).content.decode()
                assert not [marker for marker in markers if marker != typed and marker not in typed and marker in body]


def test_every_answer_carries_the_headers(county: County) -> None:
    visitor = sign_in(county, "王老师")
    for path in ("/sign-in/", "/children/", f"/children/{county.children['both']}/", "/nowhere/", "/security/factors/"):
        answer = visitor.get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "object-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
        assert int(re.search(r"max-age=(\d+)", answer["Strict-Transport-Security"])[1]) >= 31_536_000  # type: ignore[index]
        if path != "/nowhere/":
            assert "no-store" in answer["Cache-Control"]


def test_every_cookie_is_locked_to_this_host(county: County) -> None:
    account, visitor = ready(county, "王老师"), Visitor()
    visitor.post("/sign-in/", {"login": account.sign_in_name, "password": PASSWORD})
    visitor.post("/language/", {"language": "en", "next": "/children/"})
    assert len(visitor.cookies) > 1
    for name, cookie in visitor.cookies.items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["path"] == "/", name


def test_no_page_has_a_script_or_style_within(county: County) -> None:
    visitor = sign_in(county, "陈局长")
    for path in ("/sign-in/", "/children/", f"/children/{county.children['both']}/", "/security/factors/", "/nowhere/"):
        body = visitor.get(path).content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/json))", body), path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", body), path


def test_a_post_without_its_proof_is_refused(county: County) -> None:
    visitor = sign_in(county, "王老师")
    strict = Visitor(enforce_csrf_checks=True)
    strict.cookies = visitor.cookies
    before = Entry.objects.filter(outcome="done").count()
    path = f"/guardians/{county.guardians['both']}/phone/"
    answer = strict.post(path, {"phone": "13711112222"})
    assert answer.status_code == 403
    assert "没有办" in answer.content.decode()
    assert Entry.objects.filter(outcome="done").count() == before


def test_looking_changes_nothing_but_the_audit_and_the_session(county: County) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = sign_in(county, "陈局长")
    for path in (
        "/children/",
        f"/children/{county.children['both']}/",
        f"/guardians/{county.guardians['both']}/phone/",
    ):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            visitor.get(path)
        written = [query["sql"] for query in seen if re.match(r"(INSERT INTO|UPDATE|DELETE FROM) ", query["sql"])]
        tables = {re.search(r'"(\w+)"', sql)[1] for sql in written}  # type: ignore[index]
        assert tables <= {"audit_entry", "audit_payload", "django_session"}, path
