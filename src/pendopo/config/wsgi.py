import os
import signal

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from pendopo.config.postgres.parenthood import end_with_parent
from pendopo.shared.collector import collect_seldom
from pendopo.web.warming import read_templates

# A server that was killed leaves no pages of old code behind. What can be caught would be lost until the server
# listens to signals, some seconds from now.
end_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")

application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  # every page is loaded before the first visitor comes
read_templates()
collect_seldom()
