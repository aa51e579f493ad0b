// Of an event, whatever its kind: whose doing it is, and the word given in it.

/** The offer, promise or threat that an event is about. @param {Table.Happened} event */
export function wordOf(event) {
  if ("offer" in event) return event.offer;
  return "commitment" in event ? event.commitment : null;
}

/** The seat that did it, or "world". @param {Table.Happened} event */
export const actorOf = (event) => ("seat" in event ? event.seat : (wordOf(event)?.issuer ?? "world"));
