import { AssertionError } from 'node:assert';
import { CONNECTION_RULES } from './host-rules/connection-rules.js';
import { DEPARTURE_RULES } from './host-rules/departure-rules.js';
import { REQUEST_RULES } from './host-rules/request-rules.js';
import { RESPONSE_RULES } from './host-rules/response-rules.js';
import type { Rule } from './host-rules/rule.js';
import type { HostSubject, OpenHost } from './host-subject.js';
import type { Check } from './session-subject.js';

/**
 * What a host owes a handler, as a list of checks for the author of an adapter: the request as it was sent, the
 * response as the handler made it, connections that stay in step, and a signal when the client leaves.
 *
 * Each check opens its own server on 127.0.0.1 and talks to it over the wire. What a host cannot do, because
 * something in front of the adapter answers first, leave out by the check's name.
 *
 * @example
 * ```ts
 * const subject: HostSubject = {
 *   name: 'node:http',
 *   open: async (handler) => {
 *     const server = createServer(nodeListener(handler)).listen(0, '127.0.0.1');
 *     await once(server, 'listening');
 *     const { port } = server.address() as AddressInfo;
 *     return { port, prefix: '', close: async () => void (await once(server.close(), 'close')) };
 *   },
 * };
 * for (const check of hostChecks(subject)) it(check.name, check.run);
 * ```
 */
export function hostChecks(subject: HostSubject): readonly Check[] {
  return Object.entries({ ...REQUEST_RULES, ...RESPONSE_RULES, ...CONNECTION_RULES, ...DEPARTURE_RULES }).map(
    ([name, rule]) => ({ name, run: () => checkRule(subject, name, rule) }),
  );
}

async function checkRule(subject: HostSubject, name: string, rule: Rule): Promise<void> {
  const hosts: OpenHost[] = [];
  try {
    await rule(async (handler) => {
      const host = await subject.open(handler);
      hosts.push(host);
      return host;
    });
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const message = `a host ${name}. Not so "${subject.name}": ${found}`;
    throw Object.assign(new AssertionError({ message, stackStartFn: checkRule }), { cause });
  } finally {
    await Promise.all(hosts.map((host) => host.close()));
  }
}
