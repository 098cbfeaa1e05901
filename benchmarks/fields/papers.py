"""Invented papers with the heads that a desk sees, each with what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.corpus import forms, inventions
from config.codes.business_number import business_check_digit
from ocr.fields import FieldName
from scanner_agent.demo.paper import Paper

PROVINCES = (
    ("TỈNH", "Quảng Ngãi"), ("TỈNH", "Lâm Đồng"), ("TỈNH", "Hưng Yên"), ("TỈNH", "Phú Thọ"), ("TỈNH", "Đồng Nai"),
    ("TỈNH", "Thanh Hóa"), ("TỈNH", "Đắk Lắk"), ("THÀNH PHỐ", "Hà Nội"), ("THÀNH PHỐ", "Hải Phòng"),
    ("THÀNH PHỐ", "Đà Nẵng"),
)  # fmt: skip
DEPARTMENTS = (("SỞ CÔNG THƯƠNG", "SCT"), ("SỞ TÀI CHÍNH", "STC"), ("SỞ XÂY DỰNG", "SXD"), ("SỞ TƯ PHÁP", "STP"))
UNITS = ("QLTM", "QLNL", "VP", "KHTC", "TTr")
ABOUT = tuple(forms.PROCEDURES.values())

Truth = dict[FieldName, str]
Say = Callable[[Paper, Random], Truth]


@dataclass(frozen=True, slots=True)
class Head:
    """Who writes, under whom, and where."""

    parent: str
    issuer: tuple[str, ...]
    letters: str
    place: str


def agency(random: Random) -> Head:
    """A department under its province, or the province's committee itself."""
    kind, name = PROVINCES[int(random.random() * len(PROVINCES))]
    if random.random() < 0.3:
        return Head("", ("ỦY BAN NHÂN DÂN", f"{kind} {name.upper()}"), "UBND", name)
    issuer, letters = DEPARTMENTS[int(random.random() * len(DEPARTMENTS))]
    short = random.choice(("UBND", "ỦY BAN NHÂN DÂN"))
    return Head(f"{short} {kind} {name.upper()}", (issuer,), letters, name)


def firm(random: Random) -> tuple[Head, str]:
    """A business as its papers are headed, and its name as it is written in a sentence."""
    name = inventions.firm(random)
    words = name.upper().split()
    proper = next((at for at in range(len(words) - 1, -1, -1) if name.split()[at].islower()), len(words) - 3) + 1
    proper = max(proper, len(words) - 3)
    letters = "".join(_initial(word) for word in words[proper:])
    rows = (" ".join(words[:proper]), " ".join(words[proper:]))
    return Head("", rows, letters, PROVINCES[int(random.random() * len(PROVINCES))][1]), name


def _initial(word: str) -> str:
    return {"Á": "A", "Ă": "A", "Â": "A", "Ê": "E", "Ô": "O", "Ơ": "O", "Ư": "U"}.get(word[0], word[0])


def business_number(random: Random) -> str:
    """Ten digits, the last of them right."""
    while True:
        nine = "0" + inventions.digits(random, 8)
        check = business_check_digit(nine)
        if check is not None:
            return f"{nine}{check}"


def _head(paper: Paper, head: Head, random: Random, kind: str | None) -> Truth:
    number = int(random.random() ** 2 * 3999) + 1
    figures = f"{number:02d}"
    notation = f"{kind}-{head.letters}" if kind else f"{head.letters}-{random.choice(UNITS)}"
    day, month, year = int(random.random() * 28) + 1, int(random.random() * 12) + 1, 2018 + int(random.random() * 9)
    printed = f"{month:02d}" if month < 3 or random.random() < 0.5 else str(month)
    rows = (head.parent, *head.issuer) if head.parent else head.issuer
    paper.head(rows, f"Số: {figures}/{notation}", f"{head.place}, ngày {day:02d} tháng {printed} năm {year}")
    truth = {
        FieldName.ISSUER: " ".join(head.issuer),
        FieldName.NUMBER: figures,
        FieldName.NOTATION: notation,
        FieldName.DATE: f"{year}-{month:02d}-{day:02d}",
        FieldName.PLACE: head.place,
    }
    return truth | ({FieldName.PARENT: head.parent} if head.parent else {})


def _body(paper: Paper, random: Random, paragraphs: int = 4) -> None:
    """Running text full of other papers' numbers and dates."""
    for _ in range(paragraphs):
        law = f"{int(random.random() * 180) + 1}/{2010 + int(random.random() * 16)}/NĐ-CP"
        paper.paragraph(
            f"Căn cứ Nghị định số {law} ngày {int(random.random() * 28) + 1} tháng {int(random.random() * 12) + 1} năm "
            f"2018 của Chính phủ; xét đề nghị của {inventions.firm(random)} tại văn bản số {inventions.symbol(random)} "
            f"ngày {inventions.calendar_day(random)} về việc {random.choice(ABOUT)} theo Mẫu số 02;"
        )


