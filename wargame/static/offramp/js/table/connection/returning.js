// When to try the line again. A server that says no at once will soon be back: try at a random moment of each second.
// Back off, at random too, only while nothing answers.

const SECOND = 1000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 8000;

export class Returning {
  #silent = 0;
  #rest = 0; // of the second in which the last attempt was made

  /** Milliseconds to wait. @param {boolean} answered the attempt was refused, or a line that was open has ended */
  wait(answered, chance = Math.random()) {
    if (answered) {
      const wait = this.#rest + chance * SECOND;
      this.#rest = (1 - chance) * SECOND;
      this.#silent = 0;
      return wait;
    }
    this.#rest = 0;
    this.#silent += 1;
    return chance * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.#silent - 1));
  }

  // The line is there, or somebody wants it now.
  reset() {
    this.#silent = 0;
    this.#rest = 0;
  }
}
