"""Settings, one file: what differs between machines comes from the environment.

docs/operating.md has the table of all variables. Nothing set means production, which refuses
to start without its secrets; `make serve` writes a `.env` for development.
"""

import base64
import hashlib
import os
import re
import sys
from email.utils import formataddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from csp.constants import NONCE, NONE, SELF
from environs import Env, EnvError, EnvValidationError, validate

BASE_DIR = Path(__file__).resolve().parent.parent

# A path or an address at another host, with a slash at the end.
MEDIA_URL_FORM = r"(https?://[\w.:-]+|/[\w.~-]+)(/[\w.~-]+)*/\Z"

ONE_LINE = validate.Regexp(r"[^\r\n]*\Z", error="It must be one line.")
HOST_FORM = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9A-Fa-f:.]+\]")


def validate_hosts(hosts):
    """Names without scheme and port, as requests are compared with."""
    for host in hosts:
        if not HOST_FORM.fullmatch(host):
            raise EnvValidationError(
                f"ALLOWED_HOSTS: “{host}” is no host name.", ["Not a host name."]
            )


env = Env()
# A set ENVIRONMENT means that somebody configures this process on purpose: a `.env` left over
# from development must then lend it neither its key nor anything else.
if "ENVIRONMENT" not in os.environ:
    env.read_env(BASE_DIR / ".env", recurse=False)

try:
    ENVIRONMENT = env.str(
        "ENVIRONMENT", "production", validate=validate.OneOf(["production", "development"])
    )
    PRODUCTION = ENVIRONMENT == "production"
    SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=50))
    DEBUG = env.bool("DEBUG", False)
    VAR_DIR = BASE_DIR / env.path("VAR_DIR", Path("var"))
    BIND = env.str("BIND", "127.0.0.1")
    PORT = env.int("PORT", 8000, validate=validate.Range(min=1, max=65535))
    WORKERS = env.int("WORKERS", 2, validate=validate.Range(min=1, max=256))
    THREADS = env.int("THREADS", 4, validate=validate.Range(min=1, max=256))
    SITE_NAME = env.str("SITE_NAME", "The Soundoff Archive", validate=ONE_LINE)
    if PRODUCTION:
        # The cookies of production come back over TLS only.
        SITE_URL = env.str("SITE_URL", validate=validate.URL(schemes=["https"]))
    else:
        SITE_URL = env.str(
            "SITE_URL",
            f"http://127.0.0.1:{PORT}",
            validate=validate.URL(schemes=["http", "https"], require_tld=False),
        )
    LOOPBACK_HOSTS = [] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"]
    SITE_URL = SITE_URL.rstrip("/")
    SITE_HOST = urlsplit(SITE_URL).netloc
    # The site's own address is always answered.
    ALLOWED_HOSTS = [
        urlsplit(SITE_URL).hostname,
        *env.list("ALLOWED_HOSTS", LOOPBACK_HOSTS, validate=validate_hosts),
    ]
    env.str("DATABASE_URL", "sqlite:", validate=validate.Regexp("(sqlite|postgres(ql)?):"))
    DATABASE = env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR}/archive.sqlite3")
    DATABASE_POOL = env.int("DATABASE_POOL", 8, validate=validate.Range(min=1, max=1000))
    DEFAULT_CACHE = env.dj_cache_url("CACHE_URL", "db://cache_entry")
    KEPT_PAGES = env.int("KEPT_PAGES", 48, validate=validate.Range(min=0, max=100_000))
    HSTS_PRELOAD = env.bool("HSTS_PRELOAD", True)
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", PRODUCTION)
    TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0, max=10))
    RATE_LIMITS = env.bool("RATE_LIMITS", True)
    MEDIA_CHECKS = env.bool("MEDIA_CHECKS", False)
    MEDIA_URL = env.str("MEDIA_URL", "/media/", validate=validate.Regexp(MEDIA_URL_FORM))
    MEDIA_STORAGE = env.str("MEDIA_STORAGE", "django.core.files.storage.FileSystemStorage")
    MEDIA_STORAGE_OPTIONS = env.json("MEDIA_STORAGE_OPTIONS", {})
    default_mail = "smtp://localhost:25" if PRODUCTION else "eml:"
    env.str("EMAIL_URL", default_mail, validate=validate.Regexp("(smtp|submission|console|eml):"))
    EMAIL = env.dj_email_url("EMAIL_URL", default_mail)
    DEFAULT_FROM_EMAIL = env.str(
        "MAIL_FROM",
        formataddr((SITE_NAME, f"archive@{urlsplit(SITE_URL).hostname}")),
        validate=validate.Regexp(r"[^\r\n]*@[^\r\n]*\Z"),
    )
    NOTIFICATIONS_WORKER = env.bool("NOTIFICATIONS_WORKER", True)
    TIME_ZONE = env.str("TIME_ZONE", "UTC", validate=validate.OneOf(available_timezones()))
    SECURITY_CONTACT = env.str("SECURITY_CONTACT", "", validate=ONE_LINE)
    LOG_LEVEL = env.str(
        "LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"])
    )
    DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")
