"""Files that a program or a browser sends: kept under their names for as long as it takes to take them in."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from archive.export import safe_name
from archive.store import ObjectStore
from config.errors import InvalidRequest

MOST_FILES = 500
"""Of one upload: a stack of the largest feeders, a page a file."""
MOST_BYTES = 256_000_000
"""Of one upload: 500 pages of 300 dpi as scanners send them."""


@asynccontextmanager
async def uploaded(request: Request) -> AsyncIterator[tuple[list[UploadFile], FormData]]:
    """The files of a form, in order, and the form. Raises `InvalidRequest`, and what reading the body raises."""
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        if not files:
            raise InvalidRequest(vi="cần ít nhất một tệp files", en="at least one file is needed: files")
        yield files, form


def said(form: FormData, name: str) -> str | None:
    """The text of a field; None where there is none. Raises `InvalidRequest` for what is no line of text."""
    value = form.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise InvalidRequest(vi=f"{name} phải là một dòng chữ", en=f"{name} must be a line of text")
    return value.strip() or None


@contextmanager
def laid_down(objects: ObjectStore, files: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """The files as files of this process, each in a folder of its own: two may have one name.

    Where the process dies meanwhile, the next one that opens the archive clears them away (`archive.scratch`).
    Raises `StorageFull`, of which `HomeAway` is one.
    """
    with objects.incoming() as folder:
        folder.mkdir()
        try:
            yield [_laid_down(folder / str(number), file) for number, file in enumerate(files)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _laid_down(folder: Path, file: UploadFile) -> Path:
    folder.mkdir()
    path = folder / safe_name(file.filename or "")
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    return path
