"""Settings: what production refuses, what a local start decides by itself."""

import runpy
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from network.settings.database import default_database
from network.settings.local_secret import local_secret_key
from tests.checks import DEPLOYMENT
from tests.prepared import ROOT

REQUIRED = sorted(DEPLOYMENT.keys() - {"DJANGO_SETTINGS_MODULE"})


@pytest.fixture
def deployment(monkeypatch):
    for name, value in DEPLOYMENT.items():
        monkeypatch.setenv(name, value)


def production():
    return runpy.run_path(str(ROOT / "network/settings/production.py"))


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, ""])
def test_production_refuses_to_start_without(name, value, deployment, monkeypatch):
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=rf"^{name} is not set: .+\. Set it in the environment"):
        production()


def test_manage_says_what_production_lacks_in_one_line_and_fails():
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "network.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "SECRET_KEY is not set: a long random text that signs sessions and links. "
        "Set it in the environment and start again."
    ]


def test_production_makes_no_sample_accounts_and_shows_no_debugging(deployment):
    settings = production()

    assert (settings["SAMPLE_ACCOUNTS"], settings["DEBUG"]) == (False, False)
    assert "network.styleguide" not in settings["INSTALLED_APPS"]


def test_production_cookies_belong_to_this_host_and_travel_encrypted(deployment):
    settings = production()

    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600


def test_production_reads_several_hosts_and_the_mail_server(deployment, monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "reseau.example, www.reseau.example")

    settings = production()

    assert settings["ALLOWED_HOSTS"] == ["reseau.example", "www.reseau.example"]
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == ("mail.example", 587, True)


def test_the_local_secret_is_made_once_and_kept_private(tmp_path):
    first = local_secret_key(tmp_path / "data")

    assert len(first) > 50
    assert local_secret_key(tmp_path / "data") == first
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ImproperlyConfigured, match=r"^The data folder \S+/file/data cannot be written .+ DATA_DIR="):
        local_secret_key(tmp_path / "file" / "data")


def test_postgresql_is_an_address_away(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://someone:secret@db.example:5433/network")

    database = default_database(tmp_path)

    assert (database["ENGINE"], database["HOST"], database["PORT"], database["NAME"]) == (
        *("django.db.backends.postgresql", "db.example"),
        *(5433, "network"),
    )
    assert "OPTIONS" not in database
