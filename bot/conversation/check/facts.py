"""Facts and hotlines: filled in, vouched for, and still fresh."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.conversation.check.finding import Finding, InTable, finding
from bot.conversation.content import Content, Verified
from bot.model.errors import Severity

LINE_DAYS = 90  # a number that helps no more does harm
NOTICE_DAYS = 30  # time enough for the ward to look again


def check_facts(content: Content, today: date | None) -> Iterator[Finding]:
    """Check facts and hotlines; without a date nothing is called expired."""
    for name, fact in content.facts.items():
        where = InTable("facts", name)
        yield from _filled(fact.value, where, fact.what)
        if fact.value:
            yield from _fresh(fact.proof, where, fact.what, today)
    for name, line in content.hotlines.items():
        where = InTable("hotlines", name)
        yield from _filled(line.number, where, line.name)
        if line.number:
            yield from _fresh(line.proof, where, line.name, today, Severity.SERIOUS)
            yield from _long_trusted(line.proof, where, line.name)


def _filled(value: str, where: InTable, what: str) -> Iterator[Finding]:
    if not value:
        yield finding(where, "fact_unfilled", Severity.WARNING, what=what, id=where.id)


def _fresh(
    proof: Verified,
    where: InTable,
    what: str,
    today: date | None,
    severity: Severity = Severity.WARNING,
) -> Iterator[Finding]:
    if proof.verified_on is None or not proof.source:
        yield finding(where, "fact_unverified", severity, what=what, id=where.id)
    expiry = proof.expires_on
    if today is None or expiry is None:
        return
    if expiry < today:
        problem = "line_expired" if severity is Severity.SERIOUS else "fact_expired"
        yield finding(where, problem, severity, what=what, day=expiry.isoformat())
    elif expiry - today <= timedelta(days=NOTICE_DAYS):
        yield finding(where, "fact_expiring", Severity.HINT, what=what, day=expiry.isoformat())


def _long_trusted(proof: Verified, where: InTable, what: str) -> Iterator[Finding]:
    """Remark on a line that nobody looks at for longer than SAFETY.md, section 2, allows."""
    seen, expiry = proof.verified_on, proof.expires_on
    if seen and (expiry is None or expiry - seen > timedelta(days=LINE_DAYS)):
        most = (seen + timedelta(days=LINE_DAYS)).isoformat()
        yield finding(where, "expiry_far", Severity.WARNING, what=what, day=most)
