"""Every sentence has its Vietnamese, and the same variable parts in both languages."""

from collections.abc import Iterator
from functools import cache
from os import PathLike
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from config import messages
from config.messages import LOCALE_FOLDER, _, catalogue, current_language, n_, use_language

ROOT = Path(__file__).parents[3]
PACKAGES = ("config", "ocr", "archive", "scanner_agent")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = current_language()
    yield
    use_language(before)


@cache
def extracted() -> set[str | tuple[str, ...]]:
    """The sentences marked in the code, as the Makefile's target `messages` finds them."""
    with (LOCALE_FOLDER / "sources.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, keywords={"_": None, "n_": (1, 2)}, directory_filter=_is_package)
    return {message[2] for message in found}


def _is_package(folder: str | PathLike[str]) -> bool:
    return Path(folder).relative_to(ROOT).parts[0] in PACKAGES


@cache
def vietnamese() -> Catalog:
    with (LOCALE_FOLDER / "vi" / "LC_MESSAGES" / "sohoa.po").open("rb") as file:
        return read_po(file, locale="vi")


def names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_every_sentence_in_the_code_is_in_the_catalogue() -> None:
    missing = [message for message in extracted() if message not in vietnamese()]
    assert missing == [], "run `make messages` and translate what it added"


def test_every_entry_is_translated_and_certain() -> None:
    entries = [message for message in vietnamese() if message.id]
    untranslated = [message.id for message in entries if not all(message.string or [""]) or message.fuzzy]
    assert untranslated == []


def test_no_entry_is_left_of_a_sentence_that_is_gone() -> None:
    marked = extracted()
    assert [message.id for message in vietnamese() if message.id and message.id not in marked] == []


def test_variable_parts_agree() -> None:
    for message in vietnamese():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        for string in strings if message.id else ():
            assert names(string) == names(ids[-1]), message.id


def test_english_is_what_the_code_says() -> None:
    use_language("en")
    assert _("A sentence that nobody translates.") == "A sentence that nobody translates."
    assert [n_("one", "many", count) for count in (0, 1, 2)] == ["many", "one", "many"]


def test_vietnamese_comes_from_the_catalogue_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "sohoa.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "ready"\nmsgstr "sẵn sàng"\n\n'
        'msgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "{n} trang"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(messages, "LOCALE_FOLDER", tmp_path)
    catalogue.cache_clear()
    try:
        use_language("vi")
        assert _("ready") == "sẵn sàng"
        assert [n_("{n} page", "{n} pages", n).format(n=n) for n in (1, 2)] == ["1 trang", "2 trang"]
    finally:
        catalogue.cache_clear()
