"""What people ask, a thousand times over: every question is drawn from a page that answers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.corpus.noise import misread
from benchmarks.corpus.pages import GeneratedPage, Outline, generate_dossier
from ocr.text.fold import canon, fold


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as it is typed here and there."""

    kind: str
    text: str
    """As a person types it."""
    match: str | None
    """The same for FTS5; None: it has no way to ask that."""
    page: int
    """One that answers it."""
    case: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None


def draw_questions(seed: int, outlines: Sequence[Outline], count: int) -> list[Question]:
    """So many questions about the dossiers of ``outlines``, generated with the same ``seed``; kinds as `_SHARES`."""
    random = Random(f"{seed}/questions")
    makers = random.choices(list(_SHARES), weights=list(_SHARES.values()), k=count)
    return [make(random, _page_for(make, random, seed, outlines)) for make in makers]


def words(random: Random, page: GeneratedPage) -> Question:
    """Two or three words that stand side by side."""
    run = _run(random, page, 2, 3)
    return Question("words", " ".join(run), _every("exact", map(canon, run)), page.number)


def unaccented(random: Random, page: GeneratedPage) -> Question:
    """The same without any marks."""
    run = [fold(word) for word in _run(random, page, 2, 3)]
    return Question("unaccented", " ".join(run), _every("folded", run), page.number)


def phrase(random: Random, page: GeneratedPage) -> Question:
    """Three or four words in quotes."""
    text = " ".join(_run(random, page, 3, 4))
    return Question("phrase", f'"{text}"', f'exact : "{canon(text)}"', page.number)


def name(random: Random, page: GeneratedPage) -> Question:
    """A person, half of the time without marks."""
    if random.random() < 0.5:
        return Question("name", page.person, _every("exact", canon(page.person).split()), page.number)
    return Question("name", _bare(page.person), _every("folded", fold(page.person).split()), page.number)


def code(random: Random, page: GeneratedPage) -> Question:
    """A dossier code or its serial, or the number of a document; ``page`` is the first of its dossier."""
    asked = [page.symbol] if page.case is None else [page.symbol, page.case, page.case.rpartition("-")[2]]
    chosen = asked[int(random.random() * len(asked))]
    parts = fold(chosen).replace("/", " ").replace("-", " ").replace(".", " ")
    return Question("code", chosen, f'folded : "{parts}"', page.number)


def filtered(random: Random, page: GeneratedPage) -> Question:
    """Words of one case, of one kind of paper, or of a month."""
    plain = words(random, page)
    kind = random.random()
    if kind < 0.34 and page.case:
        return Question("filtered", plain.text, plain.match, page.number, case=page.case)
    if kind < 0.67:
        return Question("filtered", plain.text, plain.match, page.number, type=page.type)
    since, until = page.day.replace(day=1), page.day.replace(day=28)
    return Question("filtered", plain.text, plain.match, page.number, since=since, until=max(until, page.day))


def misspelt(random: Random, page: GeneratedPage) -> Question:
    """A name in which one word is wrong."""
    run = page.person.split()
    place = int(random.random() * len(run))
    wrong = misread(run[place], random)
    return Question("misspelt", " ".join([*run[:place], wrong, *run[place + 1 :]]), None, page.number)


def boolean(random: Random, page: GeneratedPage) -> Question:
    """One of two, and a third, and not a fourth."""
    first, second, third = (_run(random, page, 1, 1)[0] for _ in range(3))
    absent = "doanh" if "doanh" not in canon(page.text) else "zalo"
    text = f"({first} OR {second}) AND {third} NOT {absent}"
    match = f'exact : ((("{canon(first)}" OR "{canon(second)}") AND "{canon(third)}") NOT "{absent}")'
    return Question("boolean", text, match, page.number)


Maker = Callable[[Random, GeneratedPage], Question]
_SHARES: dict[Maker, int] = {
    words: 25,
    unaccented: 20,
    phrase: 13,
    name: 12,
    code: 10,
    filtered: 10,
    misspelt: 5,
    boolean: 5,
}
"""Of a hundred questions."""


def _page_for(make: Maker, random: Random, seed: int, outlines: Sequence[Outline]) -> GeneratedPage:
    """Any page; for questions about codes the first of any dossier, which bears its code."""
    pages = list(generate_dossier(seed, outlines[int(random.random() * len(outlines))]))
    return pages[0 if make is code else int(random.random() * len(pages))]


def _run(random: Random, page: GeneratedPage, least: int, most: int) -> list[str]:
    """Words of letters that stand side by side in one line of what was read."""
    wanted = least + int(random.random() * (most - least + 1))
    while True:
        lines = page.text.split("\n")
        line = lines[int(random.random() * len(lines))].split()
        start = int(random.random() * max(1, len(line) - wanted + 1))
        run = [word.strip(".,;:") for word in line[start : start + wanted]]
        if len(run) == wanted and all(word.isalpha() and not word.isupper() for word in run):
            return run


def _every(column: str, terms: Sequence[str] | map[str]) -> str:
    return f"{column} : (" + " AND ".join(f'"{term}"' for term in terms) + ")"


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(ch for ch in apart if not unicodedata.combining(ch))
