"""Names as people type them: words in any order, beginnings of words, and slips of the finger.

The words typed are sought as beginnings of words. Where that finds nobody, each word is replaced by the
words that occur in names and are a slip or two away.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from pendopo.roster.models import NameWord
from pendopo.shared.names import name_key
from pendopo.shared.text import edits, key

MOST_WORDS, MOST_NEAR = 6, 8


def words_of(text: str) -> list[str]:
    """Words to look for, without titles; lone initials only where nothing else was typed."""
    words = (name_key(text[:120]) or key(text[:120])).split()[:MOST_WORDS]
    return [w for w in words if len(w) > 1] or words[:1]


def occur(words: list[str]) -> bool:
    """Does each word begin some word of a name? Where one does not, nobody is found as typed.

    Asked first, because the planner cannot tell: it would walk all names in order looking for one.
    """
    begins = "EXISTS (SELECT FROM roster_nameword WHERE word >= %s AND word < %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {' AND '.join([begins] * len(words))}",
            [bound for word in words for bound in (word, word + "~")],
        )
        return bool(cursor.fetchone()[0])


def as_typed(words: list[str]) -> SearchQuery:
    return _query([[f"{word}:*"] for word in words])


@dataclass(frozen=True, slots=True)
class Meant:
    """The query with near words, the words it brought in, and those that stand for the first word."""

    query: SearchQuery
    brought: tuple[str, ...]
    heads: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...] = ()
    """For each word typed, the words it may stand for."""


Typed = tuple[str, ...]


def with_words(rows: QuerySet[Any], sought: "Typed | Meant") -> QuerySet[Any]:
    """The same rows as the query finds, asked of the name itself: an index that holds it answers alone.

    Worth it inside a range of names; it reads every name there.
    """
    if isinstance(sought, Meant):
        words = Func(
            F("name_key"), Value(" "), function="string_to_array", output_field=ArrayField(TextField())
        )
        named = rows.alias(name_words=words)
        for choice in sought.choices:
            named = named.filter(name_words__overlap=list(choice))
        return named
    padded = rows.alias(padded=Concat(Value(" "), F("name_key")))
    for word in sought:
        padded = padded.filter(padded__contains=f" {word}")
    return padded


def as_meant(words: list[str]) -> Meant | None:
    """What was meant, slips aside; None where nothing is near."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', '0.25', false)")
    choices = [_near(word) for word in words]
    if not all(choices):
        return None
    brought = [near for word, found in zip(words, choices, strict=True) for near in found if near != word]
    return Meant(
        _query(choices), tuple(dict.fromkeys(brought)), tuple(choices[0]), tuple(tuple(c) for c in choices)
    )


def _query(choices: list[list[str]]) -> SearchQuery:
    return SearchQuery(" & ".join(f"({' | '.join(c)})" for c in choices), search_type="raw", config="simple")


def _near(word: str) -> list[str]:
    slips = 1 if len(word) < 6 else 2
    near = NameWord.objects.extra(where=["word %% %s"], params=[word]).values_list("word", flat=True)
    ranked = sorted((edits(word, other), other) for other in near[:400])
    return [other for distance, other in ranked if distance <= slips][:MOST_NEAR]
