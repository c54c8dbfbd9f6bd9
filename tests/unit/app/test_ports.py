"""Several may be asked at one address, each for as long as it answers."""

import asyncio
import socket

import aiohttp
import pytest
from aiohttp import web

from bot.app.ports import Ports
from bot.model.errors import SettingsError


@pytest.fixture
def address(unused_tcp_port: int) -> str:
    return f"127.0.0.1:{unused_tcp_port}"


async def answer(request: web.Request) -> web.Response:
    return web.Response(text=request.path)


async def status(address: str, path: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}{path}") as got:
        return got.status


async def test_paths_of_several_share_an_address_and_go_one_by_one(address: str) -> None:
    ports = Ports()

    async with ports.answering("SETTING", address, {"/one": answer}):
        async with ports.answering("SETTING", address, {"/two": answer}):
            both = [await status(address, path) for path in ("/one", "/two", "/three")]
        one = [await status(address, path) for path in ("/one", "/two")]

    assert both == [200, 200, 404]
    assert one == [200, 404]
    with pytest.raises(aiohttp.ClientConnectorError):
        await status(address, "/one")


async def test_an_address_that_is_free_again_can_be_taken_again(address: str) -> None:
    ports = Ports()

    for _ in range(2):
        async with ports.answering("SETTING", address, {"/one": answer}):
            assert await status(address, "/one") == 200


async def test_a_taken_address_is_said_by_its_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(SettingsError, match=f"ENGAWA_X is wrong, {address} cannot be"):
            async with Ports().answering("ENGAWA_X", address, {"/one": answer}):
                pass


async def test_what_is_being_answered_at_the_end_is_answered(address: str) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        asked.set()
        await go_on.wait()
        return web.Response()

    async with Ports().answering("SETTING", address, {"/slow": slow}):
        asking = asyncio.ensure_future(status(address, "/slow"))
        await asked.wait()
        asyncio.get_running_loop().call_soon(go_on.set)

    assert await asking == 200