except EnvError as error:
    sys.exit(f"The archive cannot start. {error}")

if urlsplit(SITE_URL)[2:] != ("", "", ""):
    sys.exit("The archive cannot start. SITE_URL must end after the host and the port.")
try:
    VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    sys.exit(f"The archive cannot start. VAR_DIR {VAR_DIR} cannot be made: {error.strerror}.")
if not os.access(VAR_DIR, os.W_OK | os.X_OK):
    sys.exit(f"The archive cannot start. VAR_DIR {VAR_DIR} cannot be written.")
if PRODUCTION and not RATE_LIMITS:
    sys.exit("The archive cannot start. RATE_LIMITS must not be off in production.")
if PRODUCTION and DEBUG:
    sys.exit("The archive cannot start. DEBUG must not be on in production.")

# Applications

INSTALLED_APPS = [
    "taggit",
    "archive.accounts",
    "archive",
    "comments",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "archive.page_cache.middleware.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.page_cache.middleware.GZipMiddleware",
    "archive.middleware.proxies.reader_ip_address",
    "archive.middleware.sessions.SessionMiddleware",
    "archive.middleware.language.language_from_path",
    "archive.middleware.redirects.follow_redirects",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "archive.middleware.sessions.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "archive.middleware.gone.GoneMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.middleware.headers.permissions_policy",
    "archive.middleware.headers.keep_accounts_private",
    "csp.middleware.CSPMiddleware",
]

# The archive is at the root of its host: no server or header names another place.
FORCE_SCRIPT_NAME = ""
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "archive.context_processors.site",
            ],
        },
    },
]

# Widgets, too, are found among the project's templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Databases: SQLite as it comes, PostgreSQL by DATABASE_URL. No ATOMIC_REQUESTS: with IMMEDIATE
# transactions every page view would take SQLite's one write lock.

if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    path = BASE_DIR / DATABASE["NAME"]
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            # Only its owner reads it; SQLite gives its journals the same rights.
            path.touch(mode=0o600)
    except OSError as error:
        sys.exit(f"The archive cannot start. DATABASE_URL: {path}: {error.strerror}.")
    DATABASE |= {
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000"
            ),
        },
    }
else:
    DATABASE |= {
        "CONN_MAX_AGE": 0,
        "OPTIONS": DATABASE.get("OPTIONS", {})
        | {"pool": {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 10}},
    }
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits are counted in `default`, so workers must share it; `pages` holds finished pages
# and stays in each process. The keys of counters name people's addresses: they are hidden.
if DEFAULT_CACHE["BACKEND"].endswith("DatabaseCache"):
    # The default of 300 would let a flood of requests push the counters of others out.
    DEFAULT_CACHE["OPTIONS"] = {"MAX_ENTRIES": 100_000}
CACHES = {
    "default": DEFAULT_CACHE | {"KEY_FUNCTION": "archive.operations.cache_keys.hidden"},
    "pages": {
        "BACKEND": "archive.page_cache.store.BytesCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_BYTES": KEPT_PAGES * 1_000_000 // WORKERS},
    },
}

# Accounts

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "archive:home"
LOGOUT_REDIRECT_URL = "archive:home"
ACCOUNT_ADAPTER = "archive.accounts.adapters.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_USERNAME_VALIDATORS = "archive.accounts.names.VALIDATORS"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Whoever is mailed types a code where they are: they stay there, on whatever device the mail is
# read, and nothing happens when a scanner opens links. Digits need no change of keyboard.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5

