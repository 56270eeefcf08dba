"""What holds for the project as a whole."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
SECRET = "s" * 50


def manage(*arguments, **environment):
    """Run manage.py in a process with nothing but this environment."""
    inherited = {name: os.environ[name] for name in ("PATH", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"ENVIRONMENT": "development", "SECRET_KEY": SECRET, **inherited, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_static_file_that_a_template_names_exists():
    used = re.compile(r"""{% static ['"]([^'"]+)['"]""")
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    names = {name for text in texts for name in used.findall(text)}
    assert len(names) > 5
    assert [name for name in names if not finders.find(name)] == []


def test_the_locked_versions_have_hashes_and_name_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert len(re.findall(r"^[\w.-]+==", text, re.M)) > 20
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_deployment_check_is_silent_in_production():
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        ENVIRONMENT="production",
        SITE_URL="https://archive.example",
        SECRET_KEY="aA1-bB2_cC3.dD4+eE5=fF6*gG7!hH8?iI9:jJ0,kK1;lL2~mM3",
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("PORT", "eighty"),
        ("PORT", "99999"),
        ("WORKERS", "0"),
        ("DATABASE_URL", "oracle://somewhere"),
        ("CACHE_URL", "carrier-pigeon://"),
        ("SECRET_KEY", "short"),
        ("SITE_URL", "not an address"),
        ("SITE_URL", "https://archive.example/blog"),
        ("ALLOWED_HOSTS", "http://archive.example"),
        ("VAR_DIR", "/dev/null/var"),
        ("SITE_NAME", "two\nlines"),
        ("SECURITY_CONTACT", "two\nlines"),
        ("DEBUG", "perhaps"),
        ("RATE_LIMITS", "perhaps"),
        ("TIME_ZONE", "Mars/Olympus"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line_that_names_it(name, value):
    done = manage("check", **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:///{folder}/garbage.sqlite3"),
        ("DATABASE_URL", "postgres://nobody:nothing@127.0.0.1:1/archive?connect_timeout=1"),
        ("BIND", "192.0.2.1"),
        ("MEDIA_STORAGE", "no.such.Storage"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line_that_names_the_setting(tmp_path, name, value):
    (tmp_path / "garbage.sqlite3").write_text("This is no database. " * 100)
    setting = {name: value.format(folder=tmp_path)}
    done = manage("serve", PORT="12001", **{"VAR_DIR": str(tmp_path), **setting})
    assert done.returncode != 0
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "The archive is at" not in done.stdout


def test_what_is_stored_is_read_by_its_owner_alone(tmp_path):
    manage("check", VAR_DIR=str(tmp_path / "var"))
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var/archive.sqlite3").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("proxies", "trusted"), [("0", "None"), ("1", "*")])
def test_the_server_trusts_the_proxies_that_the_archive_trusts(tmp_path, proxies, trusted):
    show = (
        "import runpy; conf = runpy.run_path('gunicorn.conf.py');"
        "print(conf.get('forwarded_allow_ips'), repr(conf['forwarder_headers']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", show],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "ENVIRONMENT": "development",
            "SECRET_KEY": SECRET,
            "TRUSTED_PROXIES": proxies,
            "VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == f"{trusted} ''", done.stderr


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"SECRET_KEY": "", "SITE_URL": "https://archive.example"}, "SECRET_KEY"),
        ({"SITE_URL": ""}, "SITE_URL"),
        ({"SITE_URL": "http://archive.example"}, "SITE_URL"),
        ({"SITE_URL": "https://archive.example", "RATE_LIMITS": "off"}, "RATE_LIMITS"),
        ({"SITE_URL": "https://archive.example", "DEBUG": "on"}, "DEBUG"),
    ],
)
def test_production_refuses_to_start_unsafely(environment, named):
    environment = {name: value for name, value in environment.items() if value} | {
        "ENVIRONMENT": "production"
    }
    inherited = {"PATH": os.environ["PATH"]}
    secret = {} if named == "SECRET_KEY" else {"SECRET_KEY": SECRET}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=inherited | secret | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert named in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.django_db
def test_production_refuses_to_serve_with_an_active_demo_account(make_user, settings):
    from archive.operations.checks import refuse_demo_accounts_in_production

    demo = make_user("demo", is_demo=True)
    refuse_demo_accounts_in_production(close_connections=False)
    settings.PRODUCTION = True
    with pytest.raises(SystemExit, match="demo account"):
        refuse_demo_accounts_in_production(close_connections=False)
    demo.is_active = False
    demo.save()
    refuse_demo_accounts_in_production(close_connections=False)
