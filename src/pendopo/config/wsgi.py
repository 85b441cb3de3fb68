import gc
import os
import signal

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from pendopo.config.postgres.parenthood import end_with_parent
from pendopo.web.warming import read_templates

# A server that was killed leaves no pages of old code behind. What can be caught would be lost until the server
# listens to signals, some seconds from now.
end_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # every page is loaded before the first visitor comes
read_templates()
gc.collect()
gc.freeze()  # what is loaded by now stays: the collector need not walk through it during a page
gc.set_threshold(50_000, 20, 50)  # a roster that is read lives until its page is made: seldom worth a look
