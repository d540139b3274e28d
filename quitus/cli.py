"""The command line; each command imports what it needs, so that `--help` answers at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quitus import __version__, console
from quitus.cli_ocr import Language
from quitus.cli_ocr import ocr as searchable
from quitus.manners import dataset_path, run
from schemas.errors import UsageError

app = typer.Typer(
    name="quitus",
    help="French public-sector PDF reports as data that an auditor can rely on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Ocr(StrEnum):
    """Which pages are read from their picture."""

    auto = "auto"  # those without readable text
    always = "always"
    never = "never"


LONGEST = 10_000_000  # seconds: four months
Dataset = Annotated[Path, typer.Argument(help="A dataset folder.", parser=dataset_path)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def _version(asked: bool) -> None:
    if asked:
        console.out(f"quitus {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def ingest(
    folder: Annotated[str, typer.Argument(help="A folder of PDFs, or one PDF; a path or a URL.")],
    out: Annotated[
        str, typer.Option("-o", "--out", help="The dataset folder to write; a path or a URL.")
    ],
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read every PDF again, even unchanged ones.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes that read; one per core by default."),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=1, max=LONGEST, help="Seconds that one document may take."),
    ] = 600,
    memory: Annotated[
        str, typer.Option("--max-memory", help="Memory that one document may take: 800M, 2G.")
    ] = "2G",
    pages: Annotated[
        int, typer.Option("--max-pages", min=1, help="Pages that one document may have.")
    ] = 5000,
    size: Annotated[
        str, typer.Option("--max-bytes", help="Size that one file may have: 200M, 1G.")
    ] = "1G",
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", help="Address of a Dask scheduler whose workers shall read."),
    ] = None,
    ocr: Annotated[
        Ocr, typer.Option("--ocr", help="Pages to read from their picture: those without text.")
    ] = Ocr.auto,
    scratch: Annotated[
        Path | None,
        typer.Option("--scratch", help="Where a dataset at a URL is kept between runs."),
    ] = None,
    twice: Annotated[
        bool,
        typer.Option("--second-reading", help="Read figures and tables by other programs too."),
    ] = False,
    language: Language = "fra",
    as_json: AsJson = False,
) -> None:
    """Read a folder of PDFs into a dataset.

    The dataset: one JSON per document, one CSV per table, one report to read. Documents are read
    in processes of their own: one that crashes, never ends or takes too much costs no other.
    Ctrl-C ends with what is read; the same command goes on from there.

    URLs are those of object stores, such as s3://bucket/rapports; they need quitus[remote].

    Exit status: 0 all read, 2 wrong usage, 3 some documents could not be read, 4 none could,
    130 interrupted.
    """
    from extract.ocr.engines import FRENCH, require_known
    from extract.second_reading import require_second_reader
    from quitus import summary
    from quitus.anywhere import ingest_anywhere, pictures_beside
    from quitus.limits import Limits, read_size
    from quitus.workers import pool

    if twice:
        require_second_reader()
    if language != FRENCH and ocr.value != "never" and cluster is None:
        require_known(language)
    costs = (timeout, read_size(memory), pages, read_size(size))
    limits = Limits(*costs, ocr.value, twice, language, pictures_beside(out))
    with console.progress() as tick, pool(workers, cluster, limits) as readers:
        outcome = ingest_anywhere(
            folder,
            out,
            readers,
            fresh=fresh,
            tick=tick,
            limits=limits,
            hear=tick.hear,
            scratch=scratch,
        )
    for line in (*summary.notes(outcome), *summary.one_reader(outcome, limits)):
        console.note(line)
    console.out(summary.as_json(outcome) if as_json else summary.as_text(outcome))
    raise typer.Exit(outcome.exit_code)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A PDF.")],
    page: Annotated[int | None, typer.Option("--page", min=1, help="Only this page.")] = None,
    png: Annotated[
        Path | None,
        typer.Option("--png", help="Draw the boxes of what was read on the page's picture."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what one PDF says, or where it says it.

    Its outline, its tables and its figures as text; with --png the boxes on a page's picture.
    """
    from quitus import show as one
    from quitus.content import as_text
    from quitus.pipeline import stages

    if as_json and page is not None and png is None:
        raise UsageError("--json donne tout le document : enlevez --page.")
    document = one.read(file, stages())
    if png is not None:
        from quitus.draw import draw

        draw(file, page or 1, document, png)
        console.note(f"Page {page or 1} dessinée dans {png}.")
    if as_json:
        console.out(as_text(document).rstrip("\n"))
    elif png is None:
        console.out(one.as_text(document, page))


