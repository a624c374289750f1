"""Settings, read from the environment; each default is right for a first start on one machine.

LIANDU_DATA       folder for the database, files and keys            (default: var/ beside the code,
                  ~/.local/share/liandu where it is installed as a package)
LIANDU_DATABASE   postgresql://user@host:port/name                   (default: a SQLite file)
LIANDU_OWNER      the same for the role that owns the tables       (default: LIANDU_DATABASE)
LIANDU_HOSTS      host names that are answered, separated by commas  (default: this machine only)
LIANDU_UPLOAD_MB  largest file that may be attached, in MiB          (default: 200)
LIANDU_CLAMD      socket of a ClamAV daemon that looks at each file, or host:port (default: none)
LIANDU_API_PER_MINUTE  requests a program may send in a minute      (default: 600)
LIANDU_URL        where people open the site, for links in mail; passkeys are good there alone, and
                  only with https, or as http://localhost    (default: http://127.0.0.1:8000)
LIANDU_MAIL       smtp://user:password@host:587?from=address, smtps://…, or file:///folder to try
                  it out                                             (default: no mail is sent)
LIANDU_WEBHOOK_NETWORKS  networks of the house that webhooks may go to, such as 10.1.2.0/24,
                  separated by commas                                (default: public addresses)
LIANDU_PROXIES    addresses or networks that are believed whom they ask for, separated by commas
                                     (default: behind TLS this machine, otherwise nobody)
LIANDU_NODE       the name this installation signs under             (default: liandu)
LIANDU_SECOND_FACTOR  required: custodians and administrators do nothing without one; offered: all
                      may have one                           (default: required, offered in a demo)
LIANDU_OIDC_ISSUER, LIANDU_OIDC_CLIENT, LIANDU_OIDC_SECRET, LIANDU_OIDC_NAME  the identity
                  provider of the organisation, what it knows this site by, and what the button
                  calls it                                           (default: passwords alone)
LIANDU_PASSWORDS  all: everybody has one; administrators: whoever else has connected their account
                  comes by the identity provider alone                        (default: all)
LIANDU_LOG        json: a line for each request; plain: warnings, for people  (default: json)
LIANDU_METRICS_TOKEN   what Prometheus shows to read /metrics    (default: this machine alone)
LIANDU_SECRET_KEY, LIANDU_DEBUG, LIANDU_DEMO, LIANDU_HTTPS, LIANDU_ZONE
"""

import os
import secrets
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from liandu.config.connections import database, mail

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
IS_SOURCE = (BASE_DIR / "pyproject.toml").exists()
USUAL = BASE_DIR / "var" if IS_SOURCE else Path.home() / ".local" / "share" / "liandu"
DATA_DIR = Path(os.environ.get("LIANDU_DATA", USUAL)).resolve()
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


DEBUG = flag("LIANDU_DEBUG")
LIANDU_DEMO = flag("LIANDU_DEMO")
HTTPS = flag("LIANDU_HTTPS")
# Whatever is not known to only offer it requires it.
SECOND_FACTOR = os.environ.get("LIANDU_SECOND_FACTOR") or ("offered" if LIANDU_DEMO else "required")
OIDC_ISSUER = os.environ.get("LIANDU_OIDC_ISSUER", "")
OIDC_CLIENT = os.environ.get("LIANDU_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("LIANDU_OIDC_SECRET", "")
OIDC_NAME = os.environ.get("LIANDU_OIDC_NAME", "")
# Whatever is not known to leave them to all switches them off, where there is a provider.
PASSWORDS = os.environ.get("LIANDU_PASSWORDS") or "all"
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
    "liandu.search",
    "liandu.interfaces",
    "liandu.keys",
    "liandu.webhooks",
    "liandu.deadlines",
    "liandu.works",
    "liandu.findings",
    "liandu.risks",
    "liandu.contracts",
    "liandu.inspections",
    "liandu.committees",
    "liandu.cooperation",
    "liandu.sharing",
    "liandu.meetings",
    "liandu.consultations",
    "liandu.programme",
    "liandu.urging",
    "liandu.dispatch",
    "liandu.papers",
    "liandu.figures",
    "liandu.portal",
    "liandu.demo",
    "liandu.operation",
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
    "liandu.operation.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "liandu.web.middleware.HeadersMiddleware",
    "liandu.interfaces.middleware.NoCookiesMiddleware",
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
    "liandu.keys.middleware.SecondFactorMiddleware",
    "liandu.keys.middleware.ProviderMiddleware",
    "liandu.web.middleware.RecentMiddleware",
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

DATABASES = {"default": database(os.environ.get("LIANDU_DATABASE", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared between the web process and the worker on purpose: it carries the progress of long work.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    },
}
# Counted in the cache, so that reading stays reading: under a rush some requests go uncounted.
LIANDU_API_PER_MINUTE = int(os.environ.get("LIANDU_API_PER_MINUTE", "600"))
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LIANDU_URL = os.environ.get("LIANDU_URL", "http://127.0.0.1:8000").rstrip("/")
LIANDU_MAIL = os.environ.get("LIANDU_MAIL", "")
globals().update(mail(LIANDU_MAIL))
LIANDU_WEBHOOK_NETWORKS = os.environ.get("LIANDU_WEBHOOK_NETWORKS", "").replace(",", " ").split()

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
SESSION_ENGINE = "liandu.orgs.sessions"
# Eight idle hours would leave a desk open over a night; MLPS level 3 asks for a timeout.
SESSION_COOKIE_AGE = 60 * 60 * 2
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:  # bound to this very host, which browsers see to by the name
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
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
LIANDU_CLAMD = os.environ.get("LIANDU_CLAMD", "")
LIANDU_UPLOAD_LIMIT = int(os.environ.get("LIANDU_UPLOAD_MB", "200")) * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

SECURE_SSL_REDIRECT = HTTPS
# The proxy that ends TLS says so (docs/operations); machines that watch ask without it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# It says also who asks: without that all people would share its address, at the door as on record.
LIANDU_PROXIES = (
    os.environ.get("LIANDU_PROXIES", "127.0.0.1,::1" if HTTPS else "").replace(",", " ").split()
)
SECURE_REDIRECT_EXEMPT = [r"^healthz", r"^metrics$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Not "no-referrer": browsers would then send forms with "Origin: null", which CSRF must refuse.
SECURE_REFERRER_POLICY = "same-origin"
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
        # No script makes another out of text: web/trusted.js says what may become markup.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    },
}

LIANDU_METRICS_TOKEN = os.environ.get("LIANDU_METRICS_TOKEN", "")
LOG = "plain" if os.environ.get("LIANDU_LOG") == "plain" else "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "liandu.operation.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        # What both tell of a request, one of them tells.
        "liandu.request": {"level": "INFO" if LOG == "json" else "ERROR"},
        "django.request": {"level": "ERROR" if LOG == "json" else "WARNING"},
    },
}
