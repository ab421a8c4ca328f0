/**
 * What wrk prints, as counts: requests that were answered, those of them that were not answered well (another status
 * than 2xx or 3xx) or not at all, and the seconds that it took.
 */
export function readWrkReport(text) {
  const total = /^\s*(\d+) requests in ([\d.]+)(us|ms|s|m)\b/m.exec(text);
  if (total === null) throw new Error(`wrk printed no total:\n${text.slice(0, 500)}`);
  const [, answered, time, unit] = total;
  const others = /Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0;
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? [];
  return {
    answered: Number(answered),
    failed: [others, ...errors].reduce((sum, count) => sum + Number(count), 0),
    seconds: Number(time) * { us: 1e-6, ms: 1e-3, s: 1, m: 60 }[unit],
  };
}
