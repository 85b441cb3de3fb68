"""Names of people: titles apart, capitals as typed, and a key for finding the same name again."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pendopo.shared.text import RECENT, clean, key

# Titles before the name, without dots and case. Some count only when written with a dot: "T." is Teuku,
# "R." Raden, but a bare letter may be an initial.
_FRONT = frozenset(
    "drs dra dr drg drh ir prof h hj hajah kh nyai dt ust ustad ustadz ustadzah gus tgk tn ny nn sdr sdri bpk "
    "rr ra rm rmt rng krt kph gkr brigjen kol letkol serka aiptu".split()
)
_FRONT_DOTTED = frozenset("t r tb kyai ki nyi pdt".split())
_BACK = frozenset(
    "se sh st ss sp skm sip sag spd spdi spdsd ssos sosi ssosi skom sikom sst"
    " sstp skep skeb skg ssi spsi spt shut shi "
    "sei sthi amd amdkep amdkeb amdkom ama amapd apd ba bsc ma mm mh mt mp msi mpd mpdi msos "
    "mag mkes mkom mhum mmpd mak "
    "mba msc mip map mikom mpsi mfarm sfarm apt ners ns lc phd dip dipl sthum shum skel sak sab san sptk".split()
)
_ACADEMIC = re.compile(
    r"(?:[SMAD]|Ph|Dipl|B)\.\s?[A-Z][A-Za-z]{0,6}\.?(?:\s?[A-Z][A-Za-z]{0,4}\.?)?", re.IGNORECASE
)
_WORD_NO_DOTS = re.compile(r"[.\s]")


@dataclass(frozen=True, slots=True)
class Name:
    front: str = ""
    name: str = ""
    back: str = ""

    def __str__(self) -> str:
        whole = f"{self.front} {self.name}".strip()
        return f"{whole}, {self.back}" if self.back else whole


@lru_cache(maxsize=RECENT)
def split_name(text: str) -> Name:
    """Split "HJ. RINI SIHOMBING, A.MD." → front "HJ.", name "RINI SIHOMBING", back "A.MD."; never an empty name."""
    whole = clean(text).strip(" ,;")
    body, *tail = [p.strip() for p in whole.split(",")]
    back: list[str] = []
    while tail and _is_back(tail[-1]):
        back.insert(0, tail.pop())
    words = ", ".join([body, *filter(None, tail)]).split()
    front = []
    while len(words) > 1 and _is_front(words[0]):
        front.extend(_pieces(words, 0))
    while len(words) > 2 and _is_loose_back(words[-1]):
        back.insert(0, words.pop())
    return Name(" ".join(front), " ".join(words), ", ".join(filter(None, back)))


def name_key(text: str) -> str:
    """Searchable name without titles, accents, case, punctuation and double spaces."""
    parts = split_name(text)
    return key(parts.name) or key(text)


def _pieces(words: list[str], at: int) -> list[str]:
    """Take one title word; "H.Sabri" glues title and name, so only the title leaves."""
    word = words.pop(at)
    if m := re.fullmatch(r"((?:Hj?|Drs|Dra|Ir|Dr)\.)(\w.+)", word, re.IGNORECASE):
        words.insert(at, m[2])
        return [m[1]]
    return [word]


def _is_front(word: str) -> bool:
    if re.fullmatch(r"(?:Hj?|Drs|Dra|Ir)\.\w{3,}", word, re.IGNORECASE):
        return True
    bare = _WORD_NO_DOTS.sub("", word).casefold()
    return bare in _FRONT or (bare in _FRONT_DOTTED and word.endswith("."))


def _is_back(part: str) -> bool:
    bare = _WORD_NO_DOTS.sub("", part).casefold()
    return not bare or bare in _BACK or bool(_ACADEMIC.fullmatch(part)) or _is_front(part)


def _is_loose_back(word: str) -> bool:
    """A degree without a comma: dots inside ("S.Pd"), or a known one in capitals ("SE")."""
    bare = _WORD_NO_DOTS.sub("", word).casefold()
    if bare not in _BACK:
        return False
    return "." in word.strip(".") or word.isupper()
