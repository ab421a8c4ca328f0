// A key that every copy of the package shares: the handler and an adapter may come from different builds of it.
const BRAND = Symbol.for('modelmount.unmatched');

/** Marks `response` as the answer to a path that no route has, so that a host may offer the request to others. */
export function markUnmatched(response: Response): Response {
  return Object.defineProperty(response, BRAND, { value: true });
}

/** Whether `response` was marked by `markUnmatched`. */
export function isUnmatched(response: Response): boolean {
  return BRAND in response;
}
