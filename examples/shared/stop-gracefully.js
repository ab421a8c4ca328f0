import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Ends the process at SIGTERM without losing a request, and at Ctrl-C without waiting for a load balancer.
 * A second signal cuts the wait short. What has not ended `timeoutMs` later is cut off, with exit code 1.
 */
export function stopGracefully(server, handler, { close = () => server.close(), timeoutMs = 10_000 } = {}) {
  const drainDelayMs = Number(process.env.DRAIN_DELAY_MS ?? 5000);
  const hurry = new AbortController();
  const stop = async (delayMs) => {
    if (handler.state !== 'serving') return hurry.abort();
    setTimeout(() => process.exit(1), delayMs + timeoutMs).unref();
    handler.drain(); // says that it is not ready
    server.prependListener('request', (request, response) => void response.setHeader('connection', 'close'));
    await wait(delayMs, undefined, { signal: hurry.signal }).catch(() => {}); // answers as before
    close(); // takes no more connections
    setInterval(() => server.closeIdleConnections(), 100).unref();
    await once(server, 'close'); // requests in progress are answered
    await handler.close(); // frees the models
  };
  process.on('SIGTERM', () => stop(drainDelayMs)).on('SIGINT', () => stop(0));
}
