import { ModelMountError } from '../../core/errors.js';
import { collectBytes } from './collect-bytes.js';
import type { Exchange, Reply } from './exchange.js';
import { markUnmatched } from './unmatched.js';

/** A web-standard request as an exchange. */
export function webExchange(request: Request): Exchange {
  const { method, headers, signal } = request;
  return {
    method,
    path: new URL(request.url).pathname,
    header: (name) => headers.get(name) ?? undefined,
    readBody: async (limitBytes) => {
      if (request.body === null) return new Uint8Array();
      try {
        return await collectBytes(request.body, limitBytes);
      } catch (cause) {
        if (!signal.aborted) throw cause;
        throw new ModelMountError('ABORTED', 'the client went away while it sent the body', { cause });
      }
    },
    signal,
    request,
  };
}

/** A reply as a web-standard response. */
export function webResponse({ status, headers, body, isUnmatched }: Reply): Response {
  const response = new Response(body ?? null, { status, headers: [...headers] });
  return isUnmatched === true ? markUnmatched(response) : response;
}
