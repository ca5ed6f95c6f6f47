"""Every setting of the web and the database, in one file. Secrets and places come from the environment.

NOTONELESS_HOME holds the data of an installation; DATABASE_URL, if set, names a PostgreSQL database instead of the
SQLite file, with the application's role; DATABASE_OWNER_URL the same database with the role of its owner, for migrations alone.
"""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from notoneless.kernel.sealing import ring_from_text

# where things lie

HOME = Path(os.environ.get("NOTONELESS_HOME", "notoneless-data")).absolute()
KEY_RING_FILE = Path(os.environ.get("NOTONELESS_KEYS", HOME / "keys" / "ring.json"))
"""Outside the database, and left out of every backup."""
ATTACHMENTS = HOME / "attachments"
FONTS = Path(os.environ["NOTONELESS_FONTS"]).absolute() if os.environ.get("NOTONELESS_FONTS") else None
"""A folder with fonts for PDFs that come before those of the machine: 仿宋, 小标宋, 黑体, 楷体."""


def _web_secret() -> str:
    """The secret of cookies and signed links, from the key ring; empty without one, and then Django serves nothing."""
    try:
        return ring_from_text(KEY_RING_FILE.read_text(encoding="ascii")).web.hex()
    except OSError:
        return ""


SECRET_KEY = _web_secret()

# the database

SQLITE_RESET_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""Where SQLite's WAL-reset bug is fixed: these versions, later ones of the same line, and everything from the last on."""


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL only where the reset bug is fixed, a rollback journal elsewhere."""
    fixed = version >= SQLITE_RESET_FIXED[-1] or any(
        version[:2] == line[:2] and version >= line for line in SQLITE_RESET_FIXED
    )
    return "WAL" if fixed else "TRUNCATE"


JOURNAL_MODE = journal_mode(sqlite3.sqlite_version_info)
"""What the SQLite at hand may use."""


SQLITE_CACHE_KIB = 16_000
"""What one connection keeps of the file: out of SQLite's own 2,000 a roster's children spill in the middle of writing."""


def database(url: str | None, home: Path) -> dict[str, Any]:
    """Django's settings for the database that `url` names, or for the SQLite file in `home`."""
    if not url:
        pragmas = {
            "journal_mode": JOURNAL_MODE,
            "synchronous": "FULL",
            "foreign_keys": "ON",
            "secure_delete": "ON",
            "cache_size": str(-SQLITE_CACHE_KIB),
        }
        told = " ".join(f"PRAGMA {name}={value};" for name, value in pragmas.items())
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": told}
        return {
            "ENGINE": "notoneless.foundation.access.turns",
            "NAME": home / "notoneless.sqlite3",
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL names no PostgreSQL database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "prepare_threshold": 5
        },  # for the questions of `foundation/access/prepared`; no others bind on the server
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL"), HOME)}
if os.environ.get("DATABASE_URL") and os.environ.get("DATABASE_OWNER_URL"):
    DATABASES["owner"] = database(os.environ["DATABASE_OWNER_URL"], HOME)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# what there is

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "notoneless.foundation.audit",
    "notoneless.foundation.access",
    "notoneless.foundation.calendar",
    "notoneless.foundation.attachments",
    "notoneless.foundation.papers",
    "notoneless.foundation.field_book",
    "notoneless.foundation.forms",
    "notoneless.foundation.plans",
    "notoneless.foundation.places",
    "notoneless.foundation.organizations",
    "notoneless.foundation.people",
    "notoneless.records.enrolment",
    "notoneless.records.rosters",
    "notoneless.records.adjudication",
    "notoneless.records.findings",
    "notoneless.records.golden",
    "notoneless.records.registrations",
    "notoneless.casework.cases",
    "notoneless.casework.procedures",
    "notoneless.casework.notices",
    "notoneless.casework.watch_list",
    "notoneless.casework.visits",
    "notoneless.casework.reintegration",
    "notoneless.casework.special_education",
    "notoneless.casework.early_warning",
    "notoneless.casework.working_groups",
    "notoneless.casework.alerts",
    "notoneless.casework.campaigns",
    "notoneless.casework.support",
    "notoneless.casework.aid",
    "notoneless.casework.left_behind",
    "notoneless.records.surveys",
    "notoneless.records.roll_work",
    "notoneless.records.attendance",
    "notoneless.records.roll_changes",
    "notoneless.records.schooling_elsewhere",
    "notoneless.records.migrants",
    "notoneless.oversight.backlog",
    "notoneless.oversight.indicators",
    "notoneless.oversight.reporting",
    "notoneless.oversight.supervision",
    "notoneless.oversight.appraisal",
    "notoneless.oversight.duties",
    "notoneless.oversight.scoring",
    "notoneless.oversight.reminders",
    "notoneless.interfaces.jobs",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WIRING = "notoneless.wiring.LISTENERS"
