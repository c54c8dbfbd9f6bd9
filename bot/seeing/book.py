"""Every screen in every language, as one page to be printed and signed by the ward.

The page is whole in itself: no picture, script or style sheet is fetched.
"""

from collections.abc import Iterator
from datetime import date
from html import escape

from bot.conversation import interface
from bot.conversation.check.reach import starts, taps
from bot.conversation.content import CASE, MENU, START, Content, Verified
from bot.conversation.flow import Flow
from bot.conversation.state import Place
from bot.i18n import translate
from bot.model.ids import BASE_LANGUAGE, FlowId, Language
from bot.seeing.printed import Pressed, Printed, printed
from bot.seeing.screens import title_of

SIGNERS = ("書いた人", "確かめた人", "認めた人")
SHORT = 12
UNKNOWN = "（未記入）"


def book(content: Content, today: date, style: str) -> str:
    """Lay out the book; `today` (Asia/Tokyo) and the version are printed on it."""
    numbers = _numbered(content)
    places = list(starts(content))
    body = "\n".join(
        (
            _cover(content, today),
            _contents(content, numbers),
            *(
                _chapter(content, flow, numbers, [p for p in places if p.flow == flow.id])
                for flow in (content.flows[each] for each in numbers)
            ),
            _canned(content),
            _facts(content),
        )
    )
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>画面の一覧 {content.version[:SHORT]}</title>"
        f"<style>\n{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _cover(content: Content, today: date) -> str:
    names = "、".join(_own_name(content, language) for language in content.languages())
    signs = "".join(
        f"<td><b>{who}</b><span class='stamp'></span><i>　　年　　月　　日</i></td>"
        for who in SIGNERS
    )
    return (
        "<header class='cover'><h1>画面の一覧</h1>"
        "<p>相談する人が読む画面の、すべてです。文、ボタン、行き先を確かめて、印を押してください。</p>"
        f"<dl><dt>作った日</dt><dd>{_day(today)}</dd><dt>版</dt><dd>{content.version[:SHORT]}</dd>"
        f"<dt>ことば</dt><dd>{escape(names)}</dd></dl>"
        f"<table class='signs'><tr>{signs}</tr></table></header>"
    )


def _numbered(content: Content) -> dict[FlowId, int]:
    """Number the flows as a visitor comes by them; those that no button leads to stand last."""
    met = (START, MENU, *(place.flow for place in taps(content)), *content.flows)
    return {flow: number for number, flow in enumerate(dict.fromkeys(met), 1)}


def _contents(content: Content, numbers: dict[FlowId, int]) -> str:
    lines = "".join(
        f"<li><a href='#{flow.id}'>{escape(flow.title)}</a> <code>{flow.id}.yaml</code></li>"
        for flow in (content.flows[each] for each in numbers)
    )
    return (
        f"<nav><h2>もくじ</h2><ol>{lines}</ol><ul><li><a href='#canned'>よく使う返事</a></li>"
        "<li><a href='#facts'>事実と出どころ</a></li></ul></nav>"
    )


def _chapter(content: Content, flow: Flow, numbers: dict[FlowId, int], places: list[Place]) -> str:
    titles = " ／ ".join(
        f"<span lang='{_tag(language)}'>{escape(title_of(content, flow.id, language))}</span>"
        for language in content.languages()
        if language != BASE_LANGUAGE
    )
    order = [step.id for step in flow.steps]
    screens = "".join(
        _screen(content, place, numbers)
        for place in sorted(places, key=lambda place: order.index(place.step))
    )
    return (
        f"<section class='chapter' id='{flow.id}'><div class='head'>"
        f"<h2>{numbers[flow.id]}. {escape(flow.title)}</h2>"
        "<span class='check'>確認　　　　　　月　　日</span></div>"
        f"<p class='titles'>{titles}</p>{screens}</section>"
    )


