"""The web application, for gunicorn."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from cvault.collecting import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvault.settings")
application = get_wsgi_application()
for hook in settings.WEB_START_HOOKS:
    import_string(hook)()
settle()
