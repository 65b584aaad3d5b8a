// What is seen: builds the panel once and shows messages in it. Words from outside only ever become text nodes.

import { NAMES, languageOf, word } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  chat: "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zm3 5v2h10V9zm0 4v2h6v-2z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z",
  menu: "M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  send: "M3 20.5 22 12 3 3.5v6.6L15 12 3 13.9z",
};
const KINDS = ["text", "source", "note", "working"];
const MARKS = { queued: "◷ ", sent: "✓ ", failed: "⚠ " };

/** Makes an element. `w` and `wl` name the word that becomes its text or its label; `on*` are listeners. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "w" || name === "wl") element.dataset[name] = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** "10:05" on the day itself, "24-11-2026 10:05" later: figures only, read from the server's Phnom Penh time. */
function clock(at) {
  const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
  const day = at.slice(0, 10);
  return (day === today ? "" : day.split("-").reverse().join("-") + " ") + at.slice(11, 16);
}

export class View {
  constructor(shadow, on, base) {
    this.shadow = shadow;
    this.on = on;
    this.language = "km";
    this.badge = h("span", { class: "badge" });
    this.launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog",
      "aria-expanded": "false", onclick: on.open }, icon("chat"), h("span", { w: "open" }), this.badge);
    this.whisper = h("p", { class: "away", role: "status" });
    this.switch = h("button", { type: "button", onclick: () => on.language(this.other) });
    this.menu = h("div", { class: "menu", id: "menu", hidden: true }, this.switch,
      h("a", { href: base + "/complaint", target: "_blank", rel: "noopener noreferrer", onclick: () => this.fold() },
        h("span", { w: "complaint" }), h("span", { "aria-hidden": "true" }, " ↗"),
        h("span", { class: "away", w: "new_tab" })),
      h("button", { type: "button", class: "exit", onclick: on.exit }, h("span", { w: "quick_exit" }),
        h("small", { w: "quick_exit_hint" })));
    this.more = h("button", { type: "button", class: "icon", wl: "menu", "aria-expanded": "false",
      "aria-controls": "menu", onclick: () => this.fold(!this.menu.hidden) }, icon("menu"));
    this.banner = h("p", { class: "banner", role: "status" });
    this.trouble = h("p", { class: "trouble", role: "status" });
    this.tries = h("div", { class: "replies" });
    this.switch2 = h("button", { type: "button", class: "switch", onclick: () => on.language(this.other) });
    this.welcome = h("div", { class: "message bot" },
      h("div", { class: "bubble" }, h("p", { class: "text", w: "greeting" }), h("p", { class: "note", w: "privacy" })),
      this.switch2, this.tries);
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions",
      tabindex: "0", wl: "transcript" }, this.welcome);
    this.latest = h("button", { type: "button", class: "latest", hidden: true, onclick: () => this.bottom() },
      h("span", { "aria-hidden": "true" }, "↓ "), h("span", { w: "latest" }));
    this.stuck = true;
    this.log.addEventListener("scroll", () => {
      // Only the citizen's own way up lets go of the end: a transcript that got smaller has not moved.
      if (this.pinned) this.stuck = this.latest.hidden = true;
      else if (this.log.scrollTop < this.height) this.stuck = false;
      this.height = this.log.scrollTop;
    }, { passive: true });
    // A line that appears around the transcript (or a keyboard) must not push its end out of sight.
    new ResizeObserver(() => { if (this.stuck) this.bottom(); }).observe(this.log);
    this.typing = h("p", { class: "typing", role: "status" });
    this.alert = h("p", { class: "alert", role: "alert" });
    this.input = h("textarea", { id: "input", rows: "1", maxlength: "4000", autocomplete: "off",
      enterkeyhint: "send", oninput: () => this.grow(), onkeydown: (event) => this.key(event) });
    this.form = h("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      h("label", { class: "away", for: "input", w: "label" }), this.input,
      h("button", { class: "send", wl: "send" }, icon("send")));
    this.panel = h("dialog", { class: "panel", "aria-labelledby": "title",
      oncancel: (event) => { event.preventDefault(); this.escape(); }, onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // else the browser closes the dialog itself, and focus is ours to return
        event.stopPropagation();
        this.escape();
      } },
    h("div", { class: "head" }, h("div", { class: "name" }, h("h2", { id: "title", w: "title" }),
      h("p", { w: "hotline" })), this.more,
    h("button", { type: "button", class: "icon close", wl: "close", onclick: on.close }, icon("close"))),
    this.menu, this.banner, this.log, this.latest, this.trouble, this.typing, this.alert, this.form);
    this.root = h("div", { class: "root", role: "region", wl: "title" }, this.launcher, this.whisper, this.panel);
    shadow.append(this.root);
  }

  get other() { return this.language === "km" ? "en" : "km"; }
  get pinned() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60; }
  say(key, count) { return word(this.language, key, count); }

  /** Puts every fixed word into one language; what was said stays in the language it was said in. */
  relabel(language) {
    this.language = language;
    this.root.lang = language;
    this.quietly(() => {
      for (const element of this.root.querySelectorAll("[data-w]")) element.textContent = this.say(element.dataset.w);
      for (const element of this.root.querySelectorAll("[data-wl]")) {
        element.setAttribute("aria-label", this.say(element.dataset.wl));
      }
      for (const button of [this.switch, this.switch2]) {
        button.textContent = NAMES[this.other];
        button.lang = this.other;
      }
      this.input.placeholder = this.say("placeholder");
      const asks = [1, 2, 3, 4].map((number) => this.say("try_" + number)).filter(Boolean);
      this.tries.replaceChildren(...asks.map((ask) => h("button", { type: "button",
        onclick: () => this.on.submit(ask) }, ask)));
    });
  }

  /** Changes the transcript without having it read aloud: history, and words in another language. */
  quietly(change) {
    this.log.setAttribute("aria-live", "off");
    change();
    requestAnimationFrame(() => requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite")));
  }

  tell(region, key) {
    if (region.dataset.w === (key || "")) return;
    region.dataset.w = key || "";
    region.textContent = key ? this.say(key) : "";
  }

  complain(text) { this.alert.textContent = text || ""; }

  fold(yes = true) {
    this.menu.hidden = yes;
    this.more.setAttribute("aria-expanded", String(!yes));
  }

  escape() {
    if (this.menu.hidden) { this.on.close(); return; }
    this.fold();
    this.more.focus();
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const text = this.input.value.trim();
    if (text) {
      this.input.value = "";
      this.grow();
      this.on.submit(text);
    }
    this.input.focus();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = this.input.scrollHeight + 2 + "px";
  }

  bottom() {
    this.log.scrollTop = this.log.children.length > 1 ? this.log.scrollHeight : 0;
    this.latest.hidden = true;
  }

  /** Shows one message of the server; one already shown (by its seq, or as our own by its id) is not repeated. */
  show(message) {
    if (this.find("seq", message.seq)) return;
    const pinned = this.stuck;
    const time = h("time", { datetime: message.at }, clock(message.at));
    let element = message.id && this.find("id", message.id);
    if (element) {
      this.mark(message.id, "sent"); // typed here: only its time is news
      element.querySelector("time")?.remove();
      element.querySelector(".meta").prepend(time);
    } else {
      element = h("div", { class: "message " + message.from, "data-id": message.id },
        this.worded("p", "who", message.from),
        h("div", { class: "bubble", lang: message.language }, ...message.blocks.map((block) =>
          h("p", { class: KINDS.includes(block.kind) ? block.kind : "text" }, block.text))),
        h("p", { class: "meta" }, time));
      if (message.buttons?.length) {
        element.append(h("div", { class: "replies", lang: message.language }, ...message.buttons.map((button) =>
          h("button", { type: "button", onclick: () => this.on.press(button) }, button.label))));
      }
    }
    element.dataset.seq = message.seq;
    this.settle(element);
    this.reveal(element, pinned || message.from === "you");
  }

  /** Shows a message of our own that the server has not taken yet. */
  pending(item) {
    const text = item.text || item.label;
    const element = h("div", { class: "message you", "data-id": item.id }, this.worded("p", "who", "you"),
      h("div", { class: "bubble", lang: languageOf(text) }, h("p", { class: "text" }, text)), h("p", { class: "meta" }));
    this.settle(element);
    this.mark(item.id, item.state);
    this.reveal(element, true);
  }

  /** The state of an own message: queued, sent or failed, as a sign and a word. */
  mark(id, state) {
    const meta = this.find("id", id)?.querySelector(".meta");
    if (!meta) return;
    this.leave(meta);
    meta.querySelectorAll(":not(time)").forEach((old) => old.remove());
    if (state === "sent") this.log.querySelectorAll(".state.sent").forEach((old) => old.remove());
    const act = (key, what) => h("button", { type: "button", w: key, onclick: () => what(id) }, this.say(key));
    meta.append(h("span", { class: "state " + state }, h("span", { "aria-hidden": "true" }, MARKS[state]),
      this.worded("span", "", state)));
    if (state === "failed") meta.append(act("retry", this.on.retry), act("remove", this.on.remove));
  }

  worded(tag, name, key) { return h(tag, { class: name, w: key }, this.say(key)); }

  find(name, value) {
    return [...this.log.children].find((element) => element.dataset[name] === String(value));
  }

  /** Puts a message where its number belongs (unnumbered ones last) and takes away replies it has overtaken. */
  settle(element) {
    const order = (each) => (each === this.welcome ? -1 : Number(each.dataset.seq ?? Infinity));
    const next = [...this.log.children].find((each) => each !== element && order(each) > order(element));
    if (!element.isConnected || element.nextElementSibling !== (next || null)) this.log.insertBefore(element, next || null);
    if (!element.classList.contains("you")) return;
    this.leave(this.welcome);
    this.tries.hidden = this.switch2.hidden = true;
    for (let each = element.previousElementSibling; each && each !== this.welcome; each = each.previousElementSibling) {
      const replies = each.querySelector(".replies");
      if (!replies) continue;
      this.leave(replies);
      replies.remove();
    }
  }

  /** Takes the focus out of what is about to vanish. */
  leave(element) {
    if (element.contains(this.shadow.activeElement)) this.settleFocus();
  }

  // The input's, but a touch screen would raise its keyboard over the answer: there the transcript's.

  settleFocus() {
    (matchMedia("(pointer: coarse)").matches ? this.log : this.input).focus({ preventScroll: true });
  }

  reveal(element, follow) {
    if (!follow) { this.latest.hidden = false; return; }
    const tall = element.offsetHeight > this.log.clientHeight;
    if (tall) this.log.scrollTop = element.offsetTop - this.log.offsetTop;
    else this.bottom();
    this.stuck = !tall;
  }

  discard(id) {
    this.settleFocus();
    this.find("id", id)?.remove();
  }

  /** Empties the transcript; `all` takes unsent messages too. */
  clear(all) {
    for (const element of [...this.log.children]) {
      if (element !== this.welcome && (all || element.dataset.seq)) element.remove();
    }
    this.latest.hidden = true;
    this.tries.hidden = this.switch2.hidden = this.log.children.length > 1;
    for (const region of [this.banner, this.typing, this.trouble]) this.tell(region, "");
    this.complain("");
    if (all) { this.input.value = ""; this.grow(); }
  }

  unread(count) {
    this.badge.textContent = count || "";
    this.whisper.textContent = count ? this.say("unread", count) : "";
  }
}
