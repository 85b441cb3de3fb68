"""The examples in `deploy/` agree with each other, with the program and with what a real server taught."""

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from granian.http import HTTP1Settings

import pendopo
from pendopo.config.cli import USAGE
from pendopo.intake.container import MAX_BYTES

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX = (DEPLOY / "nginx.conf").read_text()
PAGES = sorted((DEPLOY / "halaman").glob("*.html"))
UNITS = ("pendopo.service", "pendopo-cadangan.service")
TOKENS = (Path(pendopo.__file__).parent / "web" / "styles" / "tokens.css").read_text()


def found(pattern: str, text: str = NGINX) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def test_a_whole_workbook_passes_with_its_envelope() -> None:
    assert int(found(r"client_max_body_size (\d+)m;")) * 2**20 > MAX_BYTES


def test_nginx_answers_with_pages_of_ours() -> None:
    """The limit of size holds again at the address of its page: without 0 nginx falls back on a page of its own."""
    own = re.compile(found(r"location ~ (\^/\S+\\\.html\$) \{"))
    named = {
        name for line in re.findall(r"error_page .*;", NGINX) for name in re.findall(r"/\S+\.html", line)
    }
    named |= set(re.findall(r"(?:default|\$) +(/\S+\.html);", NGINX))
    assert named == {f"/{page.name}" for page in PAGES}
    assert all(own.match(name) for name in named)
    block = NGINX[NGINX.index(own.pattern) :].split("}")[0]
    assert all(line in block for line in ("deploy/halaman;", "internal;", "client_max_body_size 0;"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_needs_nobody_and_looks_like_the_others(page: Path) -> None:
    text, first = page.read_text(), PAGES[0].read_text()
    assert '<html lang="id">' in text and '<meta charset="utf-8">' in text
    assert set(re.findall(r'(?:href|src)="([^"]*)"', text)) <= {"", "/", "data:,"}
    assert found(r"(?s)<style>(.+)</style>", text) == found(r"(?s)<style>(.+)</style>", first)
    assert set(re.findall(r"#[0-9a-f]{6}", text)) <= set(re.findall(r"#[0-9a-f]{6}", TOKENS))
    assert ("http-equiv" in text) == (page.stem == "sebentar"), "what was sent is not asked for again"


def test_nginx_writes_down_no_query_and_no_referrer() -> None:
    """Its error log always holds both, and every server block without lines of its own writes the whole address."""
    servers = NGINX.split("\nserver {")[1:]
    assert len(servers) == 2
    for server in servers:
        assert re.search(r"\n    access_log \S+ pendopo;\n    error_log \S+ crit;", server)
    held = set(re.findall(r"\$\w+", NGINX[NGINX.index("log_format") :].split(";")[0]))
    assert not held & {"$request", "$request_uri", "$args", "$query_string", "$http_referer"}
    kept = re.compile(found(r'map \$request \$pendopo_permintaan \{ "~(\S+ \S+ \S+)"').replace("?<", "?P<"))
    match = kept.match("GET /psm/?q=Siti HTTP/2.0")
    assert match and (match["cara"], match["alamat"]) == ("GET", "/psm/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/siap", "/siap/", "/siap//"])
def test_readiness_is_closed_however_it_is_written(client: Client, address: str) -> None:
    assert "siap" in client.get(address).json()
    assert re.match(found(r"location ~ (\S*siap\S*) \{"), address)


def test_nginx_lets_go_of_a_connection_before_the_pages_do() -> None:
    """Otherwise what is sent in that moment is answered with 502."""
    assert int(found(r"keepalive_timeout (\d+)s;")) * 1000 < HTTP1Settings().header_read_timeout


@pytest.mark.parametrize("name", UNITS)
def test_units_give_what_the_program_needs(name: str) -> None:
    """Under ProtectSystem=strict there is no temporary folder without PrivateTmp: no backup would ever be made."""
    unit = dict(re.findall(r"(?m)^(\w+)=(.*)$", (DEPLOY / name).read_text()))
    assert (unit["ProtectSystem"], unit["PrivateTmp"]) == ("strict", "yes")
    assert (
        found(r"PENDOPO_HOME=(\S+)", (DEPLOY / "pendopo.env").read_text()) in unit["ReadWritePaths"].split()
    )
    program, word, *rest = unit["ExecStart"].split()
    assert program == "/opt/pendopo/.venv/bin/pendopo" and f"pendopo {word} " in USAGE
    assert all(path in unit["ReadWritePaths"].split() for path in rest if path.startswith("/"))


def test_units_are_closed_alike() -> None:
    closed = [
        set(re.findall(r"(?m)^((?:Protect|Private|Restrict|Lock|Capab|NoNew|System|UMask)\w*=.*)$", text))
        for text in ((DEPLOY / name).read_text() for name in UNITS)
    ]
    assert closed[0] == closed[1]


def test_settings_mean_the_same_to_a_shell() -> None:
    """systemd takes a line as it stands; the command of the administrator reads it with `sh`."""
    lines = (DEPLOY / "pendopo.env").read_text().replace("#DATABASE_URL", "DATABASE_URL")
    lines = lines.replace("sslmode=require", "sslmode=require&application_name=a$b")
    done = subprocess.run(
        ["/bin/sh", "-c", f'{lines}\nprintf %s "$DATABASE_URL"'], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("?sslmode=require&application_name=a$b")
