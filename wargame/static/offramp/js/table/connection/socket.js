// The seat's line to the server: speaks protocol v1, notices a dead line, comes back by itself, sends what has no answer.
// Where no WebSocket gets through it goes on by the slow way, and tries the socket again now and then.
import { Returning } from "./returning.js";
import { SlowWay } from "./slow.js";
import { makeJumpWatch, steady } from "../../clock.js";

const PING_EVERY = 5000;
const SILENCE = 11000;
const WELCOME_WITHIN = 6000;
const TICK = 1000;
const FLOOD_WAIT = 8000;
const IN_FLIGHT = 5;
const QUIET = 1500;
const MOST_FAILED = 2; // sockets in a row that came to nothing, before the slow way is tried
const PROBES = [0, 15000, 30000, 60000, 120000]; // on the slow way: how long to wait before a socket is tried again

const TRY_LATER = 1013;
// Codes after which trying again by itself would be wrong.
/** @type {{ [code: number]: string | undefined }} */
const FINAL = { 4401: "gone", 4404: "unknown", 4409: "replaced", 4400: "broken", 4410: "broken" };

/** @typedef {{ url: string, slowUrl: string, language: string, store: Table.Store }} Way */

export class Line {
  /** @type {WebSocket | SlowWay | null} */
  #socket = null;
  #slow = false; // the line goes by the slow way
  #sure = false; // and a socket was tried since, in vain
  #failed = 0;
  /** @type {WebSocket | null} */
  #probe = null;
  #probes = 0;
  #probeAt = 0;
  #returning = new Returning();
  #jumped = makeJumpWatch();
  #timer = 0;
  #opened = 0;
  #heard = 0;
  #pinged = 0;
  /** @type {number | null} */
  #asked = null;
  /** @type {Set<string>} */
  #given = new Set(); // ids sent on this connection: each goes once a connection
  /** @type {Set<string>} */
  #older = new Set(); // what was asked for and has not come
  #welcomed = false;
  #quietUntil = 0;

