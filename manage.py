#!/usr/bin/env python
"""Django's own door; `pendopo <command>` does the same and starts the database first."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
