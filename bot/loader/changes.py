"""What changed from one version to the next: in one line that names nobody, and in safety."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from bot.conversation.content import Content
from bot.conversation.interface import OWN_NAME
from bot.i18n import translate
from bot.loader.loaded import Loaded
from bot.safety import lines_of, record_of, weaker

MOST_NAMED = 3  # of a kind; it is a line, not a list
NOTHING = "見える所は変わっていません"

K = TypeVar("K")
T = TypeVar("T")


def what_changed(before: Loaded, after: Loaded) -> str:
    """Tell it as staff read it: the answers first, by their titles."""
    was, now = before.content, after.content
    changed, added, gone = _compared(was.flows, now.flows, lambda flow: f"『{flow.title}』")
    parts = [
        _part("答えが変わりました", changed),
        _part("答えが増えました", added),
        _part("答えがなくなりました", gone),
        _part("訳が変わりました", _languages(was, now)),
        _part("事実の表が変わりました", _any(was.facts, now.facts, lambda fact: fact.what)),
        _part("相談先が変わりました", _any(was.hotlines, now.hotlines, lambda line: line.name)),
        _part("定型文が変わりました", _canned(was, now)),
        "あぶないサインが変わりました" if was.signs != now.signs else "",
        "言い回しが変わりました" if was.wordings != now.wordings else "",
        "危ないことばの見つけ方が変わりました" if _danger(was) != _danger(now) else "",
        "呼び名の言葉が変わりました" if was.nicknames != now.nicknames else "",
        "窓口の時間や決まりが変わりました" if before.desks != after.desks else "",
    ]
    return "。".join(part for part in parts if part) or NOTHING


def is_weaker(before: Loaded, after: Loaded) -> bool:
    """Say whether a version would take signs or examples away that nobody wished to take away.

    Whoever does has them recorded anew.
    """
    if not weaker(after.content.signs, after.content.danger, _record_of(before)):
        return False
    recorded = after.record is not None and after.record != before.record
    return not recorded or set(lines_of(after.record or "")) != set(_record_of(after))


def _record_of(loaded: Loaded) -> tuple[str, ...]:
    return record_of(loaded.content.signs, loaded.content.danger)


def _languages(was: Content, now: Content) -> list[str]:
    both = {**was.catalogues, **now.catalogues}
    different = [each for each in both if was.catalogues.get(each) != now.catalogues.get(each)]
    return [translate(both[each], *OWN_NAME) for each in different]


def _danger(content: Content) -> tuple[object, ...]:
    return content.signs, content.danger


def _canned(was: Content, now: Content) -> list[str]:
    before, after = ({reply.id: reply for reply in each.canned} for each in (was, now))
    named = _any(before, after, lambda reply: f"『{reply.title}』")
    return named or (["順番"] if was.canned != now.canned else [])


def _any(was: Mapping[K, T], now: Mapping[K, T], name: Callable[[T], str]) -> list[str]:
    return [named for group in _compared(was, now, name) for named in group]


def _compared(
    was: Mapping[K, T], now: Mapping[K, T], name: Callable[[T], str]
) -> tuple[list[str], list[str], list[str]]:
    """Name what changed, what was added, and what is gone."""
    return (
        [name(now[key]) for key in now if key in was and was[key] != now[key]],
        [name(now[key]) for key in now if key not in was],
        [name(was[key]) for key in was if key not in now],
    )


def _part(what: str, names: Iterable[str]) -> str:
    named = list(names)
    if not named:
        return ""
    rest = len(named) - MOST_NAMED
    more = f"ほか{rest}件" if rest > 0 else ""
    joined = "" if all(name.startswith("『") for name in named) else "、"
    return f"{what}：{joined.join(named[:MOST_NAMED])}{more}"
