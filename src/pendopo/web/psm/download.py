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
def waiting(visit: Visit, uid: UUID) -> HttpResponse:
    """How far it is, then the file. The page may be closed and opened again."""
    wish = _own(visit, uid)
    template = "psm/kemajuan.html" if visit.request.headers.get("HX-Request") else "psm/unduhan.html"
    done = min(rows_done(uid), wish.total)
    return visit.show(
        template, uid=uid, wish=wish, ready=is_ready(uid), trouble=has_trouble(uid), done=done,
        percent=100 * done // max(wish.total, 1),
    )  # fmt: skip


@page(Permission.EXPORT_RUN)
def fetch(visit: Visit, uid: UUID) -> HttpResponse:
    wish, content = _own(visit, uid), list_of(uid)
    if content is None:
        return redirect("psm:unduhan", uid)
    return download(content, wish.filename)


def _own(visit: Visit, uid: UUID) -> Wish:
    """A list belongs to whoever asked for it, at the office for which she asked."""
    wish = wish_of(uid)
    if wish is None or wish.actor.user_id != visit.actor.user_id or wish.actor.path != visit.actor.path:
        raise NotVisible
    return wish
