// What every page has besides the DOM: Django's catalogue of texts, and what a listener is given.
declare function gettext(text: string): string;
declare function pgettext(context: string, text: string): string;
declare function ngettext(one: string, many: string, n: number): string;
declare function interpolate(text: string, values: object, named?: boolean): string;

/** The event of a listener that stands on an element of this kind. */
type On<E extends EventTarget, K extends Event = Event> = K & { readonly target: E; readonly currentTarget: E };
