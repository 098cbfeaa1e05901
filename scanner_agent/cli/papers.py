"""`sohoa cases paper`, `close`, `reopen`: which papers of a case are there, and what a person says of them."""

from __future__ import annotations

import getpass
import os
from typing import Annotated, Any

import typer
from rich.console import Console

from archive.archive import Archive
from archive.cases import find_case
from archive.completeness import papers_of, papers_to_json
from archive.completeness.closing import close_case, reopen_case
from archive.completeness.said import say, take_back
from archive.models import PaperWord
from archive.procedures import current_catalogue
from config.errors import ExitCode, UsageError
from config.messages import _
from config.procedures import NotDigitised
from scanner_agent.cli.opening import opened
from scanner_agent.cli.output import AsJson, people, print_json

Code = Annotated[str, typer.Argument(help="Dossier code (mã hồ sơ).")]


def register(cases: typer.Typer) -> None:
    """Add the commands to their family."""
    cases.command("paper")(paper_command)
    cases.command("close")(close_command)
    cases.command("reopen")(reopen_command)


def paper_command(
    context: typer.Context,
    code: Code,
    component: Annotated[str, typer.Argument(help="The paper: its id in the catalogue, or its title.")],
    not_digitised: Annotated[NotDigitised | None, typer.Option(help="It need not be scanned, for this reason.")] = None,
    applies: Annotated[bool, typer.Option("--applies", help="Its condition is met: it is required.")] = False,
    does_not_apply: Annotated[bool, typer.Option("--does-not-apply", help="Its condition is not met.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="It was looked at and is good.")] = False,
    taken_back: Annotated[bool, typer.Option("--take-back", help="Nothing said of it holds any more.")] = False,
    as_json: AsJson = False,
) -> int:
    """Say what is known of a paper that the case's procedure names; exactly one of the options."""
    words = {
        PaperWord.NOT_DIGITISED: not_digitised is not None,
        PaperWord.APPLIES: applies,
        PaperWord.DOES_NOT_APPLY: does_not_apply,
        PaperWord.ACCEPTED: accept,
    }
    chosen = [word for word, given in words.items() if given]
    if len(chosen) + taken_back != 1:
        raise UsageError(
            vi="Cần đúng một trong: --not-digitised LÝ_DO, --applies, --does-not-apply, --accept, --take-back.",
            en="Exactly one is needed of: --not-digitised REASON, --applies, --does-not-apply, --accept, --take-back.",
        )
    with opened(context) as archive:
        if taken_back:
            take_back(archive.ledger, code, component, _who())
        else:
            say(archive.ledger, code, component, chosen[0], _who(), not_digitised)
        return _answer(archive, code, as_json)


def close_command(
    context: typer.Context,
    code: Code,
    despite: Annotated[str | None, typer.Option(help="Why, although papers are missing or doubtful.")] = None,
    as_json: AsJson = False,
) -> int:
    """The case is digitised as a whole: its dossiers become complete and can no longer be corrected."""
    with opened(context) as archive:
        close_case(archive.ledger, code, _who(), despite)
        return _answer(archive, code, as_json)


def reopen_command(context: typer.Context, code: Code, as_json: AsJson = False) -> int:
    """The dossiers of a closed case can be corrected again."""
    with opened(context) as archive:
        reopen_case(archive.ledger, code, _who())
        return _answer(archive, code, as_json)


def shown_papers(archive: Archive, code: str) -> dict[str, Any]:
    """How the papers of a case stand at this moment. Raises `CaseNotFound`."""
    catalogue = current_catalogue(archive.home.procedures)
    with archive.ledger.read() as session:
        record = find_case(session, code)
        return papers_to_json(record, papers_of(session, record, catalogue, archive.settings.quality))


def print_papers(console: Console, papers: dict[str, Any]) -> None:
    """One line a paper, and what is wrong with it; what is more than asked for; whether the case is closed."""
    if not papers["known"]:
        console.print(_("Which papers it needs is not known: the catalogue has no such procedure."), soft_wrap=True)
    for paper in (*papers["required"], *papers["optional"]):
        console.print(_paper_line(paper), soft_wrap=True)
        for why in paper["why"] if paper["state"] == "doubtful" else ():
            console.print("      " + _why(why["reason"]).format(**why), soft_wrap=True)
    kinds = {
        "unknown": _("not asked for"),
        "foreign": _("a paper of another procedure, {paper}"),
        "twice": _("there more often than asked for"),
    }
    for extra in papers["extra"]:
        line = f"  + {extra['title']} ({kinds[extra['kind']]}) {_place(extra)}"
        console.print(line.format(paper=extra["paper"]) if extra["kind"] == "foreign" else line, soft_wrap=True)
    if papers["known"]:
        console.print(_("Complete: every required paper is there.") if papers["complete"] else _("Not complete."))
    if papers["closed_at"]:
        console.print(_("Closed.") + (f" {papers['closed_despite']}" if papers["closed_despite"] else ""))


def _paper_line(paper: dict[str, Any]) -> str:
    marks = {"found": "✓", "missing": "✗", "doubtful": "?", "not_digitised": "–", "if": "○", "not_asked": "○"}
    states = {
        "found": _("found"),
        "missing": _("missing"),
        "doubtful": _("doubtful"),
        "not_digitised": _("not digitised"),
        "if": _("required if"),
        "not_asked": _("not required"),
    }
    more = {"not_digitised": paper["reason"], "if": paper["if"]}.get(paper["state"])
    said = states[paper["state"]] + (f": {more}" if more else "")
    places = " ".join(map(_place, paper["places"]))
    return f"  {marks[paper['state']]} {paper['title']} [{paper['component']}] {said} {places}".rstrip()


def _place(place: dict[str, Any]) -> str:
    return f"{place['dossier']}:{','.join(map(str, place['pages']))}"


def _why(reason: str) -> str:
    sentences = {
        "type_unsure": _("page {page}: may be another paper"),
        "unread": _("page {page} could not be read"),
        "withheld": _("page {page} is withheld for its secrecy mark"),
    }
    return sentences.get(reason, _("page {page} may be illegible ({reason})"))


def _answer(archive: Archive, code: str, as_json: bool) -> int:
    papers = shown_papers(archive, code)
    if as_json:
        print_json({"code": code.strip()} | papers)
    else:
        print_papers(people(), papers)
    return ExitCode.OK


def _who() -> str:
    """The account that gives the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in a container
        return str(os.getuid())
