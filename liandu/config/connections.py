"""The services a site stands on, by their addresses, as Django wants them told."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str, folder: Path) -> dict[str, object]:
    """Return Django's settings for ``url``, or for the SQLite file in ``folder`` if it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "liandu.sqlite3",
            # A file for tests too: in memory, threads would share one connection's locks.
            "TEST": {"NAME": str(folder / "test.sqlite3")},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "liandu.kernel.postgresql",
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


def mail(url: str) -> dict[str, object]:
    """Return Django's settings for sending mail by ``url``."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": parts.path}
    sender = parse_qs(parts.query).get("from", [f"liandu@{parts.hostname or 'localhost'}"])[0]
    is_smtps = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_smtps else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_smtps,
        # A password never travels in the clear.
        "EMAIL_USE_TLS": not is_smtps and bool(parts.password),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }
