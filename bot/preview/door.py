"""The routes of the preview's page, beside those of the phones that it shows.

The page is `/preview` without a slash at its end, so that the phones' own addresses hold there.
"""

import asyncio
from pathlib import Path

from aiohttp import web

from bot.conversation.state import Place
from bot.model.ids import FlowId, Language, StepId
from bot.preview.room import Room

PAGE = Path(__file__).parent / "page"
FILES = r"/preview/{name:[\w-]+\.(js|css)}"


class Door:
    """Takes the page's wishes to the room."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def routes(self) -> list[web.AbstractRouteDef]:
        """List the routes."""
        return [
            web.get("/preview", self.page),
            web.get(FILES, self.file),
            web.get("/preview/state", self.state),
            web.get("/preview/chart", self.chart),
            web.post("/preview/restart", self.restart),
            web.post("/preview/jump", self.jump),
            web.post("/preview/speak", self.speak),
            web.post("/preview/script", self.script),
        ]

    async def page(self, _: web.Request) -> web.StreamResponse:
        """Give the page."""
        return web.FileResponse(PAGE / "index.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Give one of its files."""
        path = PAGE / request.match_info["name"]
        if not await asyncio.to_thread(path.is_file):
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def state(self, _: web.Request) -> web.Response:
        """Tell what the page draws."""
        return web.json_response(await self.room.state())

    async def chart(self, request: web.Request) -> web.Response:
        """Draw a flow, or all."""
        wanted = request.query
        drawn = self.room.chart(wanted.get("flow", ""), wanted.get("language", ""))
        if drawn is None:
            raise web.HTTPNotFound
        return web.Response(text=drawn, content_type="image/svg+xml")

    async def restart(self, request: web.Request) -> web.Response:
        """Begin anew."""
        self.room.visit.begin()
        return await self.state(request)

    async def jump(self, request: web.Request) -> web.Response:
        """Go to a step."""
        flow, _, step = str((await request.json()).get("place", "")).partition(".")
        content = self.room.content
        place = Place(FlowId(flow), StepId(step))
        if content is None or not await self.room.visit.jump(place, content):
            raise web.HTTPBadRequest
        return await self.state(request)

    async def speak(self, request: web.Request) -> web.Response:
        """Go on in another language."""
        language = Language(str((await request.json()).get("language", "")))
        content = self.room.content
        if content is None or language not in content.languages():
            raise web.HTTPBadRequest
        await self.room.visit.speak(language, content)
        return await self.state(request)

    async def script(self, _: web.Request) -> web.Response:
        """Write the visit down as a script."""
        try:
            return web.json_response(await self.room.script())
        except OSError as error:
            return web.json_response({"error": error.strerror}, status=500)
