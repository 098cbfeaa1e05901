"""Flags follow from stored measures, the neighbours in the batch and the settings of the moment, and refuse nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive.archive import Archive
from archive.dossiers.describe import details, find, needs_person, summary
from archive.intake import take_in
from archive.models import Dossier
from archive.quality import advice
from archive.readings import pack
from archive.work.engine import Engine
from archive.work.orders import Order, ReadOrder, ReadResult, Result
from config.messages import use_language
from config.settings import QualitySettings
from ocr.page import Box, Line, PageState, Word
from ocr.quality.values import PageMeasures
from tests.doubles import INFO, OneRunner, PlainWork, ScriptedRunner
from tests.unit.ocr.test_page import reading

A4 = PageMeasures(dpi=300, width=210, height=297, paper=245, contrast=220, rise=0.36, letters=200)
SHEETS = {
    "1": ("đơn đề nghị cấp giấy phép bán buôn rượu của công ty hoa sim", A4),
    "2": ("đơn đề nghị cấp giấy phép bán buôn rượu của công ty hoa sim", A4),
    "3": ("bản cam kết bảo đảm an toàn thực phẩm trong kinh doanh xăng dầu", replace(A4, rise=0.6)),
    "4": ("hợp đồng cung cấp hàng hóa số mười hai năm nay giữa hai bên", replace(A4, height=390)),
}


class Reading(PlainWork):
    """Reads on each file what `SHEETS` says."""

    def __call__(self, order: Order) -> Result:
        if not isinstance(order, ReadOrder):
            return super().__call__(order)
        text, measures = SHEETS[self._objects.read(order.image_sha256).decode()[0]]
        words = tuple(Word(word, Box(0.05 * n, 0.1, 0.04, 0.02), 0.95) for n, word in enumerate(text.split()))
        read = replace(reading(PageState.OK, Line(words)), measures=measures)
        sha256 = self._objects.put(pack(read))
        return ReadResult(
            sha256, PageState.OK, 0, None, False, False, 0.9, (), "double", "1", measures=measures.to_dict()
        )


def scanned(archive: Archive, folder: Path) -> str:
    paths = [folder / name for name in SHEETS]
    for path in paths:
        path.write_bytes(f"{path.name} {INFO.width}".encode())
    take_in(archive.ledger, archive.objects, paths, "desk", "H26.12-260804-0583")
    list(Engine(archive.ledger, OneRunner(ScriptedRunner(Reading(archive.objects, archive.dossiers)))).run())
    with archive.ledger.read() as session:
        return session.query(Dossier).one().id


def flags(archive: Archive, dossier: str, limits: QualitySettings) -> list[list[str]]:
    with archive.ledger.read() as session:
        shown = details(find(session, dossier), archive.objects, archive.dossiers, limits)
    return [page["flags"] for page in shown["pages"]]


def test_pages_are_flagged_by_themselves_and_by_their_neighbours(archive: Archive, tmp_path: Path) -> None:
    dossier = scanned(archive, tmp_path)
    assert flags(archive, dossier, QualitySettings()) == [[], ["near_duplicate"], ["blurred"], ["odd_size"]]


def test_another_threshold_holds_at_once(archive: Archive, tmp_path: Path) -> None:
    dossier = scanned(archive, tmp_path)
    lenient = QualitySettings(rise=0.7, odd_size=0.5, same_words=0.0)
    assert flags(archive, dossier, lenient) == [[], ["near_duplicate"], [], []]


def test_a_flag_hides_and_refuses_nothing(archive: Archive, tmp_path: Path) -> None:
    dossier = scanned(archive, tmp_path)
    with archive.ledger.read() as session:
        row = find(session, dossier)
        told = summary(row, archive.objects, archive.dossiers, archive.settings.quality)
        assert [each["page"] for each in told["flagged"]] == [2, 3, 4]
        assert all(page.shown for page in row.pages) and not needs_person(row)


def test_a_flag_says_what_to_do_in_both_languages() -> None:
    use_language("vi")
    assert advice(["rendered", "blurred"], 4) == ["Trang 4 mờ: lau kính, đặt giấy thật phẳng rồi quét lại."]
    use_language("en")
    try:
        assert advice(["blurred"], 4) == ["Page 4 is blurred: wipe the glass, lay the paper flat and scan it again."]
    finally:
        use_language("vi")
