"""What is lost if nobody looks goes before what only waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.web.clerk.troubles import Kind, Trouble, ranked

NOW = datetime(2026, 8, 4, 8, tzinfo=UTC)


def trouble(kind: Kind, subject: str = "a", since: int = 0, due: int | None = None) -> Trouble:
    day = timedelta(days=1)
    return Trouble(kind, NOW + since * day, "quay-1", subject, "", "", due=None if due is None else NOW + due * day)


def test_a_refused_file_goes_before_all_else() -> None:
    found = [trouble(kind) for kind in reversed(Kind)]
    assert [each.kind for each in ranked(found)] == sorted(Kind)
    assert ranked(found)[0].kind is Kind.REFUSED_FILE


def test_among_the_same_what_is_due_first_goes_first_and_what_is_never_due_last() -> None:
    found = [
        trouble(Kind.MISSING_PAPER, "never", since=-9),
        trouble(Kind.MISSING_PAPER, "late", due=5),
        trouble(Kind.MISSING_PAPER, "soon", due=1),
    ]
    assert [each.subject for each in ranked(found)] == ["soon", "late", "never"]


def test_what_came_first_goes_first() -> None:
    found = [trouble(Kind.UNLINKED, "new", since=0), trouble(Kind.UNLINKED, "old", since=-3)]
    assert [each.subject for each in ranked(found)] == ["old", "new"]


@given(
    st.lists(st.tuples(st.sampled_from(Kind), st.text(max_size=3), st.integers(-5, 5), st.none() | st.integers(-5, 5)))
)
def test_the_order_does_not_depend_on_the_order_in_which_things_were_found(
    rows: list[tuple[Kind, str, int, int | None]],
) -> None:
    found = [trouble(*row) for row in rows]
    assert ranked(found) == ranked(reversed(found))
