"""Settings. Everything that an installation may change comes from the environment: docs/settings.md."""

import os
from typing import Any

from pendopo.config.database import database
from pendopo.config.home import home, key, secret
from pendopo.config.serving import logs

HOME = home()
DEBUG = os.environ.get("PENDOPO_DEBUG") == "1"
DEMO = (HOME / "demo").exists()  # the demo leaves this mark, so that every page says its people are made up
HTTPS = os.environ.get("PENDOPO_HTTPS") == "1"

SECRET_KEY = secret("PENDOPO_SECRET_KEY")
DATA_KEY = key("PENDOPO_DATA_KEY")  # encrypts NIK and personal values of events
INDEX_KEY = key("PENDOPO_INDEX_KEY")  # blind index of NIK: 16 digits are guessed quickly without it

ALLOWED_HOSTS = os.environ.get("PENDOPO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]
# Passkeys belong to one name for good; an IP address has none.
PASSKEY_HOST = os.environ.get("PENDOPO_PASSKEY_HOST") or next(
    (host.removeprefix(".") for host in ALLOWED_HOSTS if host != "*"), "localhost"
)

_ROOMS = (
    "audit", "access", "wilayah", "codelists", "kernel", "roster", "legality", "accounts", "targets",
    "insights", "processes", "web", "jobs",
)  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    *(f"pendopo.{room}" for room in _ROOMS),
]

MIDDLEWARE = [
    "pendopo.config.serving.health.HealthMiddleware",
    "pendopo.config.serving.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pendopo.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "pendopo.config.urls"
WSGI_APPLICATION = "pendopo.config.wsgi.application"

# Written by hand: cotton and template-partials each rewrite the loaders, and the second silently undoes
# the first.
_FINDERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
_CACHED = _FINDERS if DEBUG else [("django.template.loaders.cached.Loader", _FINDERS)]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", _CACHED)],
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

FORM_RENDERER = "pendopo.web.form_renderer.Renderer"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["pendopo.accounts.backend.ByUsernameOrPhone"]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "pendopo.accounts.passwords.Sensible"}]
SESSION_ENGINE = "pendopo.access.sessions"
SESSION_COOKIE_AGE = 12 * 3600  # a working day
_IDLE = os.environ.get("PENDOPO_IDLE_MINUTES", "")
IDLE_MINUTES = int(_IDLE) if _IDLE.isdecimal() else 15  # until a page that nobody uses is covered; 0: never
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS  # where the server in front of us does not do it already
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "id"  # no LocaleMiddleware: an English browser still gets Indonesian pages
USE_I18N = True
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
BUILD_ROOT = HOME / "build"  # what pendopo.web.build makes: stylesheet, script, fonts
(BUILD_ROOT / "static").mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BUILD_ROOT / "static"]
MEDIA_ROOT = HOME / "media"  # scans; served by a view that asks who wants them, never by address
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = logs.settings_for(DEBUG)
