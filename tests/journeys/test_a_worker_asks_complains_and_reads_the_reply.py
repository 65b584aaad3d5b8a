"""A worker asks what is cut from pay, complains, and a person answers: on the web and on Telegram."""

from __future__ import annotations

import re
import uuid

import httpx2
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.journeys.people import Chatter, Officer
from tests.whole import House, Widget, words

pytestmark = pytest.mark.whole
QUESTION = "តើ ប.ស.ស. គេកាត់ប្រាក់ខែខ្ញុំប៉ុន្មាន"
STORY = "ថៅកែមិនបានបង់ភាគទានឱ្យពួកខ្ញុំបីខែមកហើយ"
EMPLOYER, SAFE, SEND = "ថៅកែ ឬកន្លែងធ្វើការ", "អត់មានទេ", "ផ្ញើពាក្យបណ្តឹង"


def one() -> str:
    return str(uuid.uuid4())


def test_on_the_web_in_khmer(house: House, officer: Officer) -> None:
    worker = Widget(house.site)
    answer = worker.ask(one(), QUESTION)
    assert "24,000 រៀល" in answer
    assert "ប្រភព" in answer
    worker.press(one(), "ដាក់ពាក្យបណ្តឹង")
    worker.press(one(), EMPLOYER)
    worker.ask(one(), STORY)
    worker.press(one(), "រំលង")
    worker.ask(one(), "កណ្តាល")
    assert STORY in worker.press(one(), SAFE)
    assert re.search(r"(\d{4}\s){3}\d{4}", worker.press(one(), SEND))
    before = set(officer.waiting())
    case = next(case for case in before if STORY in officer.claim(case))
    officer.note(case, "ត្រូវសួរសាខា")
    officer.reply(case, "យើងនឹងទៅពិនិត្យរោងចក្រ")
    heard = words(worker.hear())
    assert "យើងនឹងទៅពិនិត្យរោងចក្រ" in heard
    assert "ត្រូវសួរសាខា" not in heard
    worker.send(one(), text="អរគុណច្រើន ខ្ញុំរង់ចាំ")
    _until(lambda: "អរគុណច្រើន ខ្ញុំរង់ចាំ" in officer.page(case))
    officer.close(case, "ថៅកែបានបង់គ្រប់ហើយ")
    assert "ថៅកែបានបង់គ្រប់ហើយ" in words(worker.hear())
    assert "24,000 រៀល" in worker.ask(one(), QUESTION)
    worker.close()


def test_on_telegram_in_khmer(house: House, officer: Officer, telegram: tuple[FakeTelegram, str], chat: int) -> None:
    worker = Chatter(telegram[0], chat)
    assert "ប.ស.ស." in worker.says("/start")
    answer = worker.says(QUESTION)
    assert "24,000 រៀល" in answer
    assert "ប្រភព" in answer
    worker.says("/complain")
    worker.presses(EMPLOYER)
    worker.says(STORY + " តេឡេក្រាម")
    worker.presses("រំលង")
    worker.presses("រំលង")
    worker.presses(SAFE)
    assert re.search(r"(\d{4}\s){3}\d{4}", worker.presses(SEND))
    case = next(case for case in officer.waiting() if STORY + " តេឡេក្រាម" in officer.claim(case))
    officer.reply(case, "មន្ត្រីនឹងទៅពិនិត្យ")
    assert "មន្ត្រីនឹងទៅពិនិត្យ" in worker.hears()
    telegram[0].say(chat, "អរគុណលោក")
    _until(lambda: "អរគុណលោក" in officer.page(case))
    assert worker.silent_for(1)
    officer.close(case, "រឿងចប់ហើយ")
    assert "រឿងចប់ហើយ" in worker.hears()
    assert "24,000 រៀល" in worker.says(QUESTION)


def test_in_english_and_with_a_follow_up(house: House) -> None:
    hr = Widget(house.site, "en")
    assert "800,000 riel" in hr.ask(one(), "How much money do I get when my baby is born?")
    assert "1,200,000 riel" in hr.ask(one(), "and for twins?")
    assert "exchange rate" in hr.ask(one(), "I earn 300 dollars, work out my contribution")
    assert "riel" in hr.ask(one(), "4100")
    hr.close()


def test_a_picture_on_telegram_gets_a_kind_word(telegram: tuple[FakeTelegram, str], house: House, chat: int) -> None:
    worker = Chatter(telegram[0], chat)
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1, "file_size": 10}]
    assert "សូមសរសេរជាអក្សរ" in worker.sends(photo=photo)


def test_a_complaint_on_the_plain_page_and_its_answer_by_receipt(house: House, officer: Officer) -> None:
    with httpx2.Client(base_url=house.site, trust_env=False, timeout=30) as http:
        form = dict(re.findall(r'name="(form|lang)" value="([^"]*)"', http.get("/complaint").text))
        empty = http.post("/complaint", data=form)
        assert empty.status_code == 422
        filled = form | {"subject": "facility", "story": "គេទារលុយក្រៅ", "urgent": "no", "province": "បាត់ដំបង"}
        first, again = http.post("/complaint", data=filled), http.post("/complaint", data=filled)
        receipt = re.search(r"(?:\d{4}\s){3}\d{4}", first.text)[0]
        assert receipt in again.text
        cases = [case for case in officer.waiting() if "គេទារលុយក្រៅ" in officer.claim(case)]
        assert len(cases) == 1
        officer.reply(cases[0], "យើងនឹងសួរមន្ទីរពេទ្យ")
        page = http.post("/case", data={"receipt": receipt, "lang": "km"}).text
        assert "យើងនឹងសួរមន្ទីរពេទ្យ" in page
        hidden = dict(re.findall(r'name="(sealed|origin|lang)" value="([^"]*)"', page))
        assert "អរគុណ យើងចាំ" in http.post("/case/message", data=hidden | {"text": "អរគុណ យើងចាំ"}).text
        assert "អរគុណ យើងចាំ" in officer.page(cases[0])


def _until(true, seconds: float = 15) -> None:
    import time

    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.1)
