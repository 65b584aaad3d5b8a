// One conversation: what the citizen does goes out once, what the server says comes in once.

import { Line, backoff } from "./line.js";
import { store, uuid } from "./store.js";
import { fetchWords } from "./words.js";

const TRIES = 5; // refusals of a busy server before a message is called failed

export class Talk {
  constructor(api, view, language) {
    Object.assign(this, { api, view, language, era: 0, top: 0, tries: 0, missed: 0, flushing: -1, visible: () => false });
    this.line = new Line(api, {
      hear: (messages, history) => this.hear(messages, history),
      state: (state) => this.state(state),
      trouble: (yes) => this.troubled(yes),
      gone: () => this.over(),
    });
    store.watch(() => this.wipe(), (token) => this.listen(token));
  }

  troubled(yes) {
    this.view.tell(this.view.trouble, yes ? (navigator.onLine ? "connecting" : "offline") : "");
  }

  /** Brings back what the phone remembers. */
  resume() {
    for (const item of store.outbox()) this.view.pending(item);
    if (store.get("token")) this.listen(store.get("token"));
    this.flush();
  }

  listen(token) {
    this.line.start(token, this.top);
    this.listening = true;
  }

  rest() {
    this.line.stop();
    this.listening = false;
  }

  /** The line may be back: send what waits, and listen again. */
  nudge() {
    for (const item of store.outbox()) if (item.state === "failed" && !item.refused) this.requeue(item);
    clearTimeout(this.timer);
    this.tries = 0;
    this.flush();
    if (this.wanted) this.tellLanguage();
    if (!store.get("token")) return;
    if (this.listening) this.line.nudge();
    else this.listen(store.get("token"));
  }

  hear(messages, history) {
    const show = () => messages.forEach((message) => this.view.show(message));
    if (history) this.view.quietly(show);
    else show();
    const seen = Number(store.get("seq"));
    for (const message of messages) {
      this.top = Math.max(this.top, message.seq);
      if (message.id) store.drop(message.id);
      if (message.from !== "you" && message.seq > seen) this.missed += 1;
    }
    if (messages.length) this.see();
  }

  /** Remembers how far the citizen has read, and counts what is new while the panel is closed. */
  see() {
    if (this.visible()) {
      this.missed = 0;
      if (this.top) store.set("seq", String(this.top));
    }
    this.view.unread(this.missed);
  }

  state({ typing, owner, language }) {
    this.view.tell(this.view.typing, typing ? "typing" : "");
    this.view.tell(this.view.banner, { queue: "owner_queue", staff: "owner_staff" }[owner] || "");
    if (!language || language === this.language) return;
    if (this.wanted) this.tellLanguage();
    else this.wear(language);
  }

  say(text) { this.send({ text }); }

  press(button) { this.send({ button: button.token, label: button.label }); }

  send(words) {
    const item = { id: uuid(), at: Date.now(), state: "queued", ...words };
    store.put(item);
    this.view.complain("");
    this.view.pending(item);
    if (!navigator.onLine) this.troubled(true);
    clearTimeout(this.timer);
    this.flush();
  }

  retry(id) {
    const item = store.outbox().find((each) => each.id === id);
    if (!item) return;
    this.view.complain("");
    this.requeue(item);
    this.flush();
  }

  requeue(item) {
    this.tries = 0;
    this.put(item, "queued");
  }

  put(item, state) {
    store.put({ ...item, state });
    this.view.mark(item.id, state);
  }

  discard(id) {
    store.drop(id);
    this.view.discard(id);
  }

  /** Sends what waits, one after the other, so that the order stays the citizen's. */
  async flush() {
    const era = this.era;
    if (this.flushing === era) return;
    this.flushing = era;
    try {
      let item;
      while (era === this.era && (item = store.outbox().find((each) => each.state === "queued"))) {
        await this.deliver(item, era);
      }
    } catch (error) {
      if (era !== this.era) return;
      this.tries += 1;
      if (this.tries > 1) this.troubled(true);
      this.timer = setTimeout(() => this.flush(), backoff(Math.min(this.tries, 7), error.after));
    } finally {
      if (this.flushing === era) this.flushing = -1;
    }
  }

