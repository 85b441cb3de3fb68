"""Short texts to send by WhatsApp. Never a NIK in them, never more than a screen."""

from urllib.parse import quote

from django.utils.translation import gettext as _

from pendopo.documents.account_slips import steps
from pendopo.documents.records import AccountSlip, Digest, RequestLetter, SheetRow, VillageSheet
from pendopo.documents.village_sheets import ask, opening, wants_answer
from pendopo.documents.words import printable, shortened
from pendopo.shared.dates import format_date
from pendopo.shared.phones import parse_phone

LIMIT = 1000


def wa_link(phone: str | None, text: str) -> str:
    """Address that opens WhatsApp with the text; without a usable number it asks whom to send it to."""
    number = parse_phone(phone or "").value.removeprefix("+")
    return f"https://wa.me/{number}?text={quote(printable(text), safe='')}"


def village_request_text(letter: RequestLetter, sheet: VillageSheet) -> str:
    """The village sheet in at most 1000 characters; who does not fit is counted, not named."""
    to = _("Yth. %(head)s, %(district)s") % {
        "head": shortened(sheet.addressee, 80),
        "district": shortened(sheet.district, 60),
    }
    lead = [to, "", f"{opening(letter, sheet)} {ask(letter, sheet)}"]
    tail = [
        "",
        *(_must_say(letter) if wants_answer(sheet) else ()),
        *_signature(letter),
        _("Kode: %(code)s") % {"code": sheet.code},
    ]
    room = LIMIT - len("\n".join([*lead, *tail])) - 1
    return _fit(printable("\n".join([*lead, *_people(sheet, room), *tail])))


def consolidation_text(digest: Digest) -> str:
    """A consolidation in a few lines, to be sent on."""
    head = _("SK PSM %(place)s, keadaan %(day)s") % {"place": digest.place, "day": format_date(digest.as_of)}
    figures = [f"• {label}: {value}" for label, value in digest.figures]
    link = ["", digest.link] if digest.link else []
    lines = [f"*{head}*", digest.sentence, "", *figures]
    return printable(_fit("\n".join(lines), LIMIT - len("\n".join(link))) + "\n".join(link))


def code_text(slip: AccountSlip) -> str:
    """A one-time login code and what to do with it."""
    lines = [
        _("Kode masuk Pendopo untuk %(name)s") % {"name": shortened(slip.name, 120)},
        "",
        _("Nama pengguna: %(username)s") % {"username": slip.username},
        _("Kode: %(code)s") % {"code": slip.code},
        _("Berlaku sampai %(until)s") % {"until": slip.valid_until},
        "",
        *(f"{number}. {step}" for number, step in enumerate(steps(slip), 1)),
        "",
        _("Jangan teruskan pesan ini kepada orang lain."),
    ]
    return printable("\n".join(lines))


def _people(sheet: VillageSheet, room: int) -> list[str]:
    lines = [f"{at}. {_person(row)}" for at, row in enumerate(sheet.rows, 1)]
    if len("\n".join(lines)) <= room:
        return lines
    kept: list[str] = []
    for line in lines:
        rest = _("… dan %(n)d lainnya") % {"n": len(lines) - len(kept) - 1}
        if len("\n".join([*kept, line, rest])) > room:
            break
        kept.append(line)
    return [*kept, _("… dan %(n)d lainnya") % {"n": len(lines) - len(kept)}]


def _person(row: SheetRow) -> str:
    return f"{shortened(row.name, 80)}: {shortened(row.why, 120)}"


def _must_say(letter: RequestLetter) -> list[str]:
    if not letter.sk_must_say:
        return []
    points = "; ".join(line.rstrip(" .;") for line in letter.sk_must_say)
    return [_("Agar SK berlaku, SK memuat: %(points)s.") % {"points": shortened(points, 320)}, ""]


def _signature(letter: RequestLetter) -> list[str]:
    contact = " ".join(part for part in (letter.contact_name, letter.contact_phone) if part)
    return [shortened(part, 100) for part in (letter.office, contact) if part]


def _fit(text: str, limit: int = LIMIT) -> str:
    return shortened(text, limit)
