"""Commands for those who look after which version of the texts is in force."""

from typing import Annotated

import typer

from bot.cli.root import RemoveSafety, app, finish

Ward = Annotated[str, typer.Option(help="Which of several wards, as in ENGAWA_WARDS.")]
Hash = Annotated[str, typer.Argument(help="The number in `engawa versions`, or its beginning.")]


@app.command()
def versions(ward: Ward = "") -> None:
    """List the versions: when, how many visitors stand in each, what changed."""
    from bot.app import versions as kept

    async def tell() -> None:
        for line in await kept.listed(kept.settings_of(ward)):
            typer.echo(line)

    finish(tell())


@app.command()
def rollback(hash: Hash = "", ward: Ward = "", yes_remove_safety: RemoveSafety = False) -> None:
    """Bring a version back, the one before if none is named, until the files change again."""
    from bot.app import versions as kept

    async def tell() -> None:
        typer.echo(
            await kept.roll_back(kept.settings_of(ward), hash, yes_remove_safety=yes_remove_safety)
        )

    finish(tell())
