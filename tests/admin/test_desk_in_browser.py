"""The desk in a real browser: a day's work by hand, no accessibility fault, and nothing wider than the screen."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from tests.admin.scene import PASSWORD, STORY, Role, Scene
from tests.browser import AXE

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

pytestmark = pytest.mark.browser


@pytest.fixture
def site(scene: Scene) -> Iterator[str]:
    """The address of the running desk."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(scene.app, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.01)
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = server.force_exit = True
    thread.join(10)
    door.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fails its test when its console reports a fault, such as a breach of the content policy."""
    with browser.new_context(viewport=WIDE, base_url=site) as context:
        opened = context.new_page()
        faults: list[str] = []
        opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        yield opened
        faults = [fault for fault in faults if "status of 404" not in fault]  # one test asks for a page there is not
        assert not faults, faults


def sign_in(page: Page, username: str) -> None:
    page.goto("/")
    page.locator("#username").fill(username)
    page.locator("#password").fill(PASSWORD)
    page.locator("button.main").click()


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found["violations"] for node in fault["nodes"]]


def test_a_day_at_the_desk(scene: Scene, page: Page) -> None:
    scene.person("dara")
    case_id = scene.complaint(urgent=True)
    sign_in(page, "dara")
    page.get_by_role("button", name="Take this case").click()
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_label("Words the citizen will read").fill("We called the branch.")
    page.get_by_role("button", name="Send to the citizen").dblclick()
    expect(page.get_by_role("status").first).to_have_text("Your reply is on its way to the citizen.")
    page.get_by_text("Internal note – the citizen never sees it").click()
    page.get_by_label("Note for staff").fill("Ask the inspector.")
    page.get_by_role("button", name="Keep for staff only").click()
    expect(page.locator("li.note")).to_contain_text("Staff only")
    page.get_by_text("Close this case", exact=True).click()
    page.get_by_label("Last words to the citizen").fill("Your card is ready.")
    page.get_by_role("button", name="Send and close the case").click()
    expect(page.locator("h1 .state")).to_have_text("Closed")
    assert [kind for kind, _ in scene.thread(case_id)] == ["story", "claimed", "reply", "note", "closed"]


def test_the_queue_and_an_open_case_tell_of_news_by_themselves(scene: Scene, page: Page) -> None:
    dara = scene.person("dara")
    case_id = scene.claimed(dara)
    page.clock.install()
    sign_in(page, "dara")
    page.goto("/queue?view=waiting")
    expect(page.get_by_text("No case is waiting.")).to_be_visible()
    scene.complaint()
    page.clock.run_for(11_000)
    expect(page.get_by_role("button", name="Take this case")).to_be_visible()
    page.goto(f"/case/{case_id}")
    expect(page.locator(".news")).to_be_hidden()
    page.clock.run_for(11_000)
    expect(page.locator(".news")).to_be_hidden()
    scene.citizen_writes(case_id, "Are you there?")
    page.clock.run_for(11_000)
    expect(page.locator(".news")).to_be_visible()


def test_hostile_words_run_nothing(scene: Scene, page: Page) -> None:
    case_id = scene.claimed(scene.person("dara"), scene.complaint(story="<img src=x onerror=\"document.title='ran'\">"))
    sign_in(page, "dara")
    page.goto(f"/case/{case_id}")
    expect(page.get_by_text("<img src=x")).to_be_visible()
    assert page.title().startswith("Complaint")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ["km", "en"])
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(
    scene: Scene, page: Page, language: str, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)
    dara = scene.person("dara", Role.SUPERVISOR, language)
    case_id = scene.claimed(dara, scene.complaint(urgent=True))
    scene.citizen_writes(case_id, "Are you there?\n" + "long" * 60)
    waiting = scene.complaint(channel="telegram")
    scene.person("chief", Role.ADMINISTRATOR, language)
    scene.person("eyes", Role.AUDITOR, language)
    found = look(page, "/sign-in")
    visits = {
        "dara": ["/queue?view=open", f"/case/{case_id}", f"/case/{waiting}", "/account", "/no-such-page"],
        "chief": ["/people"],
        "eyes": ["/trail"],
    }
    for username, paths in visits.items():
        page.context.clear_cookies()
        sign_in(page, username)
        page.wait_for_load_state()
        for path in paths:
            found += look(page, path)
    assert not found, "\n".join(found)


def look(page: Page, path: str) -> list[str]:
    page.goto(path)
    for closed in page.locator("details").all():
        closed.evaluate("found => { found.open = true }")
    sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{path} {fault}" for fault in faults(page)] + ([f"{path} scrolls sideways"] if sideways else [])
