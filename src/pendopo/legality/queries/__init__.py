"""All reads of papers and verdicts. Rows leave through `access.visible`."""

from pendopo.legality.queries.paging import Page
from pendopo.legality.queries.psm import (
    PsmExported,
    PsmFilters,
    PsmLine,
    PsmPage,
    days_left,
    look_on,
    psm_export,
    psm_list,
    psm_total,
    why_of,
)
from pendopo.legality.queries.sk import SkFilters, SkLine, SkSheet, one_sk, scan_of, sk_list, sk_sheet
from pendopo.legality.queries.verdicts import PaperLine, Verdict, standing_in, standing_of, verdicts_of

__all__ = [
    "Page",
    "PaperLine",
    "PsmExported",
    "PsmFilters",
    "PsmLine",
    "PsmPage",
    "SkFilters",
    "SkLine",
    "SkSheet",
    "Verdict",
    "days_left",
    "look_on",
    "one_sk",
    "psm_export",
    "psm_list",
    "psm_total",
    "scan_of",
    "sk_list",
    "sk_sheet",
    "standing_in",
    "standing_of",
    "verdicts_of",
    "why_of",
]