# By address of the reader (ip) and by account or mail address (key). What sends mail is limited
# by the hour too: nobody's mailbox is to be flooded from here.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/m/ip,5/m/key",
    "confirm_email": "3/m/key,10/h/key",
    "reset_password": "20/m/ip,5/m/key,20/h/key",
}
if not RATE_LIMITS:
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "archive.accounts.forms.LoginForm",
    "signup": "archive.accounts.forms.SignupForm",
    "add_email": "archive.accounts.forms.AddEmailForm",
    "confirm_email_verification_code": "archive.accounts.forms.ConfirmEmailForm",
    "change_password": "archive.accounts.forms.ChangePasswordForm",
    "reset_password": "archive.accounts.forms.ResetPasswordForm",
    "confirm_password_reset_code": "archive.accounts.forms.ConfirmResetForm",
    "reset_password_from_key": "archive.accounts.forms.NewPasswordForm",
    "reauthenticate": "archive.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "archive.accounts.adapters.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
# A code that was typed while its half minute ended still counts.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_FORMS = {
    "authenticate": "archive.accounts.adapters.mfa.AuthenticateForm",
    "reauthenticate": "archive.accounts.adapters.mfa.ReauthenticateForm",
    "activate_totp": "archive.accounts.adapters.mfa.ActivateTOTPForm",
    "add_webauthn": "archive.accounts.adapters.mfa.AddPasskeyForm",
    "edit_webauthn": "archive.accounts.adapters.mfa.EditPasskeyForm",
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language is in the path (/ko/…) and nowhere else.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어")]
LOCALE_PATHS = [BASE_DIR / "archive/locale", BASE_DIR / "comments/locale"]
USE_TZ = True
FORMAT_MODULE_PATH = ["archive.formats"]

# The first collection

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": MEDIA_STORAGE, "OPTIONS": MEDIA_STORAGE_OPTIONS},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Pictures. Pages name them by MEDIA_URL, whatever the storage: its own addresses may be signed
# and expire, and pages are kept.

MEDIA_ROOT = VAR_DIR / "media"
media_host = urlsplit(MEDIA_URL)
MEDIA_HOSTS = [f"{media_host.scheme}://{media_host.netloc}"] if media_host.netloc else []
FILE_UPLOAD_HANDLERS = [
    "archive.media.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail. “eml:” writes each one as a file and names it on the console.

EMAIL_BACKEND = EMAIL.get("EMAIL_BACKEND", "archive.operations.email_backend.EmlBackend")
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL["EMAIL_USE_TLS"], EMAIL["EMAIL_USE_SSL"]
# Seconds: longer than a mail server needs that is well.
EMAIL_TIMEOUT = EMAIL["EMAIL_TIMEOUT"] or 20
MAIL_DIR = VAR_DIR / "mail"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
FOLLOWS_URL = "archive:follows"

# Security

SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "archive.views.site.errors.csrf_failure"
if PRODUCTION:
    # The prefix makes browsers refuse these cookies from anything but this host over TLS.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = HSTS_PRELOAD
# Video providers refuse to play for a page that sends no referrer at all.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# The one inline script: it sets a remembered theme before the first paint.
THEME_SCRIPT = (BASE_DIR / "templates/_theme.js").read_bytes()
THEME_SCRIPT_HASH = base64.b64encode(hashlib.sha256(THEME_SCRIPT).digest()).decode()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, f"'sha256-{THEME_SCRIPT_HASH}'", NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *MEDIA_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

TAGGIT_CASE_INSENSITIVE = True

# Logs: JSON lines with the request's id in production, plain lines in development.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "archive.operations.json_logs.RequestIdFilter"}},
    "formatters": {
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
        "json": {
            "()": "archive.operations.json_logs.JsonFormatter",
            "format": "{asctime} {levelname} {name} {message} {request_id}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json" if PRODUCTION else "plain",
        },
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # gunicorn switches propagation off
        "gunicorn.error": {
            "handlers": ["console"],
            "level": LOG_LEVEL if PRODUCTION else "WARNING",
        },
        "gunicorn.access": {
            "handlers": ["console"],
            "level": LOG_LEVEL if PRODUCTION else "WARNING",
        },
    },
}
