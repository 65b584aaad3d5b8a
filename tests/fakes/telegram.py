"""A strict loopback Bot API: refuses what Telegram refuses, keeps its limits, and misbehaves on request.

`python -m tests.fakes.telegram --port 18088` runs it with a control API under /control; the token is TOKEN below.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from tests.fakes import telegram_rules as rules
from tests.fakes.telegram_control import add_control, deliver
from tests.fakes.telegram_rules import Refused, bad

TOKEN = "424242:FAKE-token-for-loopback-tests-only"
BOT = {"id": 424242, "is_bot": True, "first_name": "NSSF test", "username": "nssf_test_bot"}
BOT |= {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
_TEXT = {"text", "parse_mode", "reply_markup", "link_preview_options", "entities"}
PARAMETERS = {
    "getme": set(),
    "getupdates": {"offset", "limit", "timeout", "allowed_updates"},
    "setwebhook": {"url", "secret_token", "allowed_updates", "max_connections", "drop_pending_updates"},
    "deletewebhook": {"drop_pending_updates"},
    "getwebhookinfo": set(),
    "sendmessage": {"chat_id", "disable_notification", "protect_content", *_TEXT},
    "editmessagetext": {"chat_id", "message_id", *_TEXT},
    "answercallbackquery": {"callback_query_id", "text", "show_alert"},
    "sendchataction": {"chat_id", "action"},
    "setmycommands": {"commands", "language_code", "scope"},
    "getfile": {"file_id"},
    "leavechat": {"chat_id"},
}


class FakeTelegram:
    """The state of one fake Telegram with one bot, and its web app. Times are monotonic seconds."""

    def __init__(self, limits: bool = True) -> None:
        self.limits = limits
        self.updates: deque[dict[str, Any]] = deque()
        self.sent: list[dict[str, Any]] = []  # every accepted sendMessage, with "at"
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: list[tuple[str, str]] = []
        self.violations = 0  # messages sent although we had said "retry after"
        self.commands: dict[str | None, list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {}
        self.left: list[int] = []
        self.files: dict[str, bytes] = {}
        self.chats: set[int] = set()
        self.blocked: set[int] = set()
        self.scripts: list[dict[str, Any]] = []
        self.delivery = {"duplicates": 1, "disorder": False, "seed": 1}
        self.webhook_statuses: list[int] = []
        self.callbacks: dict[str, bool] = {}  # id -> answered
        self._ids = itertools.count(1)
        self._update_ids = itertools.count(700_000_001)
        self._told: dict[int | None, float] = {}
        self._lately: dict[int | None, deque[float]] = defaultdict(deque)
        self._polling = 0
        self.closing = False
        self.app = FastAPI(lifespan=self._lifespan)
        self.app.add_api_route("/bot{token}/{method}", self._call, methods=["GET", "POST"])
        self.app.add_api_route("/file/bot{token}/{path:path}", self._file, methods=["GET"])
        add_control(self)

    # -- citizens ------------------------------------------------------------------------------------------------

    def say(self, chat: int, text: str) -> dict[str, Any]:
        """A citizen writes in a private chat."""
        return self.push({"message": self._message(chat, text=text)})

    def press(self, chat: int, data: str) -> dict[str, Any]:
        """A citizen presses a button with this callback data."""
        callback = str(next(self._ids) + 10**15)
        self.callbacks[callback] = False
        query = {"id": callback, "from": self._person(chat), "chat_instance": "1", "data": data}
        return self.push({"callback_query": query | {"message": self._message(chat, text="…") | {"from": BOT}}})

    def push(self, update: dict[str, Any]) -> dict[str, Any]:
        """Any update arrives; it gets the next id unless it has one."""
        update = {"update_id": next(self._update_ids), **update}
        with suppress(AttributeError, KeyError, TypeError):  # poison on purpose makes nobody known
            self.chats.add(update["message"]["chat"]["id"])
        self.updates.append(update)
        return update

    def messages(self, chat: int) -> list[dict[str, Any]]:
        """What the bot has said in a chat, in order."""
        return [message for message in list(self.sent) if message["chat"]["id"] == chat]

    def script(
        self, do: str, method: str = "sendmessage", chat: int | None = None, times: int = 1, **more: Any
    ) -> None:
        """Misbehave the next `times`: 429 (retry_after), a status, hang (accept, then silence), silence, reset, slow,
        garbage, cant_parse, refuse (description), blocked, deactivated, not_found, migrate, unauthorized."""
        self.scripts.append({"do": do, "method": method.lower(), "chat": chat, "times": times, **more})

    @staticmethod
    def _person(chat: int) -> dict[str, Any]:
        return {"id": chat, "is_bot": False, "first_name": "Citizen", "language_code": "km"}

    def _message(self, chat: int, **content: Any) -> dict[str, Any]:
        where = {"id": chat, "type": "private", "first_name": "Citizen"}
        sent = {"message_id": next(self._ids), "date": int(time.time()), "chat": where}
        return sent | {"from": self._person(chat)} | content

    # -- the Bot API ---------------------------------------------------------------------------------------------

    async def _call(self, token: str, method: str, request: Request) -> Response:
        method = method.lower()
        try:
            if token != TOKEN:
                raise Refused(401, "Unauthorized")
            if method not in PARAMETERS:
                raise Refused(404, "Not Found: method not found")
            asked = dict(request.query_params) | {name: str(value) for name, value in (await request.form()).items()}
            asked = {name: value if name in ("text", "data") else rules.decoded(value) for name, value in asked.items()}
            if unknown := set(asked) - PARAMETERS[method]:
                raise bad(f"unknown parameters {sorted(unknown)}")
            self.calls.append((method, asked))
            script = self._scripted(method, asked.get("chat_id"))
            if script and (early := await self._misbehave(script, asked)):
                return early
            result = await getattr(self, f"_{method}")(asked)
            return await self._late(script, {"ok": True, "result": result})
        except Refused as no:
            self.refusals.append((method, no.description))
            answer: dict[str, Any] = {"ok": False, "error_code": no.status, "description": no.description}
            return JSONResponse(answer | ({"parameters": no.parameters} if no.parameters else {}), no.status)

    def _scripted(self, method: str, chat: Any) -> dict[str, Any] | None:
        for script in self.scripts:
            if script["method"] == method and script["chat"] in (None, chat) and script["times"] > 0:
                script["times"] -= 1
                return script
        return None

    async def _misbehave(self, script: dict[str, Any], asked: dict[str, Any]) -> Response | None:
        match script["do"]:
            case "429":
                after, chat = script.get("retry_after", 1), asked.get("chat_id")
                self._told[chat] = time.monotonic() + after
                raise Refused(429, f"Too Many Requests: retry after {after}", retry_after=after)
            case "silence":
                await self._sleep(script.get("seconds", 60))
                return Response(status_code=504)
            case "reset":
                return StreamingResponse(_broken(), headers={"Content-Length": "100"})
            case "garbage":
                return Response("<html>not JSON</html>")
            case "cant_parse" if asked.get("parse_mode"):
                raise bad("can't parse entities: Unsupported start tag at byte offset 0")
            case "refuse":
                raise bad(script.get("description", "BUTTON_DATA_INVALID"))
            case "blocked":
                raise Refused(403, "Forbidden: bot was blocked by the user")
            case "deactivated":
                raise Refused(403, "Forbidden: user is deactivated")
            case "not_found":
                raise bad("chat not found")
            case "migrate":
                moved = "Bad Request: group chat was upgraded to a supergroup chat"
                raise Refused(400, moved, migrate_to_chat_id=-1001234567890)
            case "unauthorized":
                raise Refused(401, "Unauthorized")
            case status if status.isdecimal():
                raise Refused(int(status), "Internal Server Error")
        return None

    async def _late(self, script: dict[str, Any] | None, answer: dict[str, Any]) -> Response:
        response = JSONResponse(answer)
        if script and script["do"] == "hang":
            await self._sleep(script.get("seconds", 60))
        if script and script["do"] == "slow":
            return StreamingResponse(_slowly(bytes(response.body), script.get("seconds", 1.0)))
        return response

    async def _getme(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return BOT

    async def _getupdates(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, deadline = asked.get("offset", 0), time.monotonic() + asked.get("timeout", 0)
        while self.updates and self.updates[0]["update_id"] < offset:  # an offset confirms everything before it
            self.updates.popleft()
        self._polling = mine = self._polling + 1
        while not self.updates and time.monotonic() < deadline and not self.closing:
            await asyncio.sleep(0.01)
            if self._polling != mine:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
        wanted = asked.get("allowed_updates") or []
        fits = [one for one in self.updates if not wanted or any(kind in one for kind in wanted)]
        return fits[: asked.get("limit", 100)]

    async def _setwebhook(self, asked: dict[str, Any]) -> bool:
        if not str(asked.get("url", "")).startswith(("https://", "http://127.0.0.1")):
            raise bad("bad webhook: an HTTPS URL must be provided for webhook")
        secret = str(asked.get("secret_token", ""))
        if not secret.replace("_", "").replace("-", "").isalnum() or len(secret) > 256:
            raise bad("secret token contains unallowed characters")
        if not 1 <= asked.get("max_connections", 40) <= 100:
            raise bad("max_connections")
        self.webhook = asked
        return True

    async def _deletewebhook(self, _asked: dict[str, Any]) -> bool:
        self.webhook = {}
        return True

    async def _getwebhookinfo(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"url": self.webhook.get("url", ""), "pending_update_count": len(self.updates)}

    async def _sendmessage(self, asked: dict[str, Any]) -> dict[str, Any]:
        chat = self._known_chat(asked)
        seen = rules.shown(asked.get("text", ""), asked.get("parse_mode"))
        rows = rules.keyboard(asked.get("reply_markup"))
        self._keep_limits(chat)
        message = {"message_id": next(self._ids), "date": int(time.time()), "from": BOT, "text": seen}
        message["chat"] = {"id": chat, "type": "private" if chat > 0 else "group"}
        message |= {"reply_markup": {"inline_keyboard": rows}} if rows else {}
        raw = {"raw": asked["text"], "parse_mode": asked.get("parse_mode")}
        self.sent.append(message | raw | {"at": time.monotonic()})
        return message

    async def _editmessagetext(self, asked: dict[str, Any]) -> dict[str, Any]:
        seen = rules.shown(asked.get("text", ""), asked.get("parse_mode"))
        rules.keyboard(asked.get("reply_markup"))
        for message in self.messages(self._known_chat(asked)):
            if message["message_id"] == asked.get("message_id"):
                if message["text"] == seen:
                    raise bad("message is not modified")
                message["text"] = seen
                return {name: message[name] for name in ("message_id", "date", "chat", "from", "text")}
        raise bad("message to edit not found")

    async def _answercallbackquery(self, asked: dict[str, Any]) -> bool:
        callback = str(asked.get("callback_query_id"))
        if self.callbacks.get(callback, True):
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(str(asked.get("text", ""))) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.callbacks[callback] = True
        return True

    async def _sendchataction(self, asked: dict[str, Any]) -> bool:
        self._known_chat(asked)
        if asked.get("action") not in ("typing", "upload_document", "upload_photo"):
            raise bad("wrong parameter action in request")
        return True

    async def _setmycommands(self, asked: dict[str, Any]) -> bool:
        self.commands[asked.get("language_code")] = rules.commands(asked.get("commands"))
        return True

    async def _getfile(self, asked: dict[str, Any]) -> dict[str, Any]:
        if (content := self.files.get(str(asked.get("file_id")))) is None:
            raise bad("invalid file_id")
        name = str(asked["file_id"])
        return {"file_id": name, "file_unique_id": name, "file_size": len(content), "file_path": f"files/{name}"}

    async def _leavechat(self, asked: dict[str, Any]) -> bool:
        self.left.append(self._known_chat(asked))
        return True

    async def _file(self, token: str, path: str) -> Response:
        content = self.files.get(path.removeprefix("files/")) if token == TOKEN else None
        return Response(status_code=404) if content is None else Response(content)

    def _known_chat(self, asked: dict[str, Any]) -> int:
        chat = asked.get("chat_id")
        if not isinstance(chat, int) or chat not in self.chats:
            raise bad("chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return chat

    def _keep_limits(self, chat: int) -> None:
        moment = time.monotonic()
        for whom in (chat, None):
            if moment < self._told.get(whom, 0.0):
                self.violations += 1
                raise self._flood(whom, self._told[whom] - moment)
        for whom, most in ((chat, 1), (None, 30)) if self.limits else ():
            lately = self._lately[whom]
            while lately and lately[0] <= moment - 1.0:
                lately.popleft()
            if len(lately) >= most:
                raise self._flood(whom, 1.0)
        for whom in (chat, None):
            self._lately[whom].append(moment)

    def _flood(self, whom: int | None, seconds: float) -> Refused:
        after = max(1, -int(-seconds // 1))
        self._told[whom] = max(self._told.get(whom, 0.0), time.monotonic() + after)
        return Refused(429, f"Too Many Requests: retry after {after}", retry_after=after)

    @asynccontextmanager
    async def _lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(deliver(self))
        yield
        self.closing = True
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _sleep(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.closing:
            await asyncio.sleep(0.02)


async def _broken() -> AsyncIterator[bytes]:
    yield b'{"ok":'
    raise ConnectionResetError


async def _slowly(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    for at in range(len(body)):
        yield body[at : at + 1]
        await asyncio.sleep(seconds / len(body))


def main() -> None:
    """Serve until interrupted."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--no-limits", action="store_true")
    asked = options.parse_args()
    uvicorn.run(FakeTelegram(not asked.no_limits).app, host="127.0.0.1", port=asked.port, log_level="warning")


if __name__ == "__main__":
    main()
