"""The Bot API over HTTP: routes, envelopes, faults on the way, and the methods about updates."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

from aiohttp import web

from bot.simulator.clock import Clock, sleep
from bot.simulator.faults import Fault, Faults
from bot.simulator.journal import Journal
from bot.simulator.limits import Limits
from bot.simulator.methods import METHODS, Method
from bot.simulator.parameters import Parameters, read
from bot.simulator.updates import LONGEST_POLL, MOST_UPDATES, Asked, UpdateQueue
from bot.simulator.webhook import Courier
from bot.simulator.wire import Json, Refusal
from bot.simulator.world import World

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)
WORDS = {401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered with; `text` instead of a body for what is no JSON."""

    status: int
    body: Json
    text: str = ""

    def response(self) -> web.Response:
        """Put it into HTTP."""
        if self.text:
            return web.Response(status=self.status, text=self.text, content_type="text/html")
        response = web.Response(
            status=self.status,
            body=json.dumps(self.body, ensure_ascii=False).encode(),
            content_type="application/json",
        )
        wait = self.body.get("parameters", {}).get("retry_after")
        if wait is not None:
            response.headers["Retry-After"] = str(wait)
        return response


def accepted(result: object, description: str = "") -> Answer:
    """Build the envelope of a success."""
    body: Json = {"ok": True, "result": result}
    return Answer(200, {**body, "description": description} if description else body)


def refused(refusal: Refusal) -> Answer:
    """Build the envelope of an error."""
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Answer(refusal.code, body)


