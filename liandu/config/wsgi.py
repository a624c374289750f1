"""The entry point for web servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.LIANDU_PROXIES)
