"""A reading whose results a test decides, and the types of the fixtures that go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from archive.difference import Difference, word_difference
from archive.readings import pack, unread
from archive.store import ObjectStore
from archive.work.orders import Order, ReadAgainOrder, ReadOrder, ReadResult, Result
from ocr.page import Box, Line, PageState, Word
from tests.doubles import INFO, OneRunner, PlainWork, ScriptedRunner

Give = Callable[..., int]
"""Takes files in as one batch, their names their content; gives the id of the batch."""
WorkOff = Callable[[], None]
"""Does everything that is queued."""


class Pipeline:
    """Reads the name of each file as its text, or what a test says instead."""

    def __init__(self, objects: ObjectStore, dossiers: ObjectStore) -> None:
        self._objects = objects
        self._plain = PlainWork(objects, dossiers)
        self.version = "1"
        self.says: dict[str, str | Result] = {}
        """By the bytes of a page."""
        self.before: Callable[[Order], object] = lambda order: None
        """Is called with every order before it is carried out."""
        self.orders: list[Order] = []

    def __call__(self, order: Order) -> Result:
        self.before(order)
        self.orders.append(order)
        if isinstance(order, ReadAgainOrder):
            result = self._read(order.read)
            return self._compared(order, result) if isinstance(result, ReadResult) else result
        return self._read(order) if isinstance(order, ReadOrder) else self._plain(order)

    @property
    def read(self) -> list[str]:
        """What was read, live or again, in this order."""
        return [name for order in self.orders if (name := self.name(order))]

    def name(self, order: Order) -> str | None:
        """The name of the page that an order is to read; ``again`` stands before it where it had been read."""
        match order:
            case ReadOrder():
                return self._content(order)
            case ReadAgainOrder():
                return "again " + self._content(order.read)
        return None

    def _content(self, order: ReadOrder) -> str:
        return self._objects.read(order.image_sha256).decode()

    def _read(self, order: ReadOrder) -> Result:
        content = self._content(order)
        text = self.says.get(content, content)
        if not isinstance(text, str):
            return text
        state = PageState.OK if text else PageState.BLANK
        lines = (Line(tuple(Word(word, Box(0.1, 0.1, 0.2, 0.1), 0.9) for word in text.split())),) if text else ()
        reading = replace(unread(INFO, state), lines=lines, pipeline=self.version)
        sha256 = self._objects.put(pack(reading))
        return ReadResult(sha256, state, 0, None, False, False, None, (), "double", self.version)

    def _compared(self, order: ReadAgainOrder, result: ReadResult) -> ReadResult:
        name = self._content(order.read)
        new = self.says.get(name, name)
        assert isinstance(new, str)
        change = word_difference(name, new) if order.before else 1.0
        return replace(result, difference=Difference(change, change == 0))


class ReadingRunners(OneRunner):
    """In the place of `archive.work.runners.HomeRunners`: one page at a time, in this process."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__(ScriptedRunner(pipeline, window=1))

    def close(self) -> None:
        pass

    def __enter__(self) -> ReadingRunners:
        return self

    def __exit__(self, *_: object) -> None:
        pass
