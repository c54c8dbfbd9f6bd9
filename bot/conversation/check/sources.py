"""Numbers, hours, addresses: they stand in the tables with their source, and nowhere else."""

import re
import unicodedata
from collections.abc import Iterator

from bot.conversation.check.finding import Finding, Where, finding
from bot.i18n import PLACEHOLDER

DASH = r"[-‐‑‒–—―ー−()\s]"
KINDS = (
    (
        "number_in_text",
        rf"(?<!\d)(?:\+81{DASH}?\d|0\d){DASH}?\d{{1,3}}{DASH}?\d{{2,4}}{DASH}?\d{{3,4}}(?!\d)"
        rf"|(?<!\d)(?:110|118|119|189)(?=番|へ|に|\()|\b(?:call|dial|gọi)\s+1\d\d\b|\#\d{{4}}",
    ),
    (
        "hours_in_text",
        rf"\d{{1,2}}(?::\d\d|時(?:\d{{1,2}}分|半)?)\s*(?:{DASH}|[~〜]|から|まで|to\b)"
        r"|(?:午前|午後)\s*\d{1,2}時|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|24\s?時間|年中無休"
        r"|\b24[ /-](?:7\b|hours?\b)|(?<=[（( ])?[月火水木金土日]\s*[~〜-]\s*[月火水木金土日]",
    ),
    (
        "address_in_text",
        r"〒\s*\d{3}|\d\s*(?:丁目|番地)|https?://|www\.|[\w.+-]+@[\w-]+\.[a-z]{2,}",
    ),
)
ANYWHERE = re.compile(
    "|".join(f"(?P<{problem}>{pattern})" for problem, pattern in KINDS), re.IGNORECASE
)


def unsourced(text: str, where: Where) -> Iterator[Finding]:
    """Refuse what only a table may say; `text` is as written, with its braces."""
    for found in ANYWHERE.finditer(unicodedata.normalize("NFKC", PLACEHOLDER.sub("", text))):
        if found.lastgroup:
            yield finding(where, found.lastgroup, text=found[0].strip())