def _sign(paper: Paper, random: Random, *role: str) -> Truth:
    name = inventions.person(random)
    paper.signature(role, name, recipients=("Nơi nhận:", "- Như trên;", "- Lưu: VT, QLTM."))
    return {FieldName.ROLE: " ".join(role), FieldName.SIGNER: name}


def named_paper(kind: str, title: str, *role: str) -> Say:
    """A paper of a named kind of an agency."""

    def say(paper: Paper, random: Random) -> Truth:
        truth = _head(paper, agency(random), random, kind)
        about = f"Về việc {random.choice(ABOUT)}"
        paper.title(title, about)
        _body(paper, random)
        return truth | {FieldName.KIND: title, FieldName.ABSTRACT: about} | _sign(paper, random, *role)

    return say


def letter(paper: Paper, random: Random) -> Truth:
    """An official letter."""
    truth = _head(paper, agency(random), random, None)
    paper.centred("Kính gửi: Sở Tài chính")
    _body(paper, random)
    return truth | _sign(paper, random, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def _asks(paper: Paper, random: Random, name: str) -> Truth:
    number = business_number(random)
    paper.centred("Kính gửi: Sở Công Thương")
    label = random.choice(("Tên doanh nghiệp", "Tên thương nhân", "1. Tên thương nhân"))
    paper.paragraph(f"{label}: {name}")
    paper.paragraph(f"Mã số doanh nghiệp: {number} do Phòng Đăng ký kinh doanh cấp")
    return {FieldName.APPLICANT: name, FieldName.BUSINESS_NUMBER: number}


def application(paper: Paper, random: Random) -> Truth:
    """What a business asks for, under its own head."""
    head, name = firm(random)
    truth = _head(paper, head, random, random.choice(("ĐN", "TB", "ĐĐN")))
    about = random.choice(ABOUT).capitalize()
    paper.title("ĐƠN ĐỀ NGHỊ", about)
    truth |= {FieldName.KIND: "ĐƠN ĐỀ NGHỊ", FieldName.ABSTRACT: about} | _asks(paper, random, name)
    _body(paper, random, 2)
    return truth | _sign(paper, random, random.choice(("GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHỦ DOANH NGHIỆP")))


def plain_application(paper: Paper, random: Random) -> Truth:
    """On a form: no head, the date over the signature, an identity number among what is said."""
    _, name = firm(random)
    paper.country()
    about = random.choice(ABOUT).capitalize()
    paper.title("ĐƠN ĐỀ NGHỊ", about)
    truth = {FieldName.KIND: "ĐƠN ĐỀ NGHỊ", FieldName.ABSTRACT: about} | _asks(paper, random, name)
    paper.paragraph(f"Người đại diện: {inventions.person(random)}. Số định danh: {inventions.identity_number(random)}")
    _body(paper, random, 2)
    day, month = int(random.random() * 28) + 1, int(random.random() * 12) + 1
    place = PROVINCES[int(random.random() * len(PROVINCES))][1]
    signer = inventions.person(random)
    paper.signature(("GIÁM ĐỐC",), signer, place_and_date=f"{place}, ngày {day:02d} tháng {month:02d} năm 2026")
    return truth | {
        FieldName.DATE: f"2026-{month:02d}-{day:02d}", FieldName.PLACE: place,
        FieldName.ROLE: "GIÁM ĐỐC", FieldName.SIGNER: signer,
    }  # fmt: skip


def blanks(paper: Paper, random: Random) -> Truth:
    """A head whose number and day wait for a pen."""
    head = agency(random)
    rows = (head.parent, *head.issuer) if head.parent else head.issuer
    month = int(random.random() * 12) + 1
    paper.head(rows, f"Số:        /TTr-{head.letters}", f"{head.place}, ngày      tháng {month:02d} năm 2026")
    about = f"Về việc {random.choice(ABOUT)}"
    paper.title("TỜ TRÌNH", about)
    _body(paper, random)
    truth = {FieldName.ISSUER: " ".join(head.issuer), FieldName.NOTATION: f"TTr-{head.letters}"}
    truth |= {FieldName.DATE: f"2026-{month:02d}", FieldName.PLACE: head.place}
    truth |= {FieldName.KIND: "TỜ TRÌNH", FieldName.ABSTRACT: about}
    return truth | ({FieldName.PARENT: head.parent} if head.parent else {})


def continued(paper: Paper, random: Random) -> Truth:
    """A second page: nothing on it is the paper's own."""
    paper.page_number(2)
    _body(paper, random, 7)
    return {}


KINDS: dict[str, Say] = {
    "decision": named_paper("QĐ", "QUYẾT ĐỊNH", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    "letter": letter,
    "licence": named_paper("GP", "GIẤY PHÉP", "GIÁM ĐỐC"),
    "submission": named_paper("TTr", "TỜ TRÌNH", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    "certificate": named_paper("GCN", "GIẤY CHỨNG NHẬN", "GIÁM ĐỐC"),
    "application": application,
    "plain application": plain_application,
    "blanks": blanks,
    "second page": continued,
}


def squeezed(text: str) -> str:
    """A value as it is compared: small letters, one blank between words, no sign at its ends."""
    return re.sub(r"\s+", " ", text).strip(" .,;").lower()
