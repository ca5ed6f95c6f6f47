"""Removes each guard by hand, one at a time, and sees that a test fails: `make mutants`.

A guard is a line without which somebody might see, do or hide more than allowed. Each is taken out of a copy of the package,
the named tests are run against the copy, and whoever survives is told. A mutant that cannot be applied is an error: the line it
names has changed, and the list must follow.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

ACTIONS, SCOPE = "tests/foundation/access/test_actions.py", "tests/foundation/access/test_scope.py"
REPEATS, RACES = "tests/foundation/access/test_repeats.py", "tests/foundation/access/test_races.py"
BREAKING, CHILDREN = "tests/foundation/access/test_breaking.py", "tests/foundation/people/test_children.py"
ORACLE, TAMPERING = "tests/foundation/access/test_scope_oracle.py", "tests/foundation/audit/test_tampering.py"
CHAIN, SEALING = "tests/foundation/audit/test_chain.py", "tests/kernel/test_sealing.py"
MATRIX, SIGNING = "tests/interfaces/shell/test_matrix.py", "tests/interfaces/access/test_signing_in.py"
GUESSING, FACTORS, ROLES = (
    "tests/interfaces/access/test_attempts.py",
    "tests/interfaces/access/test_second_factor.py",
    "tests/interfaces/access/test_accounts.py",
)
CHILDREN_OF, ODD = "records/golden/", "tests/records/golden/test_odd_ends.py"
FORMS, REGISTRY = "tests/interfaces/frame/test_forms.py", "tests/foundation/sealing"
ACTING, TOKENS = "tests/interfaces/api/test_acting.py", "tests/interfaces/api/test_tokens.py"
READING, FAULTS = "tests/interfaces/api/test_api_reads.py", "tests/interfaces/api/test_faults.py"
COMMANDS = "tests/interfaces/api/test_commands.py"
WAYS = "tests/foundation/access/test_ways_in.py"
LOST, PAGE_OF_AUDIT = "tests/interfaces/access/test_lost_factor.py", "tests/interfaces/access/test_audit_page.py"

PLANS, DUTIES = "foundation/plans/", "oversight/duties/"
WITHDRAWING = "tests/foundation/plans/test_withdrawing.py"
ADOPTING, RECKONING = "tests/foundation/plans/test_adopting.py", "tests/oversight/duties/test_reckoning.py"
YEAR = "tests/oversight/duties/test_school_year.py"
VERSIONS, PLACES = "tests/oversight/duties/test_duty_versions.py", "tests/oversight/duties/test_duty_places.py"
TERMS = "tests/oversight/duties/test_terms.py"

L, WATCHING = "casework/watch_list/", "tests/interfaces/watch_list"
FILED, SCREENED, ATTACKS = (
    f"tests/casework/watch_list/test_watch_{each}.py" for each in ("files", "screening", "attacks")
)

A, P, S = "foundation/access/", "foundation/people/", "foundation/sealing/"
D, DECISIONS = "records/adjudication/", "tests/records/adjudication/test_decisions.py"
F, W, G = "interfaces/frame/", "interfaces/access/", "interfaces/api/"

MUTANTS: tuple[tuple[str, str, str, str], ...] = (
    # the scope of reads
    (A + "scope.py", "    if not units:\n        return rows.none()\n", "    if not units:\n        return rows\n", CHILDREN),
    (A + "scope.py", "return rows.filter(model.REACH.filter(beneath(units), ctx.today))", "return rows", SCOPE),
    (A + "scope.py", 'raise TypeError(f"{self.model.__name__} is read through visible_to")', "return super().get_queryset()", ACTIONS),
    (A + "scope.py", "filter(in_force(day), units.holds", "filter(units.holds", CHILDREN),
    (A + "scope.py", "naming.REACH.filter(units, day), **{self.column", "**{self.column", ORACLE),
    (A + "scope.py", "return self.own.filter(units, day, path) | Q(Exists(reached))", "return self.own.filter(units, day, path)", ORACLE),
    (A + "scope.py", 'until_on__gt": day', 'until_on__gte": day', ORACLE),
    (A + "scope.py", 'from_on__lte": day', 'from_on__lt": day', ORACLE),
    (A + "scope.py", "list(found[: FEW + 1])", "list(found[:FEW])", ORACLE),
    (A + "scope.py", "ancestor_id__in=self.roots", "ancestor_id__isnull=False", SCOPE + " --few=0"),
    (A + "context.py", "if role is not None and holding.on(self.today) and", "if role is not None and", ACTIONS),
    (A + "context.py", "and (self.strong or not role.second_factor)", "", ACTIONS),
    (A + "context.py", "if self.narrowed is not None and code not in self.narrowed:", "if False:", ACTIONS),
    (A + "context.py", "self.from_on <= day and", "", ACTIONS),
    (A + "context.py", "day < self.until_on", "day <= self.until_on", ACTIONS),
    (A + "roles.py", "if old is not None and old.alone != new.alone and", "if False and", ACTIONS),
    (P + "selectors.py", "_of_unit(ctx, visible_to(ctx, READ, Child), unit)", "_of_unit(ctx, Child._base_manager.all(), unit)", SCOPE),
    (P + "selectors.py", "row = visible_to(ctx, READ, Child).select_related", "row = Child._base_manager.select_related", CHILDREN),
    (P + "selectors.py", "visible_to(ctx, code, Guardian)", "Guardian._base_manager", MATRIX),
    (P + "selectors.py", "last = visible_to(ctx, READ, Child).filter", "last = Child._base_manager.filter", CHILDREN),
    # actions
    (A + "actions.py", "        self._permit(ctx)\n", "", ACTIONS),
    (A + "actions.py", "rows = visible_to(ctx, code, parameter.kind)", "rows = parameter.kind._base_manager.all()", ACTIONS),
    (A + "actions.py", "        with transaction.atomic():\n            return self._do", "        if True:\n            return self._do", BREAKING),
    (A + "actions.py", "            except IntegrityError:\n", "            except ZeroDivisionError:\n", RACES),
    (A + "actions.py", "        recorded(ctx, self.code, Outcome.DONE, content, list(targets.values()), result)\n", "", ACTIONS),
    (A + "actions.py", "        if not ctx.bounded:\n            noted(ctx, refusal, attempted)\n", "", ACTIONS),
    (A + "actions.py", "        if not is_new:\n            return self._same_answer(receipt, text, ctx.request)\n", "", ACTIONS),
    (A + "actions.py", 'not in key_ring().indexes(text, "receipt")', "not in [bytes(receipt.content)]", ACTIONS),
    (A + "actions.py", "[self.code, self.version, content]", "[self.version, content]", REPEATS),
    (A + "actions.py", "[self.code, self.version, content]", "[self.code, content]", REPEATS),
    (A + "actions.py", "if ctx.request is None or ctx.actor is None:", "if False:", ACTIONS),
    (A + "parameters.py", "if not any(each.is_target and not each.optional for each in found):", "if False:", ACTIONS),
    (A + "parameters.py", "or any(each.kind is not each.KEYWORD_ONLY for each in rest)", "", ACTIONS),
    (A + "parameters.py", "if len(value) > parameter.longest:", "if False:", ACTIONS),
    (A + "parameters.py", "if _CONTROL.search(value):", "if False:", ACTIONS),
    (A + "actions.py", "        if unknown:\n", "        if False:\n", ACTIONS),
    (A + "services.py", "    if other is not None:\n", "    if False:\n", ACTIONS),
    (A + "services.py", "    if account == ctx.actor:\n        raise Refused(Problem(\"access.not_oneself\"))\n", "    pass\n", ACTIONS),
    (A + "services.py", "or not ctx.may(code)]", "]", TOKENS),
    (A + "selectors.py", "until__gt=at, ", "", TOKENS),
    (A + "selectors.py", ", account__is_active=True", "", TOKENS),
    # the audit
    (A + "recording.py", "        raise Unrecorded from error", "        return", CHILDREN),
    (P + "selectors.py", "    opened_row(ctx, READ, row)\n", "", CHILDREN),
    (P + "selectors.py", "    listed(ctx, READ if", "    (lambda *_: None)(ctx, READ if", CHILDREN),
    ("foundation/audit/rules.py", "elif next_link(before, entry.number, entry.parts) != entry.link:", "elif False:", CHAIN),
    ("foundation/audit/rules.py", "        if entry.number != expected:", "        if False:", TAMPERING),
    ("foundation/audit/rules.py", "    for number in sorted(wanted):", "    for number in ():", CHAIN),
    ("foundation/audit/rules.py", "    yield from _moved(stored, wanted, last)\n", "", TAMPERING),
    ("foundation/audit/selectors.py", "Payload.objects.exclude(entry_id__in=Entry.objects.values(\"pk\"))", "Payload.objects.none()", TAMPERING),
    ("foundation/audit/selectors.py", "        if not whole:", "        if False:", CHAIN),
    # sealed values
    (A + "revealing.py", "if not ctx.may(code):", "if False:", CHILDREN),
    (A + "revealing.py", 'if ctx.channel != "web":', "if False:", CHILDREN),
    (A + "revealing.py", "if not ctx.confirmed_within(limits.proof):", "if False:", CHILDREN),
    (A + "revealing.py", "if done_today(ctx, REVEALING) >= limits.a_day:", "if False:", CHILDREN),
    (A + "revealing.py", "found = visible_to(ctx, code, type(row)).filter", "found = type(row)._base_manager.filter", CHILDREN),
    (A + "revealing.py", "            recorded(ctx, code, Outcome.READ", "            (lambda *_, **__: None)(ctx, code, Outcome.READ", CHILDREN),
    (S + "models.py", 'return f"{row._meta.db_table}/{row.pk}/{field}"', 'return f"{row._meta.db_table}/{field}"', CHILDREN),
    (S + "models.py", "if value is not None and not isinstance(value, Box):", "if False:", CHILDREN),
    ("kernel/sealing.py", "box[:_HEAD] + place.encode()", "box[:_HEAD]", SEALING),
    ("kernel/sealing.py", "said = _labelled(label) + _counted", "said = _counted", SEALING),
    ("kernel/sealing.py", "            self._keyed.update(_labelled(label))\n", "            pass\n", SEALING),
    # children of rosters
    (CHILDREN_OF + "services/strangers.py", ".keys(text) if text else ():", ".keys(text)[-1:] if text else ():", ODD),
    (CHILDREN_OF + "rules/folding.py", "    return bool(set(_given(old.name)) & set(_given(new.name)))", "    return True", ODD),
    (CHILDREN_OF + "services/applying.py", " | Q(begun_at=run.begun_at, id__gt=run.id)", "", ODD),
    (CHILDREN_OF + "services/changing.py", " or (index is None and self._losing.get(text) == row.id)", "", ODD),
    (CHILDREN_OF + "services/latest.py", "return state_of_decisions(ctx, BEGIN)", 'return ""', ODD),
    (CHILDREN_OF + "services/matching.py", '"-P", ', "", "tests/records/golden/test_matching_apart.py"),
    ("records/rosters/services/receiving.py", "    _comparable(as_of)\n", "", ODD),
    ("records/adjudication/services/deciding.py", "contradicts(_others(ctx, doubt, UNDO), _ruling(doubt, verdict))", "False", "tests/records/adjudication"),
    ("casework/cases/models.py", 'of_children.exclude(pk__in=found.values("pk"))', "of_children.none()", "tests/casework/cases/test_giving_way.py"),
    (P + "models.py", 'seen="child.reveal"', 'seen=""', REGISTRY),
    # the web
    (F + "pages.py", "            permit(ctx, needs[method])\n", "", MATRIX),
    (F + "pages.py", "    if method not in needs:\n        return not_so", "    if False:\n        return not_so", MATRIX),
    (F + "pages.py", 'response.setdefault("Cache-Control", "no-store")', "pass", MATRIX),
    (F + "asking.py", "    if actor != str(ctx.actor):", "    if False:", FORMS),
    (F + "asking.py", "max_age=FORM_LASTS", "max_age=None", FORMS),
    (W + "backend.py", "and account.is_active and not too_old", "and account.is_active", SIGNING),
    (W + "backend.py", "return account if fits and account.is_active", "return account if fits", SIGNING),
    (W + "backend.py", "filter(pk=user_id, is_active=True)", "filter(pk=user_id)", SIGNING),
    (W + "sessions.py", "if instant - seen > settings.SESSION_IDLE", "if False and instant - seen > settings.SESSION_IDLE", SIGNING),
    (W + "sessions.py", "if _needs_own_password(account) and", "if False and", SIGNING),
    (W + "pages/entry.py", "until__gte=ctx.at, ", "", SIGNING),
    (W + "adapters.py", "return key_ring().close(text, _MFA_PLACE).hex()", "return text", SIGNING),
    (W + "adapters.py", "recorded(ctx, BEGIN", "(lambda *_: None)(ctx, BEGIN", SIGNING),
    (W + "locking.py", "return self.left(request, credentials) > timedelta(0)", "return False", SIGNING),
    (W + "locking.py", "FIRST_WAIT * 2 ** min(beyond, 10)", "FIRST_WAIT", GUESSING),
    (W + "forms.py", "step <= row.data.get(LAST_STEP, 0)", "False", FACTORS),
    (W + "forms.py", "        count_failure(request, attempt)\n        record_refused(request, self.user, {}, \"session.code", "        record_refused(request, self.user, {}, \"session.code", FACTORS),
    (F + "pages.py", "if not ctx.confirmed_within(settings.REVEAL_PROOF):", "if False:", ROLES),
    # programs
    (G + "guard.py", "            permit(ctx, need)\n", "", ACTING + " " + READING),
    (G + "guard.py", '    if ctx.actor is None:\n        raise NotSignedIn(Problem("api.no_token"))\n', "", TOKENS),
    (G + "guard.py", "            _only(request.GET, known)\n", "", READING),
    (G + "guard.py", "object_pairs_hook=_once, ", "", ACTING),
    (G + "guard.py", ", parse_constant=_no_number", "", ACTING),
    (G + "guard.py", "        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate is no text\n", "", ACTING),
    (G + "guard.py", "    if waited < -AHEAD:", "    if False:", ACTING),
    (G + "guard.py", "    if waited > EXPIRES:", "    if False:", ACTING),
    (G + "guard.py", "        noted(ctx, refusal, Attempted(need, {}))\n    except", "        pass\n    except", ACTING),
    (G + "guard.py", "        with transaction.atomic():\n", "        if True:\n", FAULTS),
    (G + "guard.py", 'if request.content_type != "application/json":', "if False:", ACTING),
    (G + "guard.py", "if not length.isdecimal() or int(length[:20]) > LARGEST:", "if False:", ACTING),
    (G + "guard.py", 'if refusal.problem.code.startswith("sealing."):', "if False:", FAULTS),
    (G + "guard.py", "    except Exception as error:\n        return _failed(ctx, need, error)\n", "", FAULTS),
    (G + "schemas.py", 'model_config = ConfigDict(extra="forbid")', 'model_config = ConfigDict(extra="ignore")', ACTING),
    (G + "schemas.py", "if isinstance(value, str) and _DAY.fullmatch(value):", "if True:", ACTING),
    (G + "cli.py", "            permit(ctx, need)\n", "", COMMANDS),
    (G + "cli.py", "        noted(ctx, refusal, Attempted(need, {}))\n        raise", "        raise", COMMANDS),
    (F + "token.py", "narrowed=frozenset(token.may)", "narrowed=None", TOKENS),
    (F + "token.py", "strong=token.strong", "strong=True", TOKENS),
    (F + "token.py", " or not secret.isascii()", "", COMMANDS),
    (A + "selectors.py", "account_id__in=own, until__gt=ctx.at", "until__gt=ctx.at", TOKENS),
    (A + "services.py", '    if ctx.narrowed is not None:\n        raise Refused(Problem("access.not_by_token"))\n', "", TOKENS),
    (A + "services.py", ' and code not in _BY_HAND', "", TOKENS),
    (A + "services.py", ' and not code.endswith(".reveal")', "", TOKENS),
    (A + "services.py", "    if token.account_id != ctx.actor:\n        raise NotFound\n", "", TOKENS),
    (A + "services.py", "min(token.until, ctx.at)", "ctx.at", TOKENS),
    (A + "revealing.py", '    if ctx.channel != "web":\n        raise NotAllowed(code)\n', "", TOKENS),
    # ways in, and what is left of each separated role
    (A + "services.py", "    if grant.until_on is not None and until_on > grant.until_on:", "    if False:", WAYS),
    (A + "services.py", "    _refuse_self(ctx, grant.account_id)\n", "", WAYS),
    (A + "services.py", "    _refuse_last(grant, until_on)\n", "", WAYS),
    (A + "services.py", "        _refuse_last(held, ctx.today)\n", "        pass\n", WAYS),
    (A + "services.py", "until_on__isnull=True, account__is_active=True", "account__is_active=True", WAYS),
    (A + "services.py", "until_on__isnull=True, account__is_active=True", "until_on__isnull=True", RACES),
    (A + "services.py", 'if any(ROLES.table[role].alone == "machine"', 'if False and any(ROLES.table[role].alone == "machine"', WAYS),
    (A + "services.py", "    Token._base_manager.filter(account_id=account).delete()\n", "", WAYS),
    (A + "services.py", "    EntryLink.objects.filter(account_id=account).delete()\n", "", WAYS),
    (A + "services.py", "True, True, make_password(None)", "True, True, account.password", WAYS),
    (P + "selectors.py", "    if done_today(ctx, FIND) >= a_day:", "    if False:", CHILDREN),
    (P + "selectors.py", "    if not ctx.may(FIND):", "    if False:", CHILDREN),
    (P + "selectors.py", "READ if number is None else FIND", "READ", CHILDREN),
    (A + "revealing.py", "action__endswith=ending", "action=ending", CHILDREN),
    (W + "adapters.py", "not user.is_active or not constant_time_compare", "not constant_time_compare", FACTORS),
    (W + "adapters.py", "or not constant_time_compare(proved, user.get_session_auth_hash())", "", FACTORS),
    (W + "adapters.py", "            end_ways_in(user.pk)\n", "", FACTORS),
    (W + "pages/second_factor.py", "        end_ways_in(account.pk)\n", "", FACTORS),
    (W + "pages/accounts.py", "    proved(ctx)\n", "", ROLES),
    # lost second factors, and who reads the audit
    (A + "services.py", "    if not may_drop_for(ctx, account.id):\n", "    if False:\n", LOST),
    (A + "services.py", "    _refuse_self(ctx, account.id)\n    _refuse_machine(account)\n    if ctx.narrowed", "    _refuse_machine(account)\n    if ctx.narrowed", LOST),
    (A + "services.py", '        raise Refused(Problem("access.not_with_token"))\n', "        pass\n", LOST),
    (A + "services.py", "    end_sessions(ctx, account.id)\n", "", LOST),
    (A + "selectors.py", "parent__isnull=True, pk__in=ctx.units_for(READ_AUDIT)", "parent__isnull=True", PAGE_OF_AUDIT),
    (A + "selectors.py", "parent__isnull=True, pk__in=ctx.units_for(READ_AUDIT)", "pk__in=ctx.units_for(READ_AUDIT)", PAGE_OF_AUDIT),
    ("foundation/audit/rules.py", '_LONG_NUMBER.sub("…", text) if is_told else None', "text", PAGE_OF_AUDIT),
    (W + "pages/lost_factor.py", "    proved(ctx)\n", "", LOST),
    # who says that two rows are one child
    (D + "services/deciding.py", "    if not reaches_both(ctx, DECIDE, doubt):\n", "    if False:\n", DECISIONS),
    (D + "services/deciding.py", "!= ctx.actor and not reaches_both(ctx, UNDO, decision)", "!= ctx.actor and False", DECISIONS),
    (D + "services/deciding.py", "    if doubt.alike:\n", "    if False:\n", DECISIONS),
    (D + "services/deciding.py", "    if not reason.strip() and partners_of(", "    if False and partners_of(", DECISIONS),
    (D + "rules/binding.py", "if not is_same or len(found) == 1 or key in side.sure", "if True", DECISIONS),
    ("linkage/decided.py", "        if torn.any():\n", "        if False:\n", "tests/linkage/test_decided.py"),
    ("linkage/assign.py", "fits and (joining is None or joining.join(i, j))", "fits", "tests/linkage/test_decided.py"),
    # plans that bind, and what is owed under them
    (PLANS + "services.py", "    _check_draft(version)\n    _unusable(partial(check_adoptable", "    _unusable(partial(check_adoptable", ADOPTING),
    (PLANS + "services.py", "    _unusable(partial(check_level, plan, unit.kind))\n", "", ADOPTING),
    (PLANS + "services.py", "    _unusable(lambda: check_whole(_plan(version)))\n", "", ADOPTING),
    (PLANS + "selectors/adopting.py", "    if plan.since is not None and from_on < plan.since:", "    if False:", ADOPTING),
    (PLANS + "selectors/adopting.py", "    if standing is not None and from_on <= standing.from_on:", "    if False:", ADOPTING),
    (PLANS + "selectors/adopting.py", "    check_neighbours(unit, plan, from_on)\n", "", ADOPTING),
    (PLANS + "selectors/adopting.py", " or found.ended_on == first:", ":", WITHDRAWING),
    (PLANS + "services.py", "        _unusable(partial(check_going_on, before, first))\n", "", WITHDRAWING),
    (PLANS + "services.py", "update(until_on=before.ended_on)", "update(until_on=None)", WITHDRAWING),
    (PLANS + "selectors/__init__.py", 'Adoption._base_manager.exclude(until_on__lte=F("from_on"))', "Adoption._base_manager.all()", WITHDRAWING),
    (PLANS + "selectors/versions.py", ".filter(own | Q(unit_id__in=above, adopted_at__isnull=False))", "", ADOPTING),
    (DUTIES + "services/exempting.py", 'is_own or not ctx.units_for("duty.exempt") & set(above)', "is_own", RECKONING),
    (DUTIES + "services/exempting.py", "    _check_open(row)\n    if row.state", "    if row.state", RECKONING),
    (DUTIES + "services/sealing.py", "ctx.today < sealed_from(month, following(ctx.today))", "False", RECKONING),
    (DUTIES + "services/sealing.py", "    if earlier is not None:", "    if False:", RECKONING),
    (DUTIES + "services/reckoning.py", "sealed__isnull=True).delete()", ").delete()", RECKONING),
    (DUTIES + "services/reckoning.py", ", also=\"sealed_id IS NULL\"", "", RECKONING),
    (DUTIES + "selectors/facts.py", "max(from_on, day_of(at))", "from_on", RECKONING),
    (DUTIES + "rules/terms.py", "            return number\n    return None", "            return number\n    return last", TERMS),
    (DUTIES + "rules/terms.py", " if offered[number].last >= terms[number].begin)", ")", TERMS),
    (DUTIES + "rules/raising.py", "while level < most and self.day > self._end(due, level)", "while level < most", RECKONING),
    (DUTIES + "services/reckoning.py", "    if sealed and kept:\n", "    if False:\n", VERSIONS),
    (DUTIES + "services/reckoning.py", "replace(owed.occurrence.span, due=date.fromisoformat(was[_DUE]))", "owed.occurrence.span", VERSIONS),
    (DUTIES + "services/reckoning.py", "row[0] not in stands and ", "", VERSIONS),
    ("casework/cases/measures.py", "begin <= day and (end is None or day < end)", "end is None", PLACES),
    ("casework/visits/measures.py", "in belonged(child, day)", "in belonged(child, last)", PLACES),
    (DUTIES + "rules/owing.py", "if place.stands(occurrence.span.due):", "if True:", TERMS),
    (DUTIES + "rules/owing.py", " and wanted[unit].stands(found.span.due)", "", TERMS),
    (DUTIES + "selectors/facts.py", "path(pk), row[2], row[3])", "path(pk), row[2], None)", PLACES),
    ("policy/resolving.py", "key=lambda each: (each.distance, each.plan.key)", "key=lambda each: each.distance", VERSIONS),
    ("policy/resolving.py", "key=lambda each: (each.distance, each.plan.key)", "key=lambda each: each.distance", "tests/policy/test_resolving.py"),
    ("policy/resolving.py", "other[2].is_laxer(best[2].value)", "False", ADOPTING),
    # the watch list
    (A + "parameters.py", "isinstance(value, str) and not value.strip()", 'value == ""', ATTACKS),
    (L + "selectors/files.py", "visible_to(ctx, READ_WATCH_LIST, WatchListEntry).filter(pk=entry)", "WatchListEntry._base_manager.filter(pk=entry)", ATTACKS),
    (L + "selectors/files.py", "visible_to(ctx, code, model).filter(pk=row)", "model._base_manager.filter(pk=row)", ATTACKS),
    (L + "selectors/screening.py", "visible_to(ctx, READ_WATCH_LIST, Unit).filter(pk=unit", "Unit._base_manager.filter(pk=unit", WATCHING),
    (L + "selectors/errands.py", "visible_to(ctx, OPEN_FILE, Child).aggregate", "Child._base_manager.aggregate", SCREENED),
    (L + "services/listing.py", "    _refuse_lifted(watch_list_entry)\n    _end_keeping", "    _end_keeping", FILED),
    (L + "services/listing.py", " or (unit.pk, role) not in known", "", ATTACKS),
    (L + "services/caring.py", "    if entry.lifted_on is not None:\n", "    if False:\n", FILED),
    (L + "services/screening.py", "why_not_on(on, ctx.today, place.from_on)", "why_not_on(on, ctx.today, on)", SCREENED),
    (L + "services/screening.py", "named is None or not named <= known", "named is None", SCREENED),
    (L + "services/screening.py", "known - there.keys() if rest", "known if rest", SCREENED),
    (L + "rules/files.py", "if post[0] not in places:", "if False:", FILED),
    (L + "selectors/facts.py", 'role=OuterRef("role"), account__is_active=True', 'role=OuterRef("role")', FILED),
    ("casework/visits/selectors/wavering.py", "if each >= on), default=None)", "), default=None)", SCREENED),
    ("casework/visits/selectors/facts.py", "filter(child_id__in=list(children), met__in=REACHED)", "filter(child_id__in=list(children))", FILED),
    ("policy/floor.py", "elif not _is_unread(mine) and law.is_laxer(mine.value):", "elif False:", ADOPTING),
)  # fmt: skip
"""File, the guard as it stands, what stands in its place, and the tests that must notice."""


def main() -> None:
    """Try every mutant, two at a time; exit code 1 if one survives."""
    wanted = sys.argv[1:]
    chosen = [mutant for mutant in MUTANTS if not wanted or any(word in mutant[0] for word in wanted)]
    with ThreadPoolExecutor(2) as pool:
        survived = [told for told in pool.map(_survives, chosen) if told]
    for told in survived:
        sys.stdout.write(f"survived: {told}\n")
    sys.stdout.write(f"{len(chosen) - len(survived)} of {len(chosen)} guards are missed when they are gone\n")
    sys.exit(bool(survived))


def _survives(mutant: tuple[str, str, str, str]) -> str:
    file, guard, instead, tests = mutant
    with tempfile.TemporaryDirectory(prefix="notoneless-mutant-") as folder:
        package = Path(folder) / "src"
        shutil.copytree(ROOT / "src", package, ignore=shutil.ignore_patterns("vendor"))
        source = package / "notoneless" / file
        text = source.read_text(encoding="utf-8")
        if text.count(guard) < 1:
            return f"{file}: not there any more: {guard.strip()!r}"
        source.write_text(text.replace(guard, instead), encoding="utf-8")
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", *tests.split()]
        environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 1:
        return ""
    kind = "" if done.returncode == 0 else f" (the tests did not run: {done.stdout[-300:]} {done.stderr[-300:]})"
    return f"{file}: {guard.strip()!r}{kind}"


if __name__ == "__main__":
    main()
