// The custom element <nssf-chat>: opens and closes the panel, keeps the focus, and gives the page a small API.

import { caller } from "./line.js";
import { store } from "./store.js";
import { Talk } from "./talk.js";
import { View } from "./view.js";
import { NAMES, fetchWords } from "./words.js";

const script = document.currentScript || document.querySelector('script[src*="/widget.js"]');
const BASE = new URL(script.src, location.href).origin;
const SLEEP = 60000; // ms a hidden page keeps its stream
const narrow = matchMedia("(max-width: 30em), (max-height: 30em)");
const known = (language) => (language in NAMES ? language : "km");

function dress(shadow) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES); // eslint-disable-line no-undef -- widget.css, put in front by the server
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style"); // browsers before 2023
    style.nonce = script.nonce;
    style.textContent = STYLES; // eslint-disable-line no-undef
    shadow.append(style);
  }
  // @font-face does not work inside a shadow root; the browser fetches these only when no earlier font has Khmer.
  for (const weight of ["400", "700"]) {
    document.fonts.add(new FontFace("NSSF Khmer", `url(${BASE}/fonts/noto-sans-khmer-${weight}.woff2)`, {
      weight, display: "swap", unicodeRange: "U+1780-17FF, U+19E0-19FF, U+200B-200D, U+25CC",
    }));
  }
}

class NSSFChat extends HTMLElement {
  connectedCallback() {
    if (this.view) return;
    const shadow = this.attachShadow({ mode: "open" });
    dress(shadow);
    const page = known(this.dataset.language || script.dataset.language);
    // A page that changed its language asks for that language; else the citizen's own last choice stays.
    const switched = store.get("page") && store.get("page") !== page;
    const language = known((!switched && store.get("language")) || page);
    store.set("page", page);
    const api = caller(BASE);
    this.view = new View(shadow, {
      open: () => this.open(),
      close: () => this.close(),
      exit: () => this.exit(),
      submit: (text) => this.talk.say(text),
      press: (button) => this.talk.press(button),
      retry: (id) => this.talk.retry(id),
      remove: (id) => this.talk.discard(id),
      language: (other) => { this.view.fold(); this.view.settleFocus(); this.talk.setLanguage(other); },
    }, BASE);
    this.talk = new Talk(api, this.view, language);
    this.talk.visible = () => this.view.panel.open && !document.hidden;
    this.view.relabel(language);
    if (switched) this.talk.setLanguage(language);
    else fetchWords(api, language).then(() => this.view.relabel(this.talk.language));
    this.talk.resume();
    if (store.opened) {
      this.unfold();
      if (!narrow.matches) shadow.activeElement?.blur(); // a reload must not pull the focus out of the page
    }
    this.listen();
  }

  listen() {
    let asleep;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(asleep);
      if (document.hidden) asleep = setTimeout(() => this.talk.rest(), SLEEP);
      else {
        this.talk.nudge();
        this.talk.see();
      }
    });
    window.addEventListener("online", () => {
      this.view.tell(this.view.trouble, "");
      this.talk.nudge();
    });
    window.addEventListener("offline", () => this.view.tell(this.view.trouble, "offline"));
    // A page's own buttons open the chat, and may bring a question along.
    document.addEventListener("click", (event) => {
      const asker = event.target.closest?.("[data-nssf-ask]");
      if (asker) this.open(asker.dataset.nssfAsk);
    });
    narrow.addEventListener("change", () => {
      if (!this.view.panel.open) return;
      this.view.panel.close();
      this.unfold();
    });
    // Keyboards on phones cover the page without resizing it: the panel follows what is left to see.
    window.visualViewport?.addEventListener("resize", () => this.fit());
    window.visualViewport?.addEventListener("scroll", () => this.fit());
  }

  fit() {
    const { panel } = this.view;
    const whole = panel.open && narrow.matches;
    panel.style.height = whole ? window.visualViewport.height + "px" : "";
    panel.style.top = whole ? window.visualViewport.offsetTop + "px" : "";
  }

  unfold() {
    const { panel, launcher } = this.view;
    // Full screen on a phone: the page behind must not be reachable. Beside the page on a desk: it must.
    if (narrow.matches) panel.showModal();
    else panel.show();
    document.documentElement.style.overflow = narrow.matches ? "hidden" : "";
    launcher.setAttribute("aria-expanded", "true");
    launcher.hidden = true;
    store.opened = true;
    this.view.bottom();
    this.talk.see();
  }

  /** Opens the panel, and asks `question` when one is given. */
  open(question) {
    if (!this.view.panel.open) {
      this.from = document.activeElement === this ? null : document.activeElement;
      this.unfold();
    }
    this.view.settleFocus();
    if (question) this.talk.say(question);
  }

  /** Closes the panel and gives the focus back to what opened it. */
  close() {
    const { panel, launcher } = this.view;
    if (!panel.open) return;
    this.view.fold();
    panel.close();
    this.fit();
    document.documentElement.style.overflow = "";
    launcher.setAttribute("aria-expanded", "false");
    launcher.hidden = false;
    store.opened = false;
    const back = this.from && this.from !== document.body && this.from.isConnected ? this.from : launcher;
    back.focus();
  }

  exit() {
    this.talk.exit();
    this.close();
    this.view.whisper.textContent = this.view.say("cleared");
  }
}

customElements.define("nssf-chat", NSSFChat);

function start() {
  const chat = document.querySelector("nssf-chat") || document.body.appendChild(document.createElement("nssf-chat"));
  window.NSSFChat = {
    open: (question) => chat.open(question),
    close: () => chat.close(),
    setLanguage: (language) => chat.talk.setLanguage(known(language)),
  };
  window.dispatchEvent(new Event("nssf-chat-ready"));
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