  async deliver(item, era) {
    const refusal = store.get("token") ? null : await this.begin(era);
    if (era !== this.era) return;
    if (refusal) {
      this.refuse(refusal, item);
      return;
    }
    const token = store.get("token");
    const { id, text, button } = item;
    const answer = await this.api("/api/messages", {
      method: "POST", token, language: this.language, body: button ? { id, button } : { id, text },
    });
    if (era !== this.era) return;
    if (answer.status === 200 || answer.status === 202) {
      this.tries = 0;
      store.drop(id);
      this.view.mark(id, "sent");
      this.troubled(false);
      return;
    }
    if (answer.status === 401 && !item.renewed && !button) {
      // The conversation is over on the server: the words go into a new one, once.
      store.put({ ...item, renewed: true });
      if (store.get("token") === token) this.over();
      return;
    }
    if (answer.status === 401 && store.get("token") === token) this.over();
    this.refuse(answer, item);
  }

  /** Busy servers are asked again; a message the server will never take is called failed, with its reason. */
  refuse(answer, item) {
    const busy = answer.status === 429 || answer.status >= 500;
    if (busy && this.tries < TRIES) throw Object.assign(new Error("busy"), { after: answer.after });
    this.tries = 0;
    this.put({ ...item, refused: !busy }, "failed");
    this.view.complain(answer.data.message || this.view.say("undelivered"));
  }

  /** Opens a conversation; gives the server's answer when it would not. */
  async begin(era) {
    const { language } = this;
    const answer = await this.api("/api/conversations", { method: "POST", language, body: { language } });
    if (answer.status !== 201) return answer;
    const { token } = answer.data;
    if (era !== this.era) {
      this.end(token); // a quick exit came in between: nobody is left to own it
      return null;
    }
    store.set("token", token);
    this.top = 0;
    this.listen(token);
    if (language !== this.language) this.setLanguage(this.language); // switched while the answer was on its way
    return null;
  }

  /** The server knows this conversation no more: its words leave the screen, unsent ones stay. */
  over() {
    this.rest();
    store.endConversation();
    this.top = this.missed = 0;
    this.view.unread(0);
    this.view.clear(false);
    this.view.tell(this.view.banner, "ended");
  }

  wipe() {
    this.era += 1;
    this.rest();
    clearTimeout(this.timer);
    Object.assign(this, { top: 0, tries: 0, missed: 0, wanted: false });
    this.view.clear(true);
    this.view.unread(0);
  }

  /** Quick exit: forgets everything here at once, and tells the server when it can be told. */
  exit() {
    const token = store.get("token");
    store.forget();
    this.wipe();
    if (token) this.end(token);
  }

  async end(token, failures = 0) {
    try {
      const answer = await this.api("/api/end", { method: "POST", token, keepalive: true });
      if (answer.status < 500 && answer.status !== 429) return;
    } catch {
      // told again below
    }
    if (failures < 7) setTimeout(() => this.end(token, failures + 1), backoff(failures + 1));
  }

  /** Changes the words on the screen, once they are here. */
  async wear(language) {
    this.language = language;
    store.set("language", language);
    this.view.relabel(language);
    await fetchWords(this.api, language);
    if (this.language === language) this.view.relabel(language);
  }

  async setLanguage(language) {
    this.wanted = true; // until the server agrees, its older state must not turn the words back
    const worn = this.wear(language);
    await this.tellLanguage();
    await worn;
  }

  async tellLanguage() {
    const { language } = this;
    const token = store.get("token");
    try {
      if (token) {
        const answer = await this.api("/api/language", { method: "POST", token, language, body: { language } });
        if (answer.status >= 500 || answer.status === 429) return;
      }
      if (language === this.language) this.wanted = false;
    } catch {
      // nudge() tells the server when the line is back
    }
  }
}
