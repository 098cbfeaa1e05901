"""From typed text to the tree of a question."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query.nodes import AllOf, AnyOf, Code, Node, Not, Phrase, Prefix, Word
from archive.search.query.parse import LONGEST, parse
from config.errors import UsageError


def w(exact: str, folded: str | None = None) -> Word:
    return Word(exact, folded or exact)


DON, DE, NGHI = w("đơn", "don"), w("đề", "de"), w("nghị", "nghi")
A, B, C = w("a"), w("b"), w("c")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("đơn", DON),
        ("Đơn ĐỀ nghị", AllOf((DON, DE, NGHI))),
        ('"đề nghị" đơn', AllOf((Phrase((DE, NGHI)), DON))),
        ("“đề nghị”", Phrase((DE, NGHI))),
        ('"đề"', DE),
        ("a AND b", AllOf((A, B))),
        ("a b OR c", AnyOf((AllOf((A, B)), C))),
        ("a (b OR c)", AllOf((A, AnyOf((B, C))))),
        ("a NOT b", AllOf((A, Not(B)))),
        ("a AND NOT (b OR c)", AllOf((A, Not(AnyOf((B, C)))))),
        ("nghi*", Prefix(w("nghi"))),
        ("đề-nghị", Phrase((DE, NGHI))),
        ("hòa", w("hoà", "hoa")),
        ("đơn, đề.", AllOf((DON, DE))),
        ("a và b", AllOf((A, w("và", "va"), B))),
    ],
)
def test_language(typed: str, tree: Node) -> None:
    assert parse(typed) == tree


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("H26.12-260804-0583", "h26.12-260804-0583", ("h26", "12", "260804", "0583")),
        ("(H26.12-260804-0583)", "h26.12-260804-0583", ("h26", "12", "260804", "0583")),
        ("123/QĐ-UBND,", "123/qd-ubnd", ("123", "qd", "ubnd")),
        ("0583", "0583", ("0583",)),
        ("H26.12-26*", "h26.12-26", ()),
    ],
)
def test_codes(typed: str, code: str, words: tuple[str, ...]) -> None:
    read = parse(typed)
    assert isinstance(read, Code)
    assert (read.text, tuple(word.folded for word in read.words)) == (code, words)


def test_a_small_number_is_no_beginning_of_a_code() -> None:
    assert parse("12") == w("12")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ('"đề nghị', Phrase((DE, NGHI))),
        ("((a b", AllOf((A, B))),
        ("a) b", AllOf((A, B))),
        ("a (b OR c", AllOf((A, AnyOf((B, C))))),
        ("()a()", A),
        ('a ""', A),
    ],
)
def test_what_is_left_open_is_closed(typed: str, tree: Node) -> None:
    assert parse(typed) == tree


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("AND a", AllOf((w("and"), A))),
        ("a OR", AllOf((A, w("or")))),
        ("a NOT", AllOf((A, w("not")))),
        ("a AND OR b", AnyOf((AllOf((A, w("and"))), B))),
        ("OR", w("or")),
        ("(OR a)", AllOf((w("or"), A))),
        ("a or b", AllOf((A, w("or"), B))),
    ],
)
def test_operators_at_odd_places_are_words(typed: str, tree: Node) -> None:
    assert parse(typed) == tree


@pytest.mark.parametrize("typed", ["", "   ", "()", '""', "*", "- / ...", "NOT a", "NOT (a b)", "a OR NOT b"])
def test_a_question_for_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        parse(typed)


def test_a_question_may_be_long_but_not_endless() -> None:
    assert isinstance(parse(" ".join("a" * LONGEST)), AllOf)
    for endless in (" ".join("a" * (LONGEST + 1)), "(" * 5000 + "a"):
        with pytest.raises(UsageError):
            parse(endless)


@given(st.lists(st.sampled_from(["a", "đề", "AND", "OR", "NOT", "(", ")", '"', "0583", "x*", "1/b"]), max_size=12))
def test_nothing_typed_is_an_error_of_grammar(pieces: list[str]) -> None:
    try:
        parse(" ".join(pieces))
    except UsageError as error:
        assert "NOT" in error.sentence("en") or "at least one word" in error.sentence("en")


@given(st.text(alphabet="đĐềễàóòỏợrươỳaeoy nh", min_size=1, max_size=30))
def test_decomposed_text_asks_the_same(text: str) -> None:
    def outcome(typed: str) -> object:
        try:
            return parse(typed)
        except UsageError:
            return None

    assert outcome(unicodedata.normalize("NFD", text)) == outcome(unicodedata.normalize("NFC", text))
