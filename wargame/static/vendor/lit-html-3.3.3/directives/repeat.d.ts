export function repeat<T>(items: Iterable<T>, key: (item: T, at: number) => unknown, draw: (item: T, at: number) => unknown): unknown;
