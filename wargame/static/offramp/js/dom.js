// What stands in a page's template.

/**
 * The element that the page cannot do without, of the kind that it is.
 * @template {Element} E
 * @param {string} selector
 * @param {{ new (): E, prototype: E }} kind
 * @returns {E}
 */
export function required(selector, kind) {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${selector}`);
}

/** The data that stand in the page as JSON. @param {string} id */
export const dataOf = (id) => JSON.parse(required(`#${id}`, HTMLElement).textContent ?? "null");
