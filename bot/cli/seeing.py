"""Commands that show what visitors read: drawn, in a book, and as they will see it."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.cli.root import Flows, Locales, app, finish
from bot.model.errors import SettingsError
from bot.settings import HOME

Spoken = Annotated[str, typer.Option("--language", help="The language of the texts, as ja@easy.")]


@app.command()
def draw(
    flow: Annotated[str, typer.Argument(help="A flow; without one, all.")] = "",
    form: Annotated[str, typer.Option("--format", help="svg or mermaid")] = "svg",
    language: Spoken = "ja",
    out: Annotated[Path | None, typer.Option(help="The file to write; -: the terminal.")] = None,
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
) -> None:
    """Draw the screens of a flow, or all flows, and where their buttons lead."""
    from bot.app import showing  # serving never draws

    try:
        drawn = showing.draw(showing.read_content(flows, locales), flow, language, form)
    except SettingsError as error:
        _give_up(error)
    _write(out or Path(f"{flow or showing.EVERYTHING}.{showing.ENDINGS[form]}"), drawn)


@app.command()
def book(
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("book.html"),
    pdf: Annotated[Path | None, typer.Option(help="A PDF to print it into as well.")] = None,
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
) -> None:
    """Lay out every screen in every language, to be printed and signed."""
    from bot.app import showing

    try:
        page = showing.book(showing.read_content(flows, locales))
        _write(out, page)
        if pdf:
            showing.print_pdf(page, pdf)
            _tell_written(pdf)
    except (SettingsError, OSError) as error:
        _give_up(error)


@app.command()
def preview(
    port: Annotated[int, typer.Option(help="Where the page is served; 0: any free port.")] = 8766,
    scripts: Annotated[
        Path | None, typer.Option(help="A folder for scripts; without it the browser saves them.")
    ] = None,
    flows: Flows = HOME / "flows",
    locales: Locales = HOME / "locales",
) -> None:
    """Play the files on a phone as they are saved, with the flows drawn beside it."""
    from bot.app import logs
    from bot.preview import Wanted
    from bot.preview import preview as show

    logs.set_up_logging()
    wanted = Wanted(flows.resolve(), locales.resolve(), port, scripts)
    finish(show(wanted, _tell_address))


def _tell_address(url: str) -> None:
    typer.echo(f"ブラウザーで開いてください：{url}（終わりは Ctrl-C）")


def _write(path: Path, text: str) -> None:
    if path == Path("-"):
        typer.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        _give_up(f"{path} に書けません（{error.strerror}）。→ 書ける所を --out で示してください。")
    _tell_written(path)


def _tell_written(path: Path) -> None:
    typer.echo(f"{path} を書きました。ブラウザーで開けます。")


def _give_up(why: object) -> NoReturn:
    for line in str(why).splitlines():
        typer.echo(line, err=True)
    raise typer.Exit(2)
