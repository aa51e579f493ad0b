// The seat's line to the server: speaks protocol v1, notices a dead line, comes back by itself, sends what has no answer.
import { Returning } from "./returning.js";

const PING_EVERY = 5000;
const SILENCE = 11000;
const TICK = 1000;
const FLOOD_WAIT = 8000;
const IN_FLIGHT = 5;
const QUIET = 1500;

const TRY_LATER = 1013;
// Codes after which trying again by itself would be wrong.
const FINAL = { 4401: "gone", 4404: "unknown", 4409: "replaced", 4400: "broken" };

export class Line {
  #socket = null;
  #returning = new Returning();
  #timer = null;
  #heard = 0;
  #pinged = 0;
  #asked = null;

  constructor({ url, language, store }) {
    this.url = url;
    this.language = language;
    this.store = store;
    this.stopped = false;
  }

  start() {
    setInterval(() => this.#beat(), TICK);
    addEventListener("online", () => this.wake());
    addEventListener("pageshow", (event) => event.persisted && this.wake());
    document.addEventListener(
      "visibilitychange",
      () => document.visibilityState === "visible" && this.wake(),
    );
    addEventListener("offline", () => this.#drop());
    this.store.watch((model, before) => {
      if (model.gap && !before.gap) this.#ask();
      if (model.pending !== before.pending) this.flush();
    });
    this.open();
  }

  // The network or the window is back: do not wait for the next attempt, and do not trust an old line.
  wake() {
    if (this.stopped) return;
    if (this.#socket?.readyState === WebSocket.OPEN) {
      if (Date.now() - this.#heard > PING_EVERY + 1000) this.#drop();
      return;
    }
    this.#returning.reset();
    this.open();
  }

  // The one way back after the server has said that another window took the seat.
  takeBack() {
    this.stopped = false;
    this.#returning.reset();
    this.open();
  }

  open() {
    clearTimeout(this.#timer);
    this.#leave();
    const socket = new WebSocket(this.url);
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => this.#hello(socket);
    socket.onmessage = (message) => socket === this.#socket && this.#hear(message.data);
    socket.onclose = (event) => socket === this.#socket && this.#closed(event.code);
  }

  // A few at a time: the answer to one lets the next go, so that a long absence is not taken for a flood.
  flush() {
    if (!this.ready || Date.now() < this.#quietUntil) return;
    const open = this.store.model.pending.filter((one) => one.seq === null);
    let free = IN_FLIGHT - open.filter((one) => this.#given.has(one.id)).length;
    for (const one of open) {
      if (this.#given.has(one.id)) continue;
      if (free <= 0) break;
      free -= 1;
      this.#given.add(one.id);
      this.#say({ t: "move", id: one.id, turn: one.turn, move: one.move });
      this.store.dispatch({ t: "sent", id: one.id });
    }
  }

  get ready() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#welcomed;
  }

  #given = new Set(); // ids sent on this connection: each goes once a connection
  #welcomed = false;
  #quietUntil = 0;

  #hello(socket) {
    this.#given = new Set();
    this.#welcomed = false;
    const { model } = this.store;
    socket.send(
      JSON.stringify({ t: "hello", since: model.view ? model.seq : null, language: this.language }),
    );
  }

  #ask() {
    if (!this.ready || this.#asked === this.store.model.seq) return;
    this.#asked = this.store.model.seq;
    this.#say({ t: "hello", since: this.store.model.seq, language: this.language });
  }

  #say(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #hear(data) {
    this.#heard = Date.now();
    const frame = JSON.parse(data);
    frame.received = this.#heard;
    if (frame.t === "welcome") {
      this.#welcomed = true;
      this.#returning.reset();
    }
    if (frame.t === "nack" && frame.code === "slow_down" && frame.id) return this.#later(frame.id);
    this.store.dispatch(frame);
    if (!this.store.model.gap) this.#asked = null;
    if (frame.t === "welcome") this.flush();
  }

  // Too much at once is no refusal of the move: it goes again a little later.
  #later(id) {
    this.#given.delete(id);
    this.#quietUntil = Date.now() + QUIET;
    setTimeout(() => this.flush(), QUIET + 50);
  }

  #beat() {
    if (this.stopped || !this.#socket) return;
    const now = Date.now();
    const { readyState } = this.#socket;
    if (readyState <= WebSocket.OPEN && now - this.#heard > SILENCE) return this.#drop();
    if (readyState === WebSocket.OPEN && now - this.#pinged >= PING_EVERY) {
      this.#pinged = now;
      this.#say({ t: "ping" });
    }
  }

  #drop() {
    if (this.stopped || !this.#socket) return;
    this.#closed(1006, false);
  }

  // A line that is half open does not answer our close either: let go of it at once.
  #leave() {
    const old = this.#socket;
    this.#socket = null;
    this.#welcomed = false;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  #closed(code, answered = true) {
    this.#leave();
    const final = FINAL[code];
    this.store.dispatch({ t: "net", state: final ?? (code === 4429 ? "flood" : "lost"), since: Date.now() });
    if (final) {
      this.stopped = true;
      return;
    }
    const wait = code === 4429 ? FLOOD_WAIT : this.#returning.wait(answered && code !== TRY_LATER);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), wait);
  }
}
