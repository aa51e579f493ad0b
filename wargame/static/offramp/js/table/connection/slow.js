// The slow way: a line that looks like a WebSocket, and goes by one request after another where none gets through.
// One request is held by the server until there is news; moves go by requests of their own.

const FIRST_ANSWER = 8000;
const HELD = 35000;
const MOVED = 15000;
const PAUSE = 2000; // where there is no picture yet, every answer is the whole one

/** @typedef {{ frames: Table.Heard[], mark: string, close: number | null }} Answer */
/** @typedef {{ t: string, language?: string }} Spoken what the page sends */

export class SlowWay {
  /** @type {number} */
  readyState = WebSocket.CONNECTING;
  /** @type {(() => void) | null} */
  onopen = null;
  /** @type {((message: { data: string | Table.Heard }) => void) | null} */
  onmessage = null;
  /** @type {((event: { code: number }) => void) | null} */
  onclose = null;
  /** @type {Spoken | null} */
  #hello = null;
  #mark = "";
  /** @type {Spoken[]} */
  #moves = [];
  #speaking = false;
  /** @type {AbortController | null} the request that waits */
  #held = null;
  /** @type {AbortController | null} the request that was given up to ask anew */
  #anew = null;
  /** @type {AbortController | null} */
  #moving = null;

  /** @param {string} url @param {() => number | null} since gives the last number that the page has seen */
  constructor(url, since) {
    this.url = url;
    this.since = since;
    queueMicrotask(() => {
      if (this.readyState !== WebSocket.CONNECTING) return;
      this.readyState = WebSocket.OPEN;
      this.onopen?.();
    });
  }

  /** @param {string} text */
  send(text) {
    /** @type {Spoken} */
    const frame = JSON.parse(text);
    if (frame.t === "hello") {
      const first = !this.#hello;
      this.#hello = frame;
      if (first) this.#listen();
      else this.again();
    }
    if (frame.t === "move" || frame.t === "older") {
      this.#moves.push(frame);
      this.#speak();
    }
  }

  // Ask anew instead of waiting: the machine may have slept, or a number is missing.
  again() {
    this.#anew = this.#held;
    this.#held?.abort();
  }

  close() {
    this.readyState = WebSocket.CLOSED;
    this.#held?.abort();
    this.#moving?.abort();
  }

  get #open() {
    return this.readyState === WebSocket.OPEN;
  }

  async #listen() {
    let patience = FIRST_ANSWER;
    while (this.#open) {
      const since = this.since();
      const frames = [{ ...this.#hello, since }];
      this.#held = new AbortController();
      const asked = this.#held;
      const answer = await this.#post({ frames, mark: this.#mark, hold: true }, asked, patience);
      if (!this.#open) return;
      if (answer) {
        this.#mark = answer.mark;
        patience = HELD;
        this.#hear(answer);
        if (this.since() === null) await new Promise((resolve) => setTimeout(resolve, PAUSE));
      } else if (this.#anew !== asked) {
        this.#end(1006);
      }
    }
  }

  async #speak() {
    if (this.#speaking) return;
    this.#speaking = true;
    while (this.#open && this.#moves.length) {
      const frames = this.#moves;
      this.#moves = [];
      this.#moving = new AbortController();
      const answer = await this.#post({ frames, language: this.#hello?.language ?? "" }, this.#moving, MOVED);
      if (!this.#open) return;
      if (answer) this.#hear(answer);
      else this.#end(1006);
    }
    this.#speaking = false;
  }

  /**
   * The answer; nothing where there was none.
   * @param {object} visit
   * @param {AbortController} asked
   * @param {number} patience milliseconds
   * @returns {Promise<Answer | null>}
   */
  async #post(visit, asked, patience) {
    const timer = setTimeout(() => asked.abort(), patience);
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(visit),
        signal: asked.signal,
        cache: "no-store",
        redirect: "error",
      });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      return await answer.json();
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {Answer} answer */
  #hear({ frames, close }) {
    for (const frame of frames) {
      if (!this.#open) return;
      this.onmessage?.({ data: frame });
    }
    if (close !== null && this.#open) this.#end(close);
  }

  /** @param {number} code */
  #end(code) {
    this.close();
    this.onclose?.({ code });
  }
}
