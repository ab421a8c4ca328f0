import { describe, expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import { problemReply, toProblem } from '../../src/serve/problem.js';
import { webResponse } from '../../src/serve/exchange/web-exchange.js';

describe('an error that says when to try again', () => {
  it.each([
    ['QUEUE_FULL', 1, '1'],
    ['QUEUE_FULL', 1000, '1'],
    ['OVERLOADED', 1001, '2'],
  ] as const)('%s with retryAfterMs %d is a 503 with retry-after %s', (code, retryAfterMs, seconds) => {
    const error = new ModelMountError(code, 'too much', { details: { retryAfterMs } });
    const response = webResponse(problemReply(toProblem(error)));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe(seconds);
  });

  it('is not a missed deadline, which is a 504: trying again gives the same', async () => {
    const response = webResponse(problemReply(toProblem(new ModelMountError('DEADLINE_EXCEEDED', 'late'))));
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ title: 'Gateway Timeout', code: 'DEADLINE_EXCEEDED' });
    expect(response.headers.has('retry-after')).toBe(false);
  });
});
