// As much of lit-html's types as our code uses. Ours, not the package's; not served.
export interface TemplateResult {
  readonly strings: TemplateStringsArray;
  readonly values: unknown[];
}
export type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => TemplateResult;
export const html: Tag;
export const svg: Tag;
export const nothing: unique symbol;
export function render(value: unknown, container: HTMLElement): unknown;