CASE_GUARDS = "notoneless.wiring.CASE_GUARDS"
CASE_RETURNS = "notoneless.wiring.CASE_RETURNS"
CASE_REPORTS = "notoneless.wiring.CASE_REPORTS"
TAUGHT_AT_HOME = "notoneless.wiring.TAUGHT_AT_HOME"
NAVIGATION = "notoneless.interfaces.shell.navigation.NAVIGATION"
DUTY_WAYS = "notoneless.interfaces.today.pages.ways.way_about_child"
CHILD_CARDS = "notoneless.interfaces.shell.urls.CHILD_CARDS"
DOSSIER = "notoneless.interfaces.shell.urls.DOSSIER"
ROOT_URLCONF = "notoneless.interfaces.shell.urls"

# the web

DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("NOTONELESS_HOSTS", "localhost,127.0.0.1").split(",") if host]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
STATIC_URL = "/static/"
STATICFILES_DIRS = sorted((Path(__file__).parent / "interfaces").glob("*/static"))
STATIC_ROOT = HOME / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "notoneless.interfaces.frame.arriving.Arriving",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "notoneless.interfaces.access.sessions.SessionLimits",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((Path(__file__).parent / "interfaces").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# who somebody is

AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = ["notoneless.interfaces.access.passwords.Hasher"]
REVEAL_PROOF = timedelta(minutes=10)
"""How fresh the proof must be before a sealed value is revealed (ASVS 5.0, 7.5.3)."""
ROSTER_BYTES = int(os.environ.get("NOTONELESS_ROSTER_MEGABYTES", "32")) * 1024 * 1024
ALERT_LIST_BYTES = int(os.environ.get("NOTONELESS_ALERT_LIST_MEGABYTES", "1")) * 1024 * 1024
ALERT_LIST_ROWS = int(os.environ.get("NOTONELESS_ALERT_LIST_ROWS", "100"))
ALERT_LISTS_A_DAY = int(os.environ.get("NOTONELESS_ALERT_LISTS_A_DAY", "5"))
ALERT_LIST_ROWS_A_DAY = int(os.environ.get("NOTONELESS_ALERT_LIST_ROWS_A_DAY", "500"))
"""Lists of children from anybody: one file, one list, lists from one address, rows by one link."""
REVEALS_A_DAY = int(os.environ.get("NOTONELESS_REVEALS_A_DAY", "30"))
SESSION_IDLE = timedelta(minutes=int(os.environ.get("NOTONELESS_SESSION_IDLE_MINUTES", "60")))
SESSION_LASTS = timedelta(hours=int(os.environ.get("NOTONELESS_SESSION_HOURS", "12")))
"""Idle and absolute limits of a session (ASVS 5.0, 7.3.1 and 7.3.2)."""

# signing in: allauth keeps the second factor, axes counts failures

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "notoneless.interfaces.access.backend.SignInBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "notoneless.interfaces.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "notoneless.interfaces.access.forms.SignInForm",
    "change_password": "notoneless.interfaces.access.forms.ChangeForm",
    "reauthenticate": "notoneless.interfaces.access.forms.ProofForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(REVEAL_PROOF.total_seconds())
ACCOUNT_RATE_LIMITS = False
"""Failures are counted by axes, by account and address: a school has one address for all its teachers."""
MFA_ADAPTER = "notoneless.interfaces.access.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "notoneless.interfaces.access.forms.CodeForm",
    "reauthenticate": "notoneless.interfaces.access.forms.CodeProofForm",
    "activate_totp": "notoneless.interfaces.access.forms.SetUpForm",
    "add_webauthn": "notoneless.interfaces.access.forms.NewKeyForm",
    "edit_webauthn": "notoneless.interfaces.access.forms.RenameKeyForm",
    "generate_recovery_codes": "notoneless.interfaces.access.forms.NewCodesForm",
    "authenticate_webauthn": "notoneless.interfaces.access.forms.KeyForm",
    "reauthenticate_webauthn": "notoneless.interfaces.access.forms.KeyProofForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 12
MFA_ALLOW_UNVERIFIED_EMAIL = True
"""There is no e-mail anywhere, so none is unverified."""
MFA_TOTP_ISSUER = "notoneless"
MFA_TOTP_TOLERANCE = 1
"""Steps of half a minute that a phone's clock may be off; each step is good once (interfaces/access/forms.py)."""
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("NOTONELESS_INSECURE_HTTP") == "1"
MFA_PASSKEY_LOGIN_ENABLED = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "notoneless.interfaces.access.locking.name_of"
AXES_CLIENT_IP_CALLABLE = "notoneless.interfaces.access.locking.client_of"
AXES_HANDLER = "notoneless.interfaces.access.locking.GrowingWait"
AXES_USERNAME_FORM_FIELD = "username"
AXES_COOLOFF_TIME = timedelta(days=1)
"""How long failures count. How long the wait lasts grows with them (interfaces/access/locking.py)."""
AXES_LOCKOUT_CALLABLE = "notoneless.interfaces.access.locking.locked"
AXES_FAILURE_LIMIT = 5
AXES_SENSITIVE_PARAMETERS = [
    "login", "username", "ip_address", "code", "oldpassword", "password1", "password2", "credential",
]  # fmt: skip
"""What was typed is not stored: people type passwords into the wrong field."""
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

PASSWORD_POLICY = os.environ.get("NOTONELESS_PASSWORD_POLICY", "asvs")
"""`asvs`: length and unusual words (ASVS 5.0, 6.2); `dengbao`: complexity and change as well (GB/T 22239, 8.1.4.1)."""
PASSWORD_SHORTEST = int(os.environ.get("NOTONELESS_PASSWORD_SHORTEST", "8"))
PASSWORD_LASTS = timedelta(days=int(os.environ.get("NOTONELESS_PASSWORD_DAYS", "90")))
"""How long a password lasts where the policy asks for change."""


def password_rules(policy: str) -> list[dict[str, Any]]:
    """Django's settings for the rules of a password policy. Raises ValueError for an unknown one."""
    own = "notoneless.interfaces.access.passwords"
    rules: list[dict[str, Any]] = [
        {"NAME": f"{own}.LongEnough", "OPTIONS": {"min_length": PASSWORD_SHORTEST}},
        {"NAME": f"{own}.NotTooLong"},
        {"NAME": f"{own}.NotCommon"},
        {"NAME": f"{own}.NoOwnWords"},
    ]
    if policy == "dengbao":
        rules.append({"NAME": f"{own}.ThreeKinds"})
    elif policy != "asvs":
        raise ValueError("NOTONELESS_PASSWORD_POLICY is asvs or dengbao")
    return rules


AUTH_PASSWORD_VALIDATORS = password_rules(PASSWORD_POLICY)

# cookies and headers

INSECURE_HTTP = os.environ.get("NOTONELESS_INSECURE_HTTP") == "1"
"""For a demonstration on one's own machine: without HTTPS a browser would not send secure cookies back."""
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "session" if INSECURE_HTTP else "__Host-session"
SESSION_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(SESSION_LASTS.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "csrf" if INSECURE_HTTP else "__Host-csrf"
CSRF_COOKIE_SECURE = not INSECURE_HTTP
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "notoneless.interfaces.frame.failures.unproved"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "language" if INSECURE_HTTP else "__Host-language"
LANGUAGE_COOKIE_SECURE = not INSECURE_HTTP
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
REMINDER_LINK = f"{'http' if INSECURE_HTTP else 'https'}://{next(iter(ALLOWED_HOSTS), 'localhost')}/today/"
"""Where a reminder leads."""
REMINDER_MAIL = os.environ.get("NOTONELESS_MAIL", "")
"""The mail server of reminders, as apprise writes it: mailtos://user:password@host?from=address."""
REMINDER_HOSTS = [host for host in os.environ.get("NOTONELESS_WEBHOOK_HOSTS", "").split(",") if host]
"""To which webhooks reminders may be sent, as https://host: whoever names a channel reaches nothing else from within."""
PROXIES = [address for address in os.environ.get("NOTONELESS_PROXIES", "").split(",") if address]
"""Addresses of our own proxies: from them alone X-Forwarded-For is believed."""
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("NOTONELESS_BEHIND_PROXY") == "1" else None
)
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not INSECURE_HTTP
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
FILE_UPLOAD_HANDLERS = ["notoneless.interfaces.frame.arriving.Unwanted"]
"""No file is taken, but by pages that say so: there it stays in memory, up to a bound, until it is sealed."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 65_536
"""Bytes of one request, files apart."""
