"""Lines to paragraphs, bullets and candidates for headings."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.caption_marks import is_unit_line, opens_caption
from extract.lines import Line, text_of
from extract.marks import Mark, bullet, heading_number
from extract.shelf import put_away
from schemas.printed import PrintedTable, Text

LOOSE = 1.34  # times the usual leading: a new paragraph
AIRED = 1.15  # times the usual leading: a new paragraph where a sentence ended and one begins
RESIZED = 0.08  # part of the size by which lines of one paragraph may differ
LIGHT = 0.2  # times the bold letters of a document: fewer others, and its text is bold
CENTRED = 2.0  # times the size by which the blanks on both sides of a centred line differ
SHORT = 0.30  # part of the width: a line that ends so early ends its paragraph
CLOSING = (".", ":", ";", "!", "?", "…", "»", ")")


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """How a document is set: what is usual in it."""

    size: float  # of the running text, points
    leading: float  # between two baselines of it, points
    right: float  # where its lines end, points
    bold: bool  # whether the running text is bold


@dataclass(slots=True, eq=False)
class Group:
    """Lines that make one paragraph, bullet or heading; or a table in its place."""

    lines: list[Line] = field(default_factory=list)
    right: float = 0.0
    left: float = 0.0
    mark: Mark | None = None  # of a bullet
    level: int = 0
    role: str = "text"  # text, bullet, toc, note, table, form
    table: PrintedTable | None = None
    underlined: bool = False
    _made: tuple[int, Text] | None = None  # its text, and of how many lines
    _bare: tuple[int, Text] | None = None

    @property
    def text(self) -> Text:
        """Its lines as one running text, made once for all who ask."""
        if self._made is None or self._made[0] != len(self.lines):
            self._made = len(self.lines), put_away(text_of(self.lines))
        return self._made[1]

    @property
    def bare(self) -> Text:
        """Its text without the bullet before it, made once."""
        if self.mark is None:
            return self.text
        if self._bare is None or self._bare[0] != len(self.lines):
            text = self.text
            bare = text.slice(self.mark.length, len(text)).strip()
            self._bare = len(self.lines), put_away(bare)
        return self._bare[1]

    @property
    def centred(self) -> bool:
        """Whether each of its lines stands in the middle, away from both margins."""
        for line in self.lines:
            before, behind = line.box.x0 - self.left, self.right - line.box.x1
            if min(before, behind) < line.size or abs(before - behind) > CENTRED * line.size:
                return False
        return True

    @property
    def page(self) -> int:
        """The page that it starts on."""
        return self.table.page if self.table is not None else self.head.page

    @property
    def head(self) -> Line:
        """Its first line."""
        return self.lines[0]


@dataclass(slots=True, eq=False)
class Placed:
    """A line in its region, a table, or the lines of a cell of a form, in reading order."""

    line: Line | None
    right: float = 0.0  # where the lines of its region end
    left: float = 0.0  # where they begin
    role: str = "text"
    table: PrintedTable | None = None
    underlined: bool = False
    lines: tuple[Line, ...] = ()


def measure(pages: Iterable[Sequence[Line]]) -> Setting:
    """The usual size, leading and right edge of a document's running text."""
    light: dict[float, int] = {}
    rights: list[float] = []
    steps: dict[float, int] = {}
    heavy: dict[float, int] = {}
    for lines in pages:
        for line in lines:
            size = round(line.size * 2) / 2
            weight = heavy if line.bold else light
            weight[size] = weight.get(size, 0) + line.letters
            rights.append(line.box.x1)
        for above, below in itertools.pairwise(lines):
            step = round((below.baseline - above.baseline) / max(below.size, 1.0), 1)
            if 0.9 < step < 2.6 and abs(above.size - below.size) < 0.6:
                steps[step] = steps.get(step, 0) + 1
    bold = sum(light.values()) < LIGHT * sum(heavy.values())
    sizes = heavy if bold else light
    size = max(sizes, key=lambda each: sizes[each], default=10.0)
    step = max(steps, key=lambda each: (steps[each], -each), default=1.2)
    rights.sort()
    right = rights[int(0.95 * len(rights))] if rights else 0.0
    return Setting(size, step, right, bold)


def group(placed: Iterable[Placed], setting: Setting) -> Iterator[Group]:
    """Paragraphs, bullets and tables of a document in reading order."""
    current: Group | None = None
    for item in placed:
        if item.line is None:
            if current is not None:
                yield _whole(current)
            current = Group(role="table", table=item.table)
            if item.lines:
                current = Group(list(item.lines), item.right, item.left, role="form")
            continue
        if current is not None and _continues(current, item, setting):
            current.lines.append(item.line)
            current.underlined = current.underlined and item.underlined
            continue
        if current is not None:
            yield _whole(current)
        current = _start(item)
    if current is not None:
        yield _whole(current)


def _whole(group: Group) -> Group:
    """A group that has all of its lines; its text is made while their words are at hand."""
    if group.lines:
        _ = group.text
    return group


