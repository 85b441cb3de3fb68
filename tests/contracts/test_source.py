"""What the source promises about itself: the gate, who writes, how large things grow, who imports whom."""

import ast

from tests.contracts.source import REPOSITORY, ROOT, attributes, methods_called, modules

_MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
# Doors read through queries. These rooms look at tables that belong to nobody's place, or to no person.
_PAST_THE_GATE = {
    "jobs/figures.py": "the queue of tasks",
    "jobs/rejudge.py": "the queue of tasks",
    "jobs/workers.py": "the queue of tasks",
    "jobs/imports.py": "an import that a person ordered, continued for her by the worker",
    "web/fields.py": "places are public",
    "web/places.py": "places are public",
    "web/psm/listing.py": "places are public",
}
_ONLY_PLACES = frozenset({"Wilayah"})

_WRITES = frozenset(
    {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
)
_WRITING_ROOMS = ("/commands/", "/commands.py", "processes/")
# Who else may write rows, and why.
_WRITERS = {
    "access/models.py": "a username is kept in small letters",
    "access/sessions.py": "who is in; reading a page is no deed",
    "accounts/throttle.py": "wrong logins, while nobody is known yet",
    "audit/record.py": "the event itself, for the desk",
    "jobs/workers.py": "the queue of tasks",
    "legality/timelines.py": "what is derived from facts",
    "legality/scans.py": "a file and its row, for the commands of papers",
    "jobs/figures.py": "the queue of our own tasks: the waiting fold is called forward",
    "insights/fold.py": "balances, derived from the ledger",
}

# Longest that the house allows. What stands longer is named with its reason, and may only shrink.
_LONGEST_FILE, _LONGEST_FUNCTION = 400, 50


def _is_on_rows(call: ast.Call) -> bool:
    """A write to the database, not `dict.update`, `hash.update`, `font.save`: told by what it is called on."""
    assert isinstance(call.func, ast.Attribute)
    owner = ast.unparse(call.func.value)
    if call.func.attr in {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "create"}:
        return True
    if call.func.attr == "update":
        return any(word in owner for word in (".objects", ".filter(", ".all()", ".exclude("))
    if call.func.attr == "delete":
        return "cache" not in owner
    return owner not in {"font", "image", "workbook", "book"}


def test_no_door_reads_a_model_past_the_gate() -> None:
    past = {
        path
        for path, tree in modules().items()
        if path.startswith(("web/", "jobs/")) and any(attributes(tree, _MANAGERS))
    }
    assert past <= _PAST_THE_GATE.keys()
    for path in past & {p for p, why in _PAST_THE_GATE.items() if why == "places are public"}:
        owners = {ast.unparse(a.value) for a in attributes(modules()[path], _MANAGERS)}
        assert owners <= _ONLY_PLACES, path


def test_rows_are_written_only_in_commands() -> None:
    writers = {
        path
        for path, tree in modules().items()
        if not any(room in f"/{path}" for room in _WRITING_ROOMS)
        and any(_is_on_rows(call) for call in methods_called(tree, _WRITES))
    }
    assert writers <= _WRITERS.keys()


def test_files_and_functions_stay_small() -> None:
    long_files = {
        str(f.relative_to(REPOSITORY)): n
        for folder in (ROOT, REPOSITORY / "tests")
        for f in folder.rglob("*.py")
        if "migrations" not in f.parts and (n := len(f.read_text().splitlines())) > _LONGEST_FILE
    }
    assert not long_files
    long_functions = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > _LONGEST_FUNCTION
    }
    assert not long_functions


def test_no_room_of_odds_and_ends() -> None:
    forbidden = {"utils", "helpers", "services", "managers", "signals", "misc", "common"}
    assert not [path for path in modules() if {*path.removesuffix(".py").split("/")} & forbidden]


def test_imports_go_down_only() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(REPOSITORY / "pyproject.toml"), cache_dir=None) == 0


def test_templates_hold_no_style_script_or_colour_of_their_own() -> None:
    import re

    own = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)", re.IGNORECASE)
    guilty = [
        str(f.relative_to(ROOT))
        for f in (ROOT / "web" / "templates").rglob("*.html")
        if own.search(re.sub(r"\{#.*?#\}", "", f.read_text()))
    ]
    assert not guilty


def test_no_page_tells_the_day_of_an_instant_in_utc() -> None:
    """`tanggal` knows in which zone an instant is told; `.date` before it has already cut it in UTC."""
    pages = (ROOT / "web" / "templates").rglob("*.html")
    assert not [str(f.relative_to(ROOT)) for f in pages if "_at.date|" in f.read_text()]