@dataclass(slots=True, eq=False)
class BotApi:
    """Answers the calls of one bot; `limits` is None where there are none."""

    token: str
    world: World
    queue: UpdateQueue
    courier: Courier
    journal: Journal
    faults: Faults
    clock: Clock
    limits: Limits | None

    def routes(self) -> list[web.RouteDef]:
        """List the routes, for GET and POST alike."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer a call."""
        if request.match_info["token"] != self.token:
            return refused(Refusal(401, "Unauthorized")).response()
        name = request.match_info["method"]
        try:
            parameters = await read(request)
        except Refusal as refusal:
            return refused(refusal).response()
        fault = self.faults.strike(name, parameters) if self.faults.rules else None
        if fault is not None:
            self.journal.write("fault", fault.effect, parameters.values, name)
            return await self._suffer(fault, request, name, parameters)
        return (await self.answer(name, parameters)).response()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give the content of a file."""
        file = self.world.files.at(request.match_info["path"])
        if request.match_info["token"] != self.token:
            return refused(Refusal(401, "Unauthorized")).response()
        if file is None:
            return refused(Refusal(404, "Not Found")).response()
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def answer(self, name: str, parameters: Parameters) -> Answer:
        """Carry out a call and write it down."""
        if name.lower() != "getupdates":
            return self.execute(name, parameters)
        try:
            answer = accepted(await self._get_updates(parameters))
        except Refusal as refusal:
            answer = refused(refusal)
        self._note("getUpdates", parameters, answer)
        return answer

    def execute(self, name: str, parameters: Parameters) -> Answer:
        """Carry out any method but getUpdates, and write it down."""
        known = METHODS.get(name.lower())
        own = OWN_METHODS.get(name.lower())
        try:
            if own is not None:
                answer = own(self, parameters)
            elif known is not None:
                answer = accepted(self._run(known, parameters))
            else:
                answer = refused(Refusal(404, "Not Found"))
        except Refusal as refusal:
            answer = refused(refusal)
        self._note(known.name if known else name, parameters, answer)
        return answer

    def _run(self, method: Method, parameters: Parameters) -> object:
        if self.limits is None or method.weight is None:
            return method.run(self.world, parameters)
        chat_id, weight = parameters.integer("chat_id"), method.weight(parameters)
        self.limits.check(chat_id, weight)
        result = method.run(self.world, parameters)
        self.limits.spend(chat_id, weight)
        return result

    def _note(self, name: str, parameters: Parameters, answer: Answer) -> None:
        is_ok = answer.status == HTTPStatus.OK
        outcome = answer.body.get("result") if is_ok else (answer.body or answer.text)
        self.journal.write("call", name, parameters.values, outcome, ok=is_ok)

    async def _get_updates(self, parameters: Parameters) -> list[Json]:
        if self.courier.hook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._subscribe(parameters)
        limit = min(max(1, parameters.integer("limit", MOST_UPDATES)), MOST_UPDATES)
        timeout = min(max(0, parameters.integer("timeout")), LONGEST_POLL)
        return await self.queue.poll(Asked(parameters.integer("offset"), limit, timeout))

    def _subscribe(self, parameters: Parameters) -> None:
        """Keep the list of wanted updates if one is given; an empty one means the usual ones."""
        if parameters.has("allowed_updates"):
            wanted = parameters.items("allowed_updates")
            self.queue.allowed = frozenset(str(kind) for kind in wanted) or None

    def set_webhook(self, parameters: Parameters) -> Answer:
        """Answer setWebhook."""
        if parameters.flag("drop_pending_updates"):
            self.courier.forget_waiting()
        self._subscribe(parameters)
        return accepted(True, self.courier.set(parameters))

    def delete_webhook(self, parameters: Parameters) -> Answer:
        """Answer deleteWebhook."""
        if parameters.flag("drop_pending_updates"):
            self.courier.forget_waiting()
        return accepted(True, self.courier.remove())

    def get_webhook_info(self, _: Parameters) -> Answer:
        """Answer getWebhookInfo."""
        return accepted(self.courier.report())

    async def _suffer(
        self, fault: Fault, request: web.Request, name: str, parameters: Parameters
    ) -> web.StreamResponse:
        suffering = SUFFERINGS.get(fault.effect)
        if suffering is not None:
            await suffering(self, fault, request)
            return (await self.answer(name, parameters)).response()
        if fault.effect == "executed_but_lost":
            await self.answer(name, parameters)
            return break_off(request)
        answer = _bad_answer(fault)
        self._note(name, parameters, answer)
        return break_off(request) if fault.effect == "reset" else answer.response()

    async def hang(self, _: Fault, __: web.Request) -> None:
        """Hold a call until it is released; when its client gives up, this is cancelled."""
        await self.faults.released()

    async def delay(self, fault: Fault, _: web.Request) -> None:
        """Hold a call for a while, by the clock."""
        await sleep(self.clock, fault.seconds)


Suffering = Callable[[BotApi, Fault, web.Request], Awaitable[None]]
SUFFERINGS: dict[str, Suffering] = {"hang": BotApi.hang, "delay": BotApi.delay}
OWN_METHODS: dict[str, Callable[[BotApi, Parameters], Answer]] = {
    "setwebhook": BotApi.set_webhook,
    "deletewebhook": BotApi.delete_webhook,
    "getwebhookinfo": BotApi.get_webhook_info,
}


def break_off(request: web.Request) -> web.StreamResponse:
    """Break the connection; the response is never seen."""
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()
    return web.Response()


def _bad_answer(fault: Fault) -> Answer:
    if fault.effect == "reset":
        return Answer(0, {}, "connection reset")
    if fault.effect == "flood":
        wait = fault.retry_after
        description = f"Too Many Requests: retry after {wait}"
        return refused(Refusal(429, description, {"retry_after": wait}))
    if fault.effect == "refuse":
        status = 400 if fault.status == HTTPStatus.INTERNAL_SERVER_ERROR else fault.status
        return refused(Refusal(status, fault.description or WORDS.get(status, "Bad Request")))
    if fault.status == HTTPStatus.BAD_GATEWAY:
        return Answer(502, {}, BAD_GATEWAY)
    return refused(Refusal(fault.status, fault.description or "Internal Server Error"))
