"""A large list as a workbook: asked for, written by the worker, fetched here by whoever asked, for a day."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from pendopo.access.policy import Permission
from pendopo.processes.exports.making import ask_export, rows_done
from pendopo.processes.exports.shelf import Wish, has_trouble, is_ready, list_of, wish_of
from pendopo.shared.refusals import NotVisible
from pendopo.web.door import Visit, page
from pendopo.web.files import download


def ask(visit: Visit, wish: Wish) -> HttpResponse:
    return redirect("psm:unduhan", ask_export(visit.actor, wish))


@page(Permission.EXPORT_RUN)
def waiting(visit: Visit, uid: str) -> HttpResponse:
    """How far it is, then the file. The page may be closed and opened again."""
    wish, number = _own(visit, uid)
    template = "psm/kemajuan.html" if visit.request.headers.get("HX-Request") else "psm/unduhan.html"
    done = min(rows_done(number), wish.total)
    return visit.show(
        template, uid=uid, wish=wish, ready=is_ready(number), trouble=has_trouble(number), done=done,
        percent=100 * done // max(wish.total, 1),
    )  # fmt: skip


@page(Permission.EXPORT_RUN)
def fetch(visit: Visit, uid: str) -> HttpResponse:
    wish, number = _own(visit, uid)
    content = list_of(number)
    if content is None:
        return redirect("psm:unduhan", uid)
    return download(content, wish.filename)


def _own(visit: Visit, uid: str) -> tuple[Wish, UUID]:
    """A list belongs to whoever asked for it, at the office for which she asked."""
    try:
        number = UUID(uid)
    except ValueError as error:
        raise NotVisible from error
    wish = wish_of(number)
    if wish is None or wish.actor.user_id != visit.actor.user_id or wish.actor.path != visit.actor.path:
        raise NotVisible
    return wish, number