def _screen(content: Content, place: Place, numbers: dict[FlowId, int]) -> str:
    cards = "".join(
        _card(content, printed(content, place, language), numbers)
        for language in content.languages()
    )
    alone = "（窓口とのやりとりの中で、一つずつ出ます）" if place.flow == CASE else ""
    return f"<h3>{place.name}{alone}</h3><div class='cards'>{cards}</div>"


def _card(content: Content, shown: Printed, numbers: dict[FlowId, int]) -> str:
    language = shown.language
    mark = "<em>まだ訳がなく、日本語で出ます</em>" if shown.untranslated else ""
    buttons = "".join(
        f"<li><b>{escape(each.label)}</b><i lang='ja'>{_leads(content, each, numbers)}</i></li>"
        for each in shown.buttons
    )
    after = f"<p class='after'>押したあと：<br>{_lines(shown.after)}</p>" if shown.after else ""
    return (
        f"<article><h4>{escape(_own_name(content, language))}</h4>{mark}"
        f"<div lang='{_tag(language)}'><p>{_lines(shown.text)}</p><ul>{buttons}</ul>{after}</div>"
        "</article>"
    )


def _leads(content: Content, button: Pressed, numbers: dict[FlowId, int]) -> str:
    target = button.target
    if target is None:
        return escape(button.comes)
    flow = content.flows[target.flow]
    step = "" if content.first(target.flow) == target else f"（{target.step}）"
    return f"→ <a href='#{flow.id}'>{numbers[flow.id]}. {escape(flow.title)}</a>{step}"


def _canned(content: Content) -> str:
    replies = "".join(
        f"<h3>{escape(reply.title)}（{escape(reply.id)}）</h3><div class='cards'>"
        + "".join(
            _reply(content, language, reply.id, reply.text) for language in content.languages()
        )
        + "</div>"
        for reply in content.canned
    )
    return (
        "<section class='chapter' id='canned'><div class='head'><h2>よく使う返事</h2>"
        f"<span class='check'>確認　　　　　　月　　日</span></div>{replies}</section>"
    )


def _reply(content: Content, language: Language, name: str, text: str) -> str:
    said = translate(content.catalogues.get(language), f"canned.{name}", text)
    return (
        f"<article><h4>{escape(_own_name(content, language))}</h4>"
        f"<div lang='{_tag(language)}'><p>{_lines(said)}</p></div></article>"
    )


def _facts(content: Content) -> str:
    rows = [(fact.what, fact.value, fact.proof) for fact in content.facts.values()]
    rows += [
        (line.name, f"{line.number}　{line.hours}".strip(), line.proof)
        for line in content.hotlines.values()
    ]
    head = "".join(
        f"<th>{name}</th>"
        for name in ("何のことか", "画面に出る値", "出どころ", "確かめた日", "期限", "印")
    )
    return (
        "<section class='chapter' id='facts'><div class='head'><h2>事実と出どころ</h2>"
        "<span class='check'>確認　　　　　　月　　日</span></div>"
        f"<table class='facts'><thead><tr>{head}</tr></thead><tbody>"
        f"{''.join(_fact_rows(rows))}</tbody></table></section>"
    )


def _fact_rows(rows: list[tuple[str, str, Verified]]) -> Iterator[str]:
    for what, value, proof in rows:
        by = f"（{proof.verified_by}）" if proof.verified_by else ""
        cells = (
            what,
            value or UNKNOWN,
            f"{proof.source}{by}" or UNKNOWN,
            _day(proof.verified_on),
            _day(proof.expires_on),
        )
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td></td></tr>"


def _own_name(content: Content, language: Language) -> str:
    return translate(content.catalogues.get(language), *interface.OWN_NAME)


def _tag(language: Language) -> str:
    """Write a language as pages do, so that Chinese is not printed in Japanese letter forms."""
    return escape(language.partition("@")[0].replace("_", "-"), quote=True)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else UNKNOWN