@app.command()
def audit(
    target: Annotated[
        Path, typer.Argument(help="A dataset folder, or one PDF.", parser=dataset_path)
    ],
    as_json: AsJson = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the findings to this CSV file.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="Write the findings to this spreadsheet.")
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option("--rule", help="Only this rule (may be repeated).")
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option("--severity", help="Only error, warning or info (may be repeated)."),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", help="Only this document: its id, path or file name."),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Alter each figure in turn: does a check notice?"),
    ] = False,
    png: Annotated[
        Path | None,
        typer.Option("--png", help="Draw the worst finding of a PDF: its lines, figures boxed."),
    ] = None,
) -> None:
    """Say which figures contradict each other, and what could be compared.

    The worst first, document by document. A single PDF is read on the spot.

    Exit status: 0 no error stands, 1 an error stands, 2 wrong usage, 3 some documents could not
    be read, 4 none could.
    """
    from quitus import audit as one
    from quitus import audit_text
    from quitus.pipeline import stages

    wanted = one.wanted(rule or (), severity or (), document or ())
    with console.progress() as tick:
        found = one.audit(target, stages(), wanted, tick, coverage=coverage)
    for line in audit_text.notes(found):
        console.note(line)
    for path in one.write(found, csv, xlsx):
        console.note(f"Constats écrits dans {path}.")
    if png is not None:
        from quitus.pictures import draw_worst

        console.note(draw_worst(found.findings, target, png))
    console.out(audit_text.as_json(found) if as_json else audit_text.as_text(found))
    raise typer.Exit(found.exit_code)


@app.command("export")
def export_(
    dataset: Dataset,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="csv, parquet, duckdb, xlsx, jsonl, json, scdl-subventions or scdl-deliberations.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file to write; else standard output.")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="Only this table.")] = None,
    where: Annotated[
        str | None, typer.Option("--where", help="Only rows that meet this SQL condition.")
    ] = None,
    siret: Annotated[
        str | None, typer.Option("--collectivite-siret", help="SCDL: SIRET of the authority.")
    ] = None,
    defaults: Annotated[
        Path | None, typer.Option("--defaults", help="SCDL: TOML file of values by default.")
    ] = None,
    sirene: Annotated[
        Path | None,
        typer.Option("--sirene", help="SCDL: register of beneficiaries (CSV, Parquet)."),
    ] = None,
) -> None:
    """Write a dataset, or some of it, in another form.

    The SCDL formats write three files: the rows that the standard accepts, those that it rejects
    with the reasons, and where each cell comes from.

    Exit status: 0 written, 2 wrong usage.
    """
    from quitus import export as one
    from quitus import export_scdl as scdl

    given = scdl.Given(siret, defaults, sirene)
    if form in scdl.FORMATS:
        scdl.refuse(table=table, where=where)
        told = scdl.export(dataset, form, out, given)
    else:
        one.refuse(given)
        told = one.export(dataset, form, out, table, where)
    for line in told:
        console.note(line)


@app.command()
def compare(
    dataset: Dataset,
    form: Annotated[
        str, typer.Option("--format", help="table, csv, json, xlsx or html.")
    ] = "table",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file (csv: the folder) to write.")
    ] = None,
    view: Annotated[
        list[str] | None,
        typer.Option("--view", help="Only this table, such as budgets (may be repeated)."),
    ] = None,
    departement: Annotated[
        str | None, typer.Option("--departement", help="INSEE codes, such as 23,87.")
    ] = None,
    region: Annotated[str | None, typer.Option("--region", help="Only this region.")] = None,
    indicator: Annotated[
        list[str] | None,
        typer.Option("--indicator", help="Id or words of the label (may be repeated)."),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option("--measure", help="Words of the measure or action (may be repeated)."),
    ] = None,
    year: Annotated[str | None, typer.Option("--year", help="Years: 2021, or 2019-2021.")] = None,
    denominators: Annotated[
        Path | None,
        typer.Option("--denominators", help="CSV: departement_code, year, population …"),
    ] = None,
) -> None:
    """Put départements side by side, on what they state and nothing else.

    Exit status: 0 compared, 2 wrong usage or nothing to compare.
    """
    from export.compare.scope import scope
    from quitus import compare as one

    wanted = scope(departement, region, indicator or (), measure or (), year)
    asked = one.Asked(wanted, form, out, one.asked_views(view or ()), denominators)
    told, notes = one.compare(dataset, asked)
    for line in notes:
        console.note(line)
    if told:
        console.out(told)


@app.command()
def beneficiaries(
    dataset: Dataset,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The CSV to write; else standard output.")
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option("--corrections", help="CSV: spelling, beneficiary_id."),
    ] = None,
) -> None:
    """List who receives, under which spellings, and which names are close.

    Exit status: 0 listed, 2 wrong usage.
    """
    from quitus import beneficiaries as one

    if told := one.beneficiaries(dataset, corrections, out):
        console.out(told.rstrip("\n"))


@app.command()
def rules(as_json: AsJson = False) -> None:
    """Explain each rule: what must hold, why, an example."""
    from quitus import rules as known

    console.out(known.as_json() if as_json else known.as_text())


@app.command()
def schema(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write one file per schema here.")
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the tables' documentation instead.")
    ] = False,
) -> None:
    """Print or write the JSON Schemas of the dataset."""
    from schemas import jsonschema
    from schemas import markdown as pages

    if markdown:
        console.out(pages.tables().rstrip("\n"))
    elif out is None:
        console.out(jsonschema.text(jsonschema.document()).rstrip("\n"))
    else:
        for path in jsonschema.write(out):
            console.out(str(path))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Say what is installed and what is missing.

    What is missing is told with what its absence costs.
    """
    from quitus import doctor as checks

    found = checks.examine()
    console.out(checks.as_json(found) if as_json else checks.as_text(found))


app.command("ocr")(searchable)


def main() -> None:
    """Runs the command line; what goes wrong for a user is one sentence and an exit status."""
    run(typer.main.get_command(app))


if __name__ == "__main__":
    main()
