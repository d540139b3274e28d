"""Spoils PDFs for as long as asked: `python -m tests.hostile.fuzz --minutes 30 FILES…`.

What a worker does not survive is kept as `fuzz-<seed>.pdf` in the working directory, with its
error; what ends in a status is as it should be.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from pathlib import Path
from time import monotonic

from quitus.intake import identify
from quitus.limits import Limits
from quitus.workers import Isolated
from tests.hostile.mutate import spoil
from tests.hostile.raw import write_raw

LIMITS = Limits(seconds=30.0, memory=1 << 30, pages=2_000, ocr="never")
BAD = ("crashed", "timeout", "memory")


def read_spoilt(isolated: Isolated, content: bytes, folder: Path) -> str:
    """Status and error of a spoilt PDF, in one word; its file must be valid."""
    path = folder / "a.pdf"
    path.write_bytes(content)
    (source,) = identify([path], folder)
    document = json.loads(isolated.read(source))
    return str(document["error"] or document["status"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="the first one")
    asked = parser.parse_args()
    until = monotonic() + 60 * asked.minutes
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1 << 40)
    found: Counter[str] = Counter()
    isolated = Isolated(LIMITS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = asked.files or [write_raw(folder / "raw.pdf")]
        while monotonic() < until:
            seed += 1
            spoilt = spoil(files[seed % len(files)].read_bytes(), seed)
            error = read_spoilt(isolated, spoilt, folder)
            found[error] += 1
            if error in BAD:
                Path(f"fuzz-{seed}.pdf").write_bytes(spoilt)
                print(f"{error}: {files[seed % len(files)]}, seed {seed}")
    isolated.close()
    print(", ".join(f"{count} {error}" for error, count in found.most_common()))


if __name__ == "__main__":
    main()
