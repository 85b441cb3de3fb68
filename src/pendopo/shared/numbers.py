"""Indonesian numbers: `1.234.567`, `71 %`, `Rp1.250.000`. Pure text, no locale of the machine."""

NO_BREAK = "\u00a0"
_SWAPPED = str.maketrans(",.", ".,")


def format_number(value: int | float, digits: int = 0) -> str:
    """1234567 -> '1.234.567'; 1234.5 with one digit -> '1.234,5'."""
    text = f"{value:,.{digits}f}"
    return text.translate(_SWAPPED)


def format_percent(part: float, whole: float = 1, digits: int = 0) -> str:
    """Share as '71 %'. Nothing out of nothing is a dash, for there is no share to speak of.

    A share that is neither none nor all never shows as '0 %' or '100 %': one missing person stays visible.
    """
    if not whole:
        return "–"
    share = 100 * part / whole
    step: float = 10**-digits
    rounded = round(share, digits)
    if rounded <= 0 < share:
        return f"<{NO_BREAK}{format_number(step, digits)}{NO_BREAK}%"
    if share < 100 <= rounded:
        rounded = 100 - step
    return f"{format_number(rounded, digits)}{NO_BREAK}%"


def format_rupiah(amount: int) -> str:
    return f"Rp{format_number(amount)}"
