// The line to the server: requests, the event stream, the long poll that takes over, and the waiting between tries.

const QUIET = 45000; // ms without a byte (keep-alives included) after which a stream is taken for dead
const FIRST = 20000; // ms a stream may take to say its first byte: some proxies hold streams back
const STREAM_AGAIN = 300000; // ms of long polling before the stream gets another chance

/** Milliseconds to wait after the n-th failure in a row: doubling to a minute, with jitter; never less than asked. */
export function backoff(failures, askedSeconds = 0) {
  const ceiling = Math.min(60000, 1000 * 2 ** (failures - 1));
  return Math.max(askedSeconds * 1000, ceiling * (0.5 + Math.random() / 2));
}

/** A caller bound to one server. Gives {status, data, after}; throws when the line itself fails. */
export function caller(base) {
  return async (path, { method = "GET", token, language, body, headers = {}, ...rest } = {}) => {
    if (token) headers.Authorization = "Bearer " + token;
    if (language) headers["Accept-Language"] = language;
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(base + path, {
      method, headers, body: body && JSON.stringify(body),
      credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", ...rest,
    });
    if (rest.raw && response.ok) return response;
    const data = await response.json().catch(() => ({}));
    return { status: response.status, data, after: Number(response.headers.get("Retry-After")) || 0 };
  };
}

function refusal(answer) {
  return Object.assign(new Error("refused"), { status: answer.status, after: answer.after });
}

/** Reads one conversation's messages and state, in order and without gaps, by stream or by poll. */
export class Line {
  constructor(api, { hear, state, trouble, gone }) {
    Object.assign(this, { api, hear, state, trouble, gone, turn: 0, last: 0 });
  }

  /** Starts listening after message `last`; an earlier start is given up. */
  start(token, last) {
    this.stop();
    this.token = token;
    this.last = last;
    this.refused = 0;
    this.run(this.turn);
  }

  stop() {
    this.turn += 1;
    this.abort?.abort();
    this.wake?.();
  }

  /** The phone woke up or the network returned: try at once, and trust no stream that has been silent. */
  nudge() {
    this.refused = 0;
    if (Date.now() - this.heard > FIRST) this.abort?.abort();
    this.wake?.();
  }

  async run(turn) {
    let failures = 0;
    let caughtUp = false;
    const live = () => turn === this.turn;
    while (live()) {
      try {
        if (!caughtUp) await this.poll(0, live);
        else if (this.refused < 2) await this.stream(live);
        else await this.poll(25, live);
        caughtUp = true;
        failures = 0;
      } catch (error) {
        if (!live()) return;
        if (error.status === 401) { this.gone(); return; }
        if (!error.spoke) failures += 1;
        if (failures > 1) this.trouble(true);
        await this.pause(error.spoke ? 200 + Math.random() * 800 : backoff(failures, error.after));
      }
    }
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  /** A request that is given up after `limit` ms of silence; call the returned `beat` at every sign of life. */
  watchdog(limit) {
    const abort = this.abort = new AbortController();
    let timer;
    const beat = (next) => {
      clearTimeout(timer);
      this.heard = Date.now();
      if (next) timer = setTimeout(() => abort.abort(), next);
    };
    beat(limit);
    return { signal: abort.signal, beat };
  }

  async poll(wait, live) {
    const { signal, beat } = this.watchdog((wait + 15) * 1000);
    const begun = Date.now();
    try {
      const answer = await this.api(`/api/messages?after=${this.last}&wait=${wait}`, { token: this.token, signal });
      if (answer.status !== 200) throw refusal(answer);
      if (!live()) return;
      this.trouble(false);
      this.take(answer.data.messages, wait === 0);
      this.state(answer.data);
      // A server that does not hold the request must not be asked in a tight circle.
      if (wait && !answer.data.messages.length && Date.now() - begun < 1000) await this.pause(1000);
      if (wait && Date.now() - this.streamLost > STREAM_AGAIN) this.refused = 0;
    } finally {
      beat(0);
    }
  }

  take(messages, history) {
    this.hear(messages.filter((message) => message.seq > this.last), history);
    for (const message of messages) this.last = Math.max(this.last, message.seq);
  }

  async stream(live) {
    const { signal, beat } = this.watchdog(FIRST);
    let spoke = false;
    try {
      const response = await this.api("/api/stream", {
        token: this.token, signal, raw: true,
        headers: { Accept: "text/event-stream", "Last-Event-ID": String(this.last) },
      });
      if (!response.ok || !/^text\/event-stream/.test(response.headers.get("Content-Type"))) throw refusal(response);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done || !live()) break;
        beat(QUIET);
        if (!spoke) this.trouble(false);
        spoke = true;
        const events = (rest + value).split(/\r?\n\r?\n/);
        rest = events.pop();
        for (const event of events) this.event(event);
      }
      throw refusal({ status: 0, after: 0 });
    } catch (error) {
      if (!spoke) {
        this.refused += 1;
        this.streamLost = Date.now();
      }
      throw Object.assign(error, { spoke });
    } finally {
      beat(0);
    }
  }

  event(lines) {
    let name = "message";
    let data = "";
    for (const line of lines.split(/\r?\n/)) {
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) || [];
      if (field === "event") name = value;
      if (field === "data") data += value;
    }
    if (!data) return;
    if (name === "state") this.state(JSON.parse(data));
    if (name === "message") this.take([JSON.parse(data)], false);
  }
}
