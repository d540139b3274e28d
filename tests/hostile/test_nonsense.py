"""Text of fonts that do not say what they print."""

from pathlib import Path

import pytest

from quitus.workers import Isolated
from tests.hostile.raw import FONT, LINE, mapping, stream, write_raw
from tests.hostile.test_files import isolated, read

__all__ = ["isolated"]


@pytest.mark.parametrize("shift", [29, 0x221], ids=["glyph numbers", "another alphabet"])
def test_codes_of_a_font_that_are_no_text(isolated: Isolated, tmp_path: Path, shift: int) -> None:
    """A blank becomes a control character, letters other letters."""
    codes = {code: code - 29 if code == 0x20 else code + shift - 58 for code in range(0x20, 0x7F)}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    document = read(isolated, write_raw(tmp_path / "a.pdf", {5: font, 6: mapping(codes)}))
    assert document["error"] == "no_text"


def test_quotes_of_windows_are_text(isolated: Isolated, tmp_path: Path) -> None:
    codes = {code: code for code in range(0x20, 0x7F)} | {0x27: 0x92}
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")
    line = stream(LINE.replace(b"Le rapport", b"L'annexe"))
    document = read(isolated, write_raw(tmp_path / "a.pdf", {4: line, 5: font, 6: mapping(codes)}))
    assert document["status"] == "ok"
