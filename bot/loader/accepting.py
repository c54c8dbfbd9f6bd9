"""Take what is there now into a script, and touch nothing else of the file.

Only the texts and buttons that differ are written anew, each where it stands, so that comments,
order and the author's own line breaks stay.
"""

from collections.abc import Iterable, Iterator

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.conversation.script.difference import Difference
from bot.conversation.script.record import listed, quoted

Spot = tuple[int, int]


def accepted(text: str, differences: Iterable[Difference]) -> str:
    """Write a script with what came in the stead of what was expected, where that can be said."""
    nodes = {_spot(node): node for node in _nodes(YAML(pure=True).compose(text))}
    wanted = {
        (each.mistake.line, each.mistake.column): each.instead
        for each in differences
        if each.instead is not None
    }
    for spot, instead in sorted(wanted.items(), reverse=True):
        node = nodes[spot]
        start, end = node.start_mark.index, _end(node)
        text = text[:start] + _written(instead, node, text[start:end]) + text[end:]
    return text


def _written(instead: str | tuple[str, ...], node: Node, before: str) -> str:
    if isinstance(instead, str):
        return _block(instead, before) if before.startswith("|") else quoted(instead)
    indent = " " * node.start_mark.column
    if isinstance(node, SequenceNode) and not node.flow_style:
        return f"\n{indent}".join(f"- {quoted(label)}" for label in instead)
    return listed(instead)


def _block(instead: str, before: str) -> str:
    """Write several lines in the columns of those before."""
    first = before.splitlines()[1]
    indent = first[: len(first) - len(first.lstrip())]
    lines = (f"{indent}{line}".rstrip() for line in instead.splitlines())
    return "|\n" + "\n".join(lines) + "\n"


def _end(node: Node) -> int:
    """Find where a node ends; a list without brackets would reach to the next thing."""
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    end: int = node.end_mark.index
    return end


def _nodes(node: Node | None) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from (key, *_nodes(value))
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _nodes(item)
    if node is not None:
        yield node


def _spot(node: Node) -> Spot:
    return node.start_mark.line + 1, node.start_mark.column + 1