def _start(item: Placed) -> Group:
    line = item.line
    assert line is not None
    found = Group([line], item.right, item.left, role=item.role, underlined=item.underlined)
    if item.role == "text":
        found.mark = bullet(line.text)
        if found.mark and not _is_heading_like(line, found.mark):
            found.role = "bullet"
    return found


def _is_heading_like(line: Line, mark: Mark) -> bool:
    """An ordered mark in bold is a heading's number, not a bullet."""
    return mark.kind == "ordered" and line.bold


def _continues(current: Group, item: Placed, setting: Setting) -> bool:
    line = item.line
    assert line is not None
    if current.role == "table" or not current.lines:
        return False
    if item.role != ("text" if current.role == "bullet" else current.role):
        return False
    if current.role in ("toc",):
        return False
    previous = current.lines[-1]
    if bullet(line.text) is not None:
        return False
    if current.underlined and not item.underlined and not _fills(previous, line, current.right):
        return False
    if not _same_style(previous, line) and not _runs_in(current, previous, item, setting):
        return False
    if line.bold and heading_number(line.text):
        return False
    if opens_caption(line.text) or (
        is_unit_line(line.text) and not opens_caption(current.head.text)
    ):
        return False
    if current.role == "note":
        return 0 < line.baseline - previous.baseline < 2.2 * line.size
    return _flows(current, previous, item, setting)


def _same_style(previous: Line, line: Line) -> bool:
    if abs(previous.size - line.size) > RESIZED * max(previous.size, line.size):
        return False
    if previous.bold == line.bold:
        return True
    # A word or two in bold at a line's end or start do not part a paragraph.
    return not (_all_bold(previous) or _all_bold(line))


def _runs_in(current: Group, previous: Line, item: Placed, setting: Setting) -> bool:
    """Whether a paragraph begins in bold: its bold line is full, and the next goes on small."""
    line = item.line
    assert line is not None
    step = line.baseline - previous.baseline
    near = line.page == previous.page and 0 < step <= LOOSE * setting.leading * line.size
    same = abs(previous.size - line.size) <= RESIZED * max(previous.size, line.size)
    return near and same and line.text[:1].islower() and _fills(previous, line, current.right)


def _all_bold(line: Line) -> bool:
    """Whether it is bold, a bullet before it left out."""
    words = line.words[1:] if len(line.words) > 1 and len(line.words[0].text) == 1 else line.words
    return all(word.bold for word in words)


def _flows(current: Group, previous: Line, item: Placed, setting: Setting) -> bool:
    """Whether a line goes on with the paragraph that the line before it belongs to."""
    line = item.line
    assert line is not None
    step = line.baseline - previous.baseline
    opens = line.text[:1]
    if line.page != previous.page or step <= 0:
        return _fills(previous, line, current.right) and opens.islower() and not _ends(previous)
    if step > LOOSE * setting.leading * line.size:
        return False
    if step > AIRED * _pitch(current, setting) and _ends(previous) and not opens.islower():
        return False
    if current.role == "bullet" and line.box.x0 < current.head.box.x0 - 0.3 * line.size:
        return False
    if _fills(previous, line, current.right):
        return True
    room = current.right - previous.box.x1
    if room > SHORT * (current.right - current.head.box.x0) and not opens.islower():
        return False
    return opens.islower() or not (_ends(previous) or opens.isupper() or opens.isdigit())


def _pitch(current: Group, setting: Setting) -> float:
    """The step between the lines of a paragraph: its own, where it has two, else the usual one."""
    if len(current.lines) > 1:
        above, below = current.lines[-2:]
        if above.page == below.page and below.baseline > above.baseline:
            return below.baseline - above.baseline
    return setting.leading * current.lines[-1].size


def _ends(line: Line) -> bool:
    return line.text.rstrip().endswith(CLOSING)


def _fills(previous: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word would not have fitted on the previous line."""
    run = line.words[0].box.width
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.space not in ("\u00a0", "\u202f"):
            break
        run += word.box.x1 - before.box.x1
    return previous.box.x1 + 0.22 * line.size + run > right - 0.5


def bullet_levels(groups: Sequence[Group]) -> None:
    """Nest bullets by how far they are indented, in place."""
    indents: list[float] = []
    for each in groups:
        if each.role != "bullet":
            indents = (
                [] if each.role in ("text", "table") and _breaks_list(each, indents) else indents
            )
            continue
        x0, slack = each.head.box.x0, 0.5 * each.head.size
        while indents and x0 < indents[-1] - slack:
            indents.pop()
        if not indents or x0 > indents[-1] + slack:
            indents.append(x0)
        each.level = len(indents)


def _breaks_list(each: Group, indents: list[float]) -> bool:
    """Text that stands left of a list's own text ends the list."""
    if each.role == "table" or not indents:
        return True
    return each.head.box.x0 <= indents[0] + 0.5 * each.head.size
