"""The tables that libraries bring: what each of their columns holds, declared as our own fields declare it.

Their models cannot say it of themselves, so it stands here. None of these columns is shown to anybody as it is stored.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from notoneless.foundation.sealing.registry import Declared, Keep, Level, Purpose


@dataclass(frozen=True)
class Foreign:
    """A table that is not ours: what it is for and how long its rows stay, in words; `columns` as they are stored.

    `is_empty`: it comes with its library, and the program writes nothing into it.
    """

    why: str
    columns: Mapping[str, Declared]
    is_empty: bool = False


_RUN = Declared(Level.PUBLIC, Purpose.RUN, Keep.ALWAYS, seen=None)
_WORK = Declared(Level.PUBLIC, Purpose.RUN, Keep.SHORT, seen=None)
_WHO = Declared(Level.STAFF, Purpose.SECURE, Keep.SHORT, seen=None)
_FACTOR = Declared(Level.STAFF, Purpose.SECURE, Keep.POST, seen=None)
_SECRET = Declared(Level.SENSITIVE, Purpose.SECURE, Keep.SHORT, seen=None)


def _all(declared: Declared, names: str, **others: Declared) -> dict[str, Declared]:
    """The same for each name, apart from `others`."""
    return dict.fromkeys(names.split(), declared) | others


_TRIED = "id user_agent ip_address username http_accept path_info attempt_time"
"""What django-axes keeps of each attempt in each of its tables."""

FOREIGN: Mapping[str, Foreign] = {
    "django_migrations": Foreign(
        "Which changes of the tables have been made. Stays for good: the next change is worked out from it.",
        _all(_RUN, "id app name applied"),
    ),
    "django_content_type": Foreign(
        "The names of all models, which Django writes when it migrates. Says nothing of anybody.",
        _all(_RUN, "id app_label model"),
    ),
    "django_session": Foreign(
        "Who is signed in with which browser. The key lets in whoever has it; the data names the account and tells how and"
        " when it signed in. Removed when it signs out, and by the sweep once it has run out.",
        _all(_SECRET, "session_key session_data", expire_date=_WHO),
    ),
    "mfa_authenticator": Foreign(
        "The second factors of an account; secrets are sealed, of a passkey only its public half is there. Stays until the"
        " person takes the factor away.",
        _all(
            _FACTOR,
            "id user_id type created_at last_used_at",
            data=Declared(Level.SENSITIVE, Purpose.SECURE, Keep.POST, None),
        ),
    ),
    "axes_accessattempt": Foreign(
        "Failed attempts to sign in, counted to make guessing slow: by an account's id or a keyed digest, never by what was"
        " typed. Removed when the account signs in, and a day later with anybody's next attempt.",
        _all(_WHO, f"{_TRIED} failures_since_start get_data post_data"),
    ),
    "axes_accessattemptexpiration": Foreign(
        "When each failed attempt is forgotten, for a way of counting that is not used here.",
        _all(_WHO, "access_attempt_id expires_at"),
        is_empty=True,
    ),
    "axes_accessfailurelog": Foreign(
        "A log of failures for good. Not kept: the audit records each attempt.",
        _all(_WHO, f"{_TRIED} locked_out"),
        is_empty=True,
    ),
    "axes_accesslog": Foreign(
        "A log of who signed in and out. Switched off: the audit records it.",
        _all(_WHO, f"{_TRIED} logout_time session_hash"),
        is_empty=True,
    ),
    "django_tasks_database_dbtaskresult": Foreign(
        "Pieces of work that wait for the worker or that it has done. They are called without arguments and fail with the"
        " kind of the error alone, so that no row names a child. Removed by the sweep after a day.",
        _all(
            _WORK,
            "id status enqueued_at started_at finished_at args_kwargs priority task_path worker_ids queue_name backend_name"
            " run_after return_value exception_class_path traceback",
        ),
    ),
    "account_emailaddress": Foreign(
        "E-mail addresses of accounts. There is no e-mail here.",
        _all(_FACTOR, "id user_id email verified primary"),
        is_empty=True,
    ),
    "account_emailconfirmation": Foreign(
        "Proofs of e-mail addresses. There is no e-mail here.",
        _all(_WHO, "id email_address_id created sent", key=_SECRET),
        is_empty=True,
    ),
    "auth_permission": Foreign(
        "Django's permissions, which it writes for each model when it migrates. Nobody holds any: roles are data of ours.",
        _all(_RUN, "id name content_type_id codename"),
    ),
    "auth_group": Foreign("Django's groups. Roles are data of ours.", _all(_RUN, "id name"), is_empty=True),
    "auth_group_permissions": Foreign(
        "What Django's groups may. Roles are data of ours.", _all(_RUN, "id group_id permission_id"), is_empty=True
    ),
}
"""Every table of the database that no model of ours declares."""


def undeclared_columns(tables: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Columns of `tables` that are not declared here, and declared ones that are not there, as `table.column`."""
    for table in sorted(tables.keys() | FOREIGN.keys()):
        known = FOREIGN[table].columns if table in FOREIGN else {}
        yield from (f"{table}.{name}" for name in sorted(set(tables.get(table, ())) ^ set(known)))
