import type { Handler } from '../../src/serve/handler-contract.js';

/** A handler's answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  /** The parsed body; `undefined` where it is empty. */
  readonly body: never;
}

/** Calls a handler with a request to a path. */
export async function call(target: Handler, method: string, url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await target(new Request(`http://localhost${url}`, { method, ...init }));
  const text = await response.text();
  const type = response.headers.get('content-type');
  const body = (text === '' ? undefined : JSON.parse(text)) as never;
  return { status: response.status, type, headers: response.headers, body };
}

/** Posts JSON (or text or bytes as they are) to a path of a handler. */
export function poster(target: () => Handler) {
  return (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const init = { body: text as BodyInit, headers: { 'content-type': 'application/json', ...headers } };
    return call(target(), 'POST', url, init);
  };
}

/** A row of an Iris setosa. */
export const SETOSA: readonly number[] = [5.1, 3.5, 1.4, 0.2];

/** The same as an Open Inference request. */
export const INFER = { inputs: [{ name: 'X', shape: [1, 4], datatype: 'FP32', data: SETOSA }] };
