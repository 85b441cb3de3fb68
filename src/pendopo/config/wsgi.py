import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # every page is loaded before the first visitor comes
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not walk through it during a page
