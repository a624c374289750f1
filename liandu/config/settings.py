"""Settings, read from the environment; each default is right for a first start on one machine.

LIANDU_DATA       folder for the database, files and keys            (default: var/ beside the code)
LIANDU_DATABASE   postgresql://user@host:port/name                   (default: a SQLite file)
LIANDU_HOSTS      host names that are answered, separated by commas  (default: this machine only)
LIANDU_UPLOAD_MB  largest file that may be attached, in MiB          (default: 50)
LIANDU_NODE       the name this installation signs under             (default: liandu)
LIANDU_SECRET_KEY, LIANDU_DEBUG, LIANDU_DEMO, LIANDU_HTTPS, LIANDU_ZONE
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("LIANDU_DATA", BASE_DIR / "var")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)


def flag(name: str) -> bool:
    """Test whether the environment switches ``name`` on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def kept_secret(name: str) -> str:
    """Return the secret kept in the data folder under ``name``, made at the first start."""
    path = DATA_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def database(url: str) -> dict[str, object]:
    """Return Django's settings for ``url``, or for the SQLite file when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "liandu.sqlite3",
            # A file for tests too: in memory, threads would share one connection's locks.
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "liandu",
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Compiling a query of many parts takes longer than running it (bench: 380 of 660 ms).
        "OPTIONS": {"options": "-c jit=off"},
    }


DEBUG = flag("LIANDU_DEBUG")
LIANDU_DEMO = flag("LIANDU_DEMO")
HTTPS = flag("LIANDU_HTTPS")
# How this node signs what it says of itself; fixed when its key is made.
NODE_NAME = os.environ.get("LIANDU_NODE", "liandu")
SECRET_KEY = os.environ.get("LIANDU_SECRET_KEY") or kept_secret("secret-key")
ALLOWED_HOSTS = os.environ.get("LIANDU_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")

INSTALLED_APPS = [
    "liandu.kernel",
    "liandu.web",
    "liandu.orgs",
    "liandu.access",
    "liandu.audit",
    "liandu.files",
    "liandu.notices",
    "liandu.deadlines",
    "liandu.works",
    "liandu.findings",
    "liandu.inspections",
    "liandu.portal",
    "liandu.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "liandu.web.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liandu.web.middleware.RefusalMiddleware",
    "liandu.orgs.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "liandu.config.urls"
WSGI_APPLICATION = "liandu.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "liandu.web.context_processors.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "liandu.web.templatetags.ui",
            ],
        },
    },
]
FORM_RENDERER = "liandu.web.forms.Renderer"

DATABASES = {"default": database(os.environ.get("LIANDU_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared between the web process and the worker on purpose: it carries the progress of long work.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "orgs.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "liandu.orgs.passwords.MixedPasswordValidator"},
]
LOGIN_URL = "orgs:sign_in"
# Eight idle hours would leave a desk open over a night; MLPS level 3 asks for a timeout.
SESSION_COOKIE_AGE = 60 * 60 * 2
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "liandu.web.views.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "liandu.orgs.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

TIME_ZONE = os.environ.get("LIANDU_ZONE", "Asia/Shanghai")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "liandu" / "config" / "locale"]
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
LIANDU_UPLOAD_LIMIT = int(os.environ.get("LIANDU_UPLOAD_MB", "50")) * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}},
}
