"""What may be shown of a number that identifies a person (docs: at most the last two digits of a NIK)."""

DOT = "•"


def mask_nik(digits: str) -> str:
    """`•••• •••• •••• ••12`; a number of another length keeps its length, groups of four."""
    if not digits:
        return ""
    shown = digits[-2:] if len(digits) > 4 else ""
    hidden = DOT * (len(digits) - len(shown)) + shown
    return " ".join(hidden[i : i + 4] for i in range(0, len(hidden), 4))


def mask_phone(number: str) -> str:
    """`•••••••••319`: the last three digits, enough to tell two phones of one person apart."""
    return DOT * (len(number) - 3) + number[-3:] if len(number) > 6 else DOT * len(number)
