"""窓口を臨時に閉める（/shut 15:00、/shut 明日 9:00、/shut 12-28。時刻なしは、次に開くまで）。

Usage: `/shut`, `/shut 15:00`, `/shut 明日 9:00`, `/shut 12-28`. Given again, the last one counts.
"""

from bot.desk import words
from bot.desk.clock import parse_until, written
from bot.desk.hours import next_opening
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene


def run(office: Office, order: OfficeOrder, scene: OfficeScene) -> OfficeOutcome:
    """Close the desk until a time, or until it would open next by its hours."""
    typed = order.text.strip()
    if typed:
        until = parse_until(typed, scene.now, scene.hours)
    else:
        until = next_opening(scene.hours, scene.now)
    if until is None:
        return office, (order.answer(words.NOT_SHUT_SO if typed else words.NEVER_OPENS),)
    office = Office(until)
    opening = next_opening(scene.hours_of(office), scene.now)
    said = words.SHUT.format(until=written(until))
    if opening:
        said += words.OPENS_NEXT.format(opening=written(opening))
    return office, (order.answer(f"{said}\n{words.WHILE_SHUT}"),)
