"""The people of the journeys: an officer at the desk and a citizen on Telegram, over HTTP like their real programs."""

from __future__ import annotations

import re
import time
from typing import Any

import httpx2

from tests.fakes.telegram import FakeTelegram
from tests.whole import House

PASSWORD = "green rivers carry nine boats"
_HIDDEN = re.compile(r'name="(csrf|origin)" value="([^"]*)"')


class Officer:
    """Signs in with the first password, chooses a new one, and works through the pages' own forms."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.http = httpx2.Client(base_url=house.desk, trust_env=False, timeout=30, follow_redirects=True)
        self.http.headers["Origin"] = house.desk
        first = next(one for one in house.first if one.username == "desk")
        self._post("/sign-in", "/sign-in", username="desk", password=first.password)
        self._post("/first-password", "/first-password", new=PASSWORD, again=PASSWORD)

    def __enter__(self) -> Officer:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def _post(self, page: str, action: str, **fields: str) -> str:
        shown = self.http.get(page).text
        form = next((part for part in shown.split("<form")[1:] if f'action="{action}"' in part), "")
        hidden = dict(_HIDDEN.findall(form.split("</form>")[0]))
        reply = self.http.post(action, data=hidden | fields)
        assert reply.status_code == 200, reply.status_code
        return reply.text

    def waiting(self) -> list[str]:
        """Ids of the cases nobody has."""
        return list(
            dict.fromkeys(re.findall(r'href="/case/([0-9a-f]{32})"', self.http.get("/queue?view=waiting").text))
        )

    def claim(self, case: str) -> str:
        """Take a case; returns its page."""
        self._post(f"/case/{case}", f"/case/{case}/claim")
        return self.http.get(f"/case/{case}").text

    def reply(self, case: str, text: str) -> None:
        """Answer the citizen."""
        self._post(f"/case/{case}", f"/case/{case}/reply", text=text)

    def note(self, case: str, text: str) -> None:
        """Write to colleagues."""
        self._post(f"/case/{case}", f"/case/{case}/note", text=text)

    def close(self, case: str, text: str) -> None:
        """End the case."""
        self._post(f"/case/{case}", f"/case/{case}/close", text=text)

    def page(self, case: str) -> str:
        """The case as the desk sees it."""
        return self.http.get(f"/case/{case}").text


class Chatter:
    """A citizen in one Telegram chat of the fake."""

    def __init__(self, telegram: FakeTelegram, chat: int) -> None:
        self.telegram, self.chat = telegram, chat
        self.heard = 0

    def says(self, text: str) -> str:
        """Words, and the bot's answer to them."""
        self.telegram.say(self.chat, text)
        return self.hears()

    def presses(self, label: str) -> str:
        """The newest button with this label, and the answer."""
        self.telegram.press(self.chat, self._data(label))
        return self.hears()

    def sends(self, **content: Any) -> str:
        """Any other kind of message, and the answer."""
        self.telegram.push({"message": self.telegram._message(self.chat, **content)})
        return self.hears()

    def hears(self, seconds: float = 20) -> str:
        """What the bot has said since last time; waits for something, then until it is quiet."""
        deadline, quiet_since, count = time.monotonic() + seconds, time.monotonic(), self.heard
        while time.monotonic() < deadline:
            now = len(self.telegram.messages(self.chat))
            if now != count:
                count, quiet_since = now, time.monotonic()
            if count > self.heard and time.monotonic() - quiet_since > 1.2:
                break
            time.sleep(0.05)
        new = self.telegram.messages(self.chat)[self.heard : count]
        self.heard = count
        return "\n".join(message["text"] for message in new)

    def silent_for(self, seconds: float) -> bool:
        """Whether the bot says nothing for a while."""
        time.sleep(seconds)
        return len(self.telegram.messages(self.chat)) == self.heard

    def _data(self, label: str) -> str:
        for message in reversed(self.telegram.messages(self.chat)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return button["callback_data"]
        raise AssertionError(f"no button {label}")
