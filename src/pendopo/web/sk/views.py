"""The list of papers, one paper with its annex, and its scan."""

from io import BytesIO
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.access.policy import Permission
from pendopo.audit.queries import events_of_thing
from pendopo.legality.queries import SkFilters, SkSheet, scan_of, sk_list, sk_sheet
from pendopo.legality.queries.board_papers import board_named
from pendopo.legality.scans import read_scan
from pendopo.roster.models import BoardTerm
from pendopo.shared.dates import format_date
from pendopo.shared.numbers import format_number
from pendopo.web.door import Visit, page

STATES = (
    ("", gettext_lazy("Semua")),
    ("belum_diperiksa", gettext_lazy("Belum diperiksa Dinsos")),
    ("diperiksa", gettext_lazy("Sudah diperiksa Dinsos")),
    ("tanpa_penanda_tangan", gettext_lazy("Penanda tangan belum diketahui")),
    ("segera", gettext_lazy("Berakhir dalam 90 hari")),
    ("pengurus", gettext_lazy("SK pengurus IPSM")),
    ("tanpa_pindaian", gettext_lazy("Belum ada pindaian")),
    ("dicabut", gettext_lazy("Dicabut")),
    ("dibatalkan", gettext_lazy("Salah catat, dibatalkan")),
)


@page(Permission.SK_VIEW)
def sk_page(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    text, state = asked.get("q", "").replace("\x00", "")[:120], asked.get("keadaan", "")
    state = state if state in dict(STATES) else ""
    number = asked.get("hal", "1")
    filters = SkFilters(text=text, state=state)
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    found = sk_list(visit.actor, visit.place, visit.on, filters, at)
    kept = {name: value for name, value in (("q", text), ("keadaan", state)) if value}
    sentence = _list_sentence(visit, found.total, found.more, bool(kept))
    query = "&".join(filter(None, [visit.query, urlencode(kept)]))
    return visit.show(
        "sk/daftar.html",
        found=found,
        text=text,
        state=state,
        states=STATES,
        sentence=sentence,
        narrowed=bool(kept),
        query=query,
        frame_query=visit.query,
        share="\n".join([sentence, visit.request.build_absolute_uri(f"{reverse('sk:daftar')}?{query}")]),
        may_write=visit.actor.may(Permission.SK_WRITE),
    )


@page(Permission.SK_VIEW)
def one_page(visit: Visit, sk_id: int) -> HttpResponse:
    sheet = sk_sheet(visit.actor, sk_id, visit.on)
    actor = visit.actor
    board = board_named(actor, sheet.sk)
    sentence = _of_board(board) if board else _sentence(sheet, visit)
    return visit.show(
        "sk/satu.html",
        board=board,
        sheet=sheet,
        sk=sheet.sk,
        history=events_of_thing("sk", sk_id, limit=30),
        fresh="baru" in visit.request.GET,
        sentence=sentence,
        frame_query=visit.query,
        is_image=sheet.sk.scan is not None and sheet.sk.scan.mime.startswith("image/"),
        may_write=actor.may(Permission.UNIT_WRITE if board else Permission.SK_WRITE) and sheet.may_change,
        may_verify=actor.may(Permission.SK_VERIFY) and sheet.may_change,
        share=_("SK %(number)s: %(sentence)s") % {"number": sheet.sk.number, "sentence": sentence},
    )


@page(Permission.SK_VIEW)
def scan_page(visit: Visit, sk_id: int) -> FileResponse:
    """The bytes as uploaded. Shown, nothing in them may run; `?unduh` saves them."""
    scan = scan_of(visit.actor, sk_id)
    try:
        content = read_scan(scan)
    except (OSError, ValueError) as trouble:
        raise Http404(_("Berkas pindaian tidak ditemukan. Unggah lagi.")) from trouble
    inline = scan.mime.startswith("image/") and "unduh" not in visit.request.GET
    response = FileResponse(
        BytesIO(content),
        content_type=scan.mime,
        as_attachment=not inline,
        filename=scan.filename or f"sk-{sk_id}",
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _list_sentence(visit: Visit, total: int, more: bool, narrowed: bool) -> str:
    number = format_number(total)
    words = {"n": _("Lebih dari %(n)s") % {"n": number} if more else number, "place": visit.place.full_name}
    if not total and not narrowed:
        return _("Belum ada SK yang menyebut PSM di %(place)s.") % words
    if narrowed:
        return _("%(n)s SK di %(place)s cocok dengan saringan.") % words
    return _("%(n)s SK menyebut PSM di %(place)s.") % words


def _of_board(board: BoardTerm) -> str:
    return _("SK pengurus IPSM %(place)s.") % {"place": board.unit.wilayah.full_name}


def _sentence(sheet: SkSheet, visit: Visit) -> str:
    words = {
        "legal": format_number(len(sheet.legal)),
        "all": format_number(len(sheet.named)),
        "day": format_date(visit.on),
    }
    if not sheet.named:
        return _("Tidak ada nama di wilayah Anda yang disebut SK ini.")
    if not sheet.others and len(sheet.named) == 1:
        return _("Satu-satunya orang yang disebut SK ini sah karenanya per %(day)s.") % words
    if not sheet.others:
        return _("%(all)s orang yang disebut SK ini semuanya sah karenanya per %(day)s.") % words
    return _("%(legal)s dari %(all)s orang yang disebut SK ini sah karenanya per %(day)s.") % words
