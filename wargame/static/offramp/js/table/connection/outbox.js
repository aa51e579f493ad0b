// Commands without an answer, kept for this tab and seat, so that a refresh or a lost network loses none of them.

/** @typedef {{ load: () => Table.Kept[], save: (pending: Table.Pending[]) => void }} Outbox */

/** @param {Storage} storage @param {string} seat @returns {Outbox} */
export function makeOutbox(storage, seat) {
  const key = `offramp:outbox:${seat}`;
  return {
    load() {
      try {
        const kept = JSON.parse(storage.getItem(key) ?? "[]");
        return Array.isArray(kept) ? kept.filter((one) => one?.id && one?.move) : [];
      } catch {
        return [];
      }
    },
    save(pending) {
      const open = pending
        .filter((one) => one.seq === null)
        .map(({ id, turn, move, place }) => ({ id, turn, move, place }));
      try {
        if (open.length) storage.setItem(key, JSON.stringify(open));
        else storage.removeItem(key);
      } catch {
        // A full or forbidden storage costs the safety net, not the game.
      }
    },
  };
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Over plain http on a local network the browser has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
