"""Commands as the operator types them, with nothing of this machine's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.settings import Deployment, Settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let no setting of this machine in, and no logger of a command's out."""
    monkeypatch.chdir(tmp_path)
    for name in (*Deployment.model_fields, *Settings.model_fields):
        monkeypatch.delenv(f"ENGAWA_{name.upper()}", raising=False)
    yield
    structlog.reset_defaults()
