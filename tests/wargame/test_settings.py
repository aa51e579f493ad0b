"""Settings as a process sees them: each case starts one with an environment of its own."""

import json
import os
import subprocess
import sys

import pytest

from tests.processes import ROOT
from tests.supervised import OURS

SHOW = """
import json
from django.conf import settings
db = settings.DATABASES["default"]
print(json.dumps({name: getattr(settings, name) for name in %r} | {"DB": db}, default=str))
"""


def run(tmp_path, code, **env):
    bare = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**bare, "DJANGO_SETTINGS_MODULE": "wargame.settings", "OFFRAMP_VAR": str(tmp_path), **env},
        capture_output=True,
        text=True,
    )


def read(tmp_path, *names, **env):
    done = run(tmp_path, SHOW % (names,), **env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_defaults_are_safe(tmp_path):
    shown = read(
        tmp_path, "DEBUG", "ALLOWED_HOSTS", "HOST", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE"
    )
    assert shown["DEBUG"] is False
    assert set(shown["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert shown["HOST"] == "127.0.0.1"
    assert shown["SESSION_COOKIE_HTTPONLY"] is True
    assert shown["SESSION_COOKIE_SAMESITE"] == "Lax"
    options = shown["DB"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


def test_the_secret_key_is_made_once_and_kept(tmp_path):
    first = read(tmp_path, "SECRET_KEY")["SECRET_KEY"]
    assert len(first) >= 50
    assert read(tmp_path, "SECRET_KEY")["SECRET_KEY"] == first
    assert oct((tmp_path / "secret_key").stat().st_mode & 0o777) == oct(0o600)
    assert read(tmp_path / "other", "SECRET_KEY")["SECRET_KEY"] != first


def test_processes_that_start_together_make_one_key(tmp_path):
    code = "from django.conf import settings; print(settings.SECRET_KEY)"
    env = {**os.environ, "OFFRAMP_VAR": str(tmp_path)}
    processes = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert len({process.communicate()[0] for process in processes}) == 1


def test_https_marks_cookies_and_promises_to_stay(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME", "SECURE_HSTS_SECONDS")
    shown = read(tmp_path, *names, OFFRAMP_HTTPS="1", OFFRAMP_PROXIES="1")
    assert shown["SESSION_COOKIE_SECURE"]
    assert shown["CSRF_COOKIE_SECURE"]
    assert shown["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert shown["SECURE_HSTS_SECONDS"] > 0


def test_a_proxy_is_believed_only_when_counted(tmp_path):
    assert read(tmp_path, "SECURE_PROXY_SSL_HEADER")["SECURE_PROXY_SSL_HEADER"] is None
    assert read(tmp_path, "SECURE_PROXY_SSL_HEADER", OFFRAMP_PROXIES="1")["SECURE_PROXY_SSL_HEADER"]


def test_bound_to_every_address_its_own_names_are_allowed_and_no_wildcard(tmp_path):
    hosts = read(tmp_path, "ALLOWED_HOSTS", HOST="0.0.0.0")["ALLOWED_HOSTS"]
    assert "*" not in hosts
    assert "127.0.0.1" in hosts


def test_postgres_by_url_with_a_capped_pool(tmp_path):
    url = "postgres://ana:p%40ss@db.example:5433/war?sslmode=require"
    entry = read(tmp_path, DATABASE_URL=url, OFFRAMP_DB_POOL="5")["DB"]
    assert entry["ENGINE"] == "django.db.backends.postgresql"
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"]) == ("ana", "p@ss", "db.example")
    assert (entry["PORT"], entry["NAME"]) == ("5433", "war")
    assert entry["OPTIONS"]["pool"]["max_size"] == 5
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_postgres_without_a_pool_for_processes_that_need_one_connection(tmp_path):
    entry = read(tmp_path, DATABASE_URL="postgres://ana@db.example/war", OFFRAMP_DB_POOL="0")["DB"]
    assert "pool" not in entry["OPTIONS"]


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"DEBUG": "1", "HOST": "0.0.0.0"}, "DEBUG"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"PORT": "http"}, "PORT"),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"OFFRAMP_HTTPS": "1"}, "OFFRAMP_PROXIES"),
        ({"REDIS_URL": "redis://redis.example/0"}, "REDIS_URL"),
        ({"DATABASE_URL": "sqlite:////tmp/x.sqlite3?transaction_mode=DEFERRED"}, "no options"),
        ({"DATABASE_URL": "mysql://db/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://db:notaport/x"}, "DATABASE_URL"),
    ],
)
def test_manage_refuses_in_one_line(tmp_path, env, word):
    bare = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**bare, "OFFRAMP_VAR": str(tmp_path), **env},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert word in done.stderr


@pytest.mark.django_db
def test_sqlite_runs_as_it_was_told():
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the tests run on PostgreSQL")
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        foreign_keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
    assert found == ["wal", 1]
    assert foreign_keys == 1


@pytest.mark.postgres
def test_postgres_is_there(postgres_url):
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
