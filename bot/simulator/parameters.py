"""The parameters of a call, however they were sent, read as the official server reads them."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.simulator.wire import Json, bad_request

TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent within a multipart body."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values by name: text from forms and query strings, anything from a JSON body."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Say whether it was given at all."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """Read a text; empty when absent."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number; what is none counts as the default, as on the real server."""
        value = self.values.get(name)
        try:
            return default if value is None else int(value)
        except (TypeError, ValueError):
            return default

    def number(self, name: str, default: float = 0.0) -> float:
        """Read a number with a fraction."""
        value = self.values.get(name)
        try:
            return default if value is None else float(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        value = self.values.get(name)
        return value is True or str(value).lower() in TRUE

    def structure(self, name: str) -> Any:  # Any: whatever JSON the caller wrote
        """Read a value that is JSON, written out in a form or nested in a JSON body."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as problem:
            raise bad_request(f"can't parse {name} JSON object") from problem

    def mapping(self, name: str) -> Json | None:
        """Read a JSON object, or nothing."""
        value = self.structure(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"can't parse {name}: expected an Object")

    def items(self, name: str) -> list[Any]:  # Any: the items' own shapes
        """Read a JSON array; empty when absent."""
        value = self.structure(name)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        raise bad_request(f"expected an Array of {name}")

    def objects(self, name: str) -> list[Json]:
        """Read a JSON array of objects; empty when absent."""
        found = self.items(name)
        if all(isinstance(item, dict) for item in found):
            return found
        raise bad_request(f"can't parse {name}: expected an Object")

    def integers(self, name: str) -> list[int]:
        """Read a JSON array of whole numbers; empty when absent."""
        try:
            return [int(item) for item in self.items(name)]
        except (TypeError, ValueError) as problem:
            raise bad_request(f"expected an Array of {name}") from problem


async def read(request: web.Request) -> Parameters:
    """Read the query string and the body of a call."""
    values: Json = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return Parameters(values)
    if request.content_type == "application/json":
        return Parameters({**values, **await _read_json(request)})
    if request.content_type == "application/x-www-form-urlencoded":
        return Parameters({**values, **await request.post()})
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, values)
    return Parameters(values)


async def _read_json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as problem:
        raise bad_request("can't parse JSON object") from problem
    if not isinstance(body, dict):
        raise bad_request("JSON object expected")
    return body


async def _read_multipart(request: web.Request, values: Json) -> Parameters:
    uploads: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            uploads[name] = Upload(part.filename, part.content_type, part.file.read())
        else:
            values[name] = part
    return Parameters(values, uploads)
