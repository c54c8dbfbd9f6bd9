"""JSON Schemas of the files in `flows/`, made of what the readers know, for editors to complete.

They name keys and shapes alone; what a text may say is for `engawa check`.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from bot.conversation.content import Audience, Means
from bot.conversation.step import Kind, Shape
from bot.conversation.steps import KINDS
from bot.loader import canned, desks, flows, hours, signs, tables
from bot.loader.described import DESCRIBED

Schema = dict[str, object]

FOLDER = ".schema"
FLOW = "flow"
"""The schema of every file that is no table."""
DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that common editors know

TEXT: Schema = {"type": ["string", "number", "boolean"]}
OPTIONAL: Schema = {"type": ["string", "number", "boolean", "null"]}
TEXTS: Schema = {"type": "array", "items": TEXT, "minItems": 1}
SIGNS: Schema = {"type": ["array", "null"], "items": TEXT}
PAIRS: Schema = {"type": "object", "additionalProperties": TEXT, "minProperties": 1}
YES_NO: Schema = {"enum": ["yes", "no", True, False]}
STRETCHES: Schema = {"anyOf": [{"type": "array", "items": TEXT}, OPTIONAL]}


def schemas() -> dict[str, Schema]:
    """Make one schema for flows and one for each table, by file name without ending."""
    made = {
        FLOW: _flow(),
        "facts": _entries("facts", tables.FACT, ("what",)),
        "hotlines": _entries("hotlines", tables.HOTLINE, ("name",), _line()),
        "nicknames": _object(dict.fromkeys(tables.NICKNAMES, TEXTS), tables.NICKNAMES),
        "desks": _list("desks", _desk()),
        "crisis_signs": _signs(),
        "canned": _list("canned", _object(dict.fromkeys(canned.KEYS, TEXT), canned.KEYS)),
    }
    return {name: {"$schema": DRAFT, **schema} for name, schema in made.items()}


def first_line(stem: str) -> str:
    """Give the comment by which a file names its schema to an editor."""
    name = stem if stem in schemas() else FLOW
    return f"# yaml-language-server: $schema={FOLDER}/{name}.json"


def write_schemas(folder: Path) -> list[Path]:
    """Write them below the folder of flow files."""
    written = []
    for name, schema in schemas().items():
        path = folder / FOLDER / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_written(schema), encoding="utf-8")
        written.append(path)
    return written


def as_written(schema: Schema) -> str:
    """Write a schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _object(shapes: Mapping[str, Schema], required: Collection[str]) -> Schema:
    described = {key: {**shape, "description": DESCRIBED[key]} for key, shape in shapes.items()}
    return {
        "type": "object",
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(name: str, item: Schema) -> Schema:
    return _object({name: {"type": ["array", "null"], "items": item}}, (name,))


def _entries(
    name: str,
    keys: Collection[str],
    required: Collection[str],
    others: Mapping[str, Schema] | None = None,
) -> Schema:
    shapes = {key: TEXT if key in required else OPTIONAL for key in keys} | dict(others or {})
    entry = _object(shapes, required)
    return _object({name: {"type": "object", "additionalProperties": entry}}, (name,))


def _line() -> dict[str, Schema]:
    shapes: dict[str, Schema] = {
        "weekly": _days(),
        "monthly": {"type": "object", "additionalProperties": STRETCHES},
        "closed on holidays": YES_NO,
        "year end": OPTIONAL,
    }
    return {
        "kind": {"enum": [*Means]},
        "for": {"type": "array", "items": {"enum": [*Audience]}},
        "open": {"anyOf": [{"const": hours.ALL_DAY}, _object(shapes, ())]},
    }


def _days() -> Schema:
    days: Schema = {"type": "object", "additionalProperties": STRETCHES}
    return {**days, "propertyNames": {"pattern": f"^[{hours.DAYS}]+$"}}


def _signs() -> Schema:
    listed = dict.fromkeys(signs.LEVELS, SIGNS)
    by_type = dict.fromkeys(signs.TYPES, _object(listed, ()))
    return _object(by_type | dict.fromkeys(signs.OTHERS, SIGNS), signs.TYPES)


def _flow() -> Schema:
    shapes = dict.fromkeys(flows.KEYS, TEXT)
    shapes |= {
        "hurdle": {"enum": [*map(int, flows.HURDLES), *flows.HURDLES]},
        "asked as": TEXTS,
        "steps": {"type": "array", "minItems": 1, "items": _step()},
    }
    return _object(shapes, flows.REQUIRED)


def _step() -> Schema:
    """A kind by itself, or one below an id."""
    unnamed = [_kind(kind) for kind in KINDS.values() if not kind.needs_id]
    named = {
        "type": "object",
        "propertyNames": {"pattern": f"^{flows.STEP_ID.pattern}$", "not": {"enum": [*KINDS]}},
        "additionalProperties": {"anyOf": [_kind(kind) for kind in KINDS.values()]},
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [*unnamed, named]}


def _kind(kind: Kind) -> Schema:
    shapes = {key.name: PAIRS if key.shape is Shape.PAIRS else TEXT for key in kind.keys}
    return _object(shapes, [key.name for key in kind.keys if key.required])


def _desk() -> Schema:
    shapes = dict.fromkeys(desks.KEYS, TEXT)
    shapes |= {
        "work names": TEXTS,
        "languages": TEXTS,
        "hours": _hours(),
        "others may answer": YES_NO,
        "lead": OPTIONAL,
        "outcomes": PAIRS,
    }
    return _object(shapes, desks.REQUIRED)


def _hours() -> Schema:
    days: Schema = {"type": "object", "additionalProperties": STRETCHES}
    shapes: dict[str, Schema] = {
        "confirmed": YES_NO,
        "weekly": _days(),
        "closed on holidays": YES_NO,
        "year end": OPTIONAL,
        "exceptions": {**days, "type": ["object", "null"]},
    }
    return _object(shapes, ("weekly",))
