#!/usr/bin/env python
"""Django's command line for the archive."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    python = Path(__file__).resolve().parent / ".venv/bin/python"
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(f"Django is not installed here. Run “make install”, then use {python}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    execute_from_command_line(sys.argv)
