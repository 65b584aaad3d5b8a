// What stays on the phone: the token, the last message seen, the language, and what is not sent yet.

const PREFIX = "nssf-chat.";
const shelf = new Map();
const NOWHERE = {
  getItem: (key) => shelf.get(key) ?? null,
  setItem: (key, value) => shelf.set(key, value),
  removeItem: (key) => shelf.delete(key),
  key: (index) => [...shelf.keys()][index],
  get length() { return shelf.size; },
};

function place(name) {
  try {
    const found = window[name];
    found.setItem(PREFIX + "try", "1");
    found.removeItem(PREFIX + "try");
    return found;
  } catch {
    return NOWHERE; // storage switched off or full: the conversation lives as long as the page
  }
}

const phone = place("localStorage");
const tab = place("sessionStorage");
// After a quick exit the phone counts as shared: what follows is kept for this tab only.
let box = tab.getItem(PREFIX + "token") ? tab : phone;

const keys = (where) => Array.from({ length: where.length }, (_, index) => where.key(index))
  .filter((key) => key.startsWith(PREFIX));

function write(where, key, value) {
  try {
    if (value !== null) where.setItem(PREFIX + key, value);
    else for (const each of [where, NOWHERE]) each.removeItem(PREFIX + key);
  } catch {
    NOWHERE.setItem(PREFIX + key, value); // quota: better kept in memory than lost
  }
}

export const store = {
  get: (key) => box.getItem(PREFIX + key) ?? NOWHERE.getItem(PREFIX + key),
  set: (key, value) => write(box, key, value),

  /** Whether the panel is open: per tab, so that a reload finds it as it was. */
  get opened() { return tab.getItem(PREFIX + "open") === "1"; },
  set opened(yes) { write(tab, "open", yes ? "1" : null); },

  /** Messages not sent yet, oldest first. One key per message, so that two tabs do not overwrite each other. */
  outbox() {
    return [...new Set([...keys(box), ...keys(NOWHERE)])].filter((key) => key.startsWith(PREFIX + "out."))
      .map((key) => { try { return JSON.parse(this.get(key.slice(PREFIX.length))); } catch { return null; } })
      .filter(Boolean).sort((a, b) => a.at - b.at);
  },
  put: (item) => write(box, "out." + item.id, JSON.stringify(item)),
  drop: (id) => write(box, "out." + id, null),

  /** Ends one conversation: its token, place and unsent buttons go, unsent texts stay. */
  endConversation() {
    write(box, "token", null);
    write(box, "seq", null);
  },

  /** Quick exit: nothing of ours stays anywhere. */
  forget() {
    for (const where of [phone, tab, NOWHERE]) for (const key of keys(where)) where.removeItem(key);
    box = tab;
  },

  /** Tells what other tabs do: `gone()` after a quick exit there, `begun(token)` after a first message there. */
  watch(gone, begun) {
    window.addEventListener("storage", (event) => {
      if (event.storageArea !== box) return;
      if (event.key === PREFIX + "token") {
        if (event.newValue) begun(event.newValue);
        else gone();
      }
    });
  },
};

/** A version 4 UUID; randomUUID is missing on plain http pages. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
