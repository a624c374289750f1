"""The entry point for web servers."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")

application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.LIANDU_PROXIES)

# All pages are loaded before anybody waits for one. They stay: left out of the search for garbage,
# they do not stop a request for a fifth of a second now and then.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
