// A case of pure logic: its name, and what must hold. They are run by test_logic.py, which finds each by its name.

/** @type {Map<string, () => void>} */
const cases = new Map();

/** @param {string} name @param {() => void} run */
export function test(name, run) {
  if (cases.has(name)) throw new Error(`two cases are called “${name}”`);
  cases.set(name, run);
}

/** @param {unknown} value @returns {unknown} */
const plain = (value) => (value instanceof Set || value instanceof Map ? [...value] : value);

/** @param {unknown} found @param {unknown} wanted */
export function equal(found, wanted) {
  const [is, should] = [found, wanted].map((one) => JSON.stringify(plain(one)));
  if (is !== should) throw new Error(`found ${is}, wanted ${should}`);
}

/** @param {number} found @param {number} wanted @param {number} [most] by how much it may differ */
export function near(found, wanted, most = 1e-9) {
  if (!(Math.abs(found - wanted) <= most)) throw new Error(`found ${found}, wanted ${wanted}`);
}

/** What went wrong, by the name of the case; nothing where all is well. @returns {{ [name: string]: string }} */
export function outcomes() {
  /** @type {{ [name: string]: string }} */
  const found = {};
  for (const [name, run] of cases) {
    try {
      run();
      found[name] = "";
    } catch (error) {
      found[name] = String(error);
    }
  }
  return found;
}