  /** @param {Way} way */
  constructor({ url, slowUrl, language, store }) {
    this.url = url;
    this.slowUrl = slowUrl;
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
    this.#probes = 0;
    this.#probeAt = 0;
    if (this.#socket?.readyState === WebSocket.OPEN) {
      if (steady() - this.#heard <= PING_EVERY + 1000) return;
      if (this.#socket instanceof SlowWay) this.#socket.again();
      else this.#drop();
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
    this.#slow = this.#failed >= MOST_FAILED;
    const since = () => (this.store.model.view ? this.store.model.seq : null);
    const socket = this.#slow ? new SlowWay(this.slowUrl, since) : new WebSocket(this.url);
    this.#opened = this.#heard = steady();
    socket.onopen = () => socket.send(this.#hello());
    this.#hold(socket);
  }

  // A few at a time: the answer to one lets the next go, so that a long absence is not taken for a flood.
  flush() {
    if (!this.ready || steady() < this.#quietUntil) return;
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

  /** Ask for what was left out of the picture. @param {Wire.Older["of"]} of */
  older(of) {
    const before = this.store.model.older[of];
    if (!this.ready || before === null || this.#older.has(of)) return;
    this.#older.add(of);
    this.#say({ t: "older", of, before });
  }

  get ready() {
    return this.#socket?.readyState === WebSocket.OPEN && this.#welcomed;
  }

  /** @param {WebSocket | SlowWay} socket */
  #hold(socket) {
    this.#socket = socket;
    this.#given = new Set();
    this.#older = new Set();
    this.#welcomed = false;
    socket.onmessage = (/** @type {{ data: string | Table.Heard }} */ message) =>
      socket === this.#socket && this.#hear(message.data);
    socket.onclose = (/** @type {{ code: number }} */ event) => socket === this.#socket && this.#closed(event.code);
  }

  #hello() {
    const { model } = this.store;
    return JSON.stringify({ t: "hello", since: model.view ? model.seq : null, language: this.language });
  }

  #ask() {
    if (!this.ready || this.#asked === this.store.model.seq) return;
    this.#asked = this.store.model.seq;
    this.#socket?.send(this.#hello());
  }

  /** @param {Wire.ClientFrame} frame */
  #say(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** @param {string | Table.Heard} data */
  #hear(data) {
    this.#heard = steady();
    /** @type {Table.Heard} */
    const frame = typeof data === "string" ? JSON.parse(data) : data;
    frame.received = this.#heard;
    if (frame.t === "welcome") this.#greeted(frame);
    if (frame.t === "earlier") this.#older.delete(frame.of);
    if (frame.t === "nack" && !frame.id) this.#older.clear();
    if (frame.t === "nack" && frame.code === "slow_down" && frame.id) return this.#later(frame.id);
    this.store.dispatch(frame);
    if (!this.store.model.gap) this.#asked = null;
    if (frame.t === "welcome") this.flush();
  }

  /** @param {Table.Heard} frame */
  #greeted(frame) {
    if (!this.#welcomed && this.#slow) {
      this.#probes = 0;
      this.#sure = false;
      this.#probeNext();
    }
    this.#welcomed = true;
    this.#returning.reset();
    if (!this.#slow) this.#failed = 0;
    frame.way = this.#slow && this.#sure ? "slow" : "open";
  }

  /** Too much at once is no refusal of the move: it goes again a little later. @param {string} id */
  #later(id) {
    this.#given.delete(id);
    this.#quietUntil = steady() + QUIET;
    setTimeout(() => this.flush(), QUIET + 50);
  }

  #beat() {
    const jumped = this.#jumped();
    if (this.stopped || !this.#socket) return;
    const now = steady();
    if (this.#socket instanceof SlowWay) {
      if (jumped) this.#socket.again();
      if (this.#welcomed && !this.#probe && now >= this.#probeAt) this.#tryLive();
      return;
    }
    const { readyState } = this.#socket;
    const patience = this.#welcomed ? SILENCE : WELCOME_WITHIN;
    const silent = now - (this.#welcomed ? this.#heard : this.#opened);
    if (readyState <= WebSocket.OPEN && silent > patience) return this.#drop();
    if (readyState === WebSocket.OPEN && (jumped || now - this.#pinged >= PING_EVERY)) {
      this.#pinged = now;
      this.#say({ t: "ping" });
    }
  }

  // On the slow way: a socket beside it. The first word that it brings makes it the line.
  #tryLive() {
    const probe = new WebSocket(this.url);
    const end = setTimeout(() => probe.close(), WELCOME_WITHIN);
    this.#probe = probe;
    probe.onopen = () => probe.send(this.#hello());
    probe.onmessage = ({ data }) => {
      clearTimeout(end);
      this.#probe = null;
      this.#leave();
      this.#slow = false;
      this.#hold(probe);
      this.#hear(data);
    };
    probe.onclose = () => {
      clearTimeout(end);
      if (this.#probe !== probe) return;
      this.#probe = null;
      this.#probeNext();
      this.#sure = true;
      if (this.#welcomed) this.store.dispatch({ t: "net", state: "slow", since: steady() });
    };
  }

  #probeNext() {
    this.#probeAt = steady() + PROBES[Math.min(this.#probes, PROBES.length - 1)];
    this.#probes += 1;
  }

  #drop() {
    if (this.stopped || !this.#socket) return;
    this.#closed(1006, false);
  }

  // A line that is half open does not answer our close either: let go of it at once.
  #leave() {
    const left = [this.#probe, this.#socket];
    this.#probe = this.#socket = null;
    this.#welcomed = false;
    for (const one of left) {
      if (!one) continue;
      one.onopen = one.onmessage = one.onclose = null;
      one.close();
    }
  }

  // How many sockets have come to nothing: one that was never answered is enough, and where the slow way leads
  // nowhere either it is the network's or the server's fault, and the socket's turn again.
  /** @param {boolean} answered */
  #count(answered) {
    if (this.#slow) return this.#welcomed ? MOST_FAILED : 0;
    if (this.#welcomed) return 0;
    return answered ? this.#failed + 1 : MOST_FAILED;
  }

  /** @param {number} code */
  #closed(code, answered = true) {
    const turned = !this.#slow && !this.#welcomed;
    this.#failed = this.#count(answered);
    this.#leave();
    const final = FINAL[code];
    this.store.dispatch({ t: "net", state: final ?? (code === 4429 ? "flood" : "lost"), since: steady() });
    if (final) {
      this.stopped = true;
      return;
    }
    let wait = code === 4429 ? FLOOD_WAIT : this.#returning.wait(answered && code !== TRY_LATER);
    // The slow way is tried as soon as the sockets have failed.
    if (turned && this.#failed >= MOST_FAILED && code === 1006) wait = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), wait);
  }
}
