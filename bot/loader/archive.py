"""A version's files in one piece: packed as they lie in two folders, and unpacked again.

What an editor's program leaves beside them (`.cost.yaml.swp`, `cost.yaml~`) is left out, and so is
what Kubernetes keeps behind its links (`..data`).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAX_BYTES = 1024 * 1024  # a hundred times the longest flow; more is not written by hand
FLOWS, LOCALES = "flows", "locales"
ENDINGS = {".yaml", ".yml", ".po", ".txt"}


def pack(flows: Path, locales: Path) -> bytes:
    """Pack both folders; the same files give the same bytes."""
    return packed(contents(flows, locales))


def contents(flows: Path, locales: Path) -> dict[str, bytes]:
    """Read the files of both folders, by the names under which they are packed."""
    found = dict[str, bytes]()
    for name, folder in ((FLOWS, flows), (LOCALES, locales)):
        for path in sorted(_files(folder)):
            with suppress(OSError):  # whoever reads it says so, with its place
                found[f"{name}/{path.relative_to(folder).as_posix()}"] = _beginning(path)
    return found


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack what was read."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return whole.getvalue()


def stamps(flows: Path, locales: Path) -> tuple[object, ...]:
    """Say by what the files can be told from those of another moment without reading them."""
    found = list[object]()
    for folder in (flows, locales):
        for path in (folder, *sorted(_files(folder))):
            with suppress(OSError):
                now = path.stat()
                found.append((str(path), now.st_dev, now.st_ino, now.st_mtime_ns, now.st_size))
    return tuple(found)


@contextmanager
def unpacked(files: bytes) -> Iterator[tuple[Path, Path]]:
    """Give both folders for a while, as they were packed."""
    with TemporaryDirectory(prefix="engawa-version-") as folder:
        with ZipFile(BytesIO(files)) as archive:
            archive.extractall(folder)
        yield Path(folder) / FLOWS, Path(folder) / LOCALES


def _beginning(path: Path) -> bytes:
    """Read a file, but no more than makes it too big."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix in ENDINGS and not hidden and path.is_file():
            yield path
