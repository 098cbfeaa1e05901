"""veraPDF, the independent judge of PDF/A: its jars fetched once by Maven into `.tools/verapdf`, run with Java."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TOOLS = HERE.parents[1] / ".tools"
JARS = TOOLS / "verapdf"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def verdicts(files: Sequence[Path]) -> dict[Path, str]:
    """What veraPDF says of each file as PDF/A-2b: ``PASS``, or ``FAIL`` with the rules that are broken.

    Skips the test where the judge cannot be had, but fails it where CI is set: there nobody would notice.
    """
    _fetch()
    command = ["java", "-cp", f"{JARS}/*", MAIN, "--format", "text", "-v", "--flavour", "2b", *map(str, files)]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False).stdout
    found: dict[Path, str] = {}
    current: Path | None = None
    for line in printed.splitlines():
        word, _, rest = line.strip().partition(" ")
        named = next((file for file in files if rest.startswith(str(file))), None)
        if named is not None:
            current, found[named] = named, word
        elif current is not None and line.strip():
            found[current] += f" {line.strip()}"
    return {file: found.get(file, "no verdict") for file in files}


def _fetch() -> None:
    if any(JARS.glob("greenfield-apps-*.jar")):
        return
    TOOLS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS) as fresh:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}/jars"]
        try:
            subprocess.run(["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *goal], check=True, timeout=240)
        except (OSError, subprocess.SubprocessError) as error:
            if os.environ.get("CI"):
                pytest.fail(f"veraPDF's jars cannot be had: {error}")
            pytest.skip(f"veraPDF's jars cannot be had: {error}")
        # Another test process may have been faster: its folder is as good as this one.
        if not JARS.exists():
            Path(fresh, "jars").rename(JARS)
