import { expect, test } from 'vitest';
import { Cancellation } from '../../src/core/abort.js';

test('a cancellation fires its listeners once, with its first reason', () => {
  const cancellation = new Cancellation();
  const seen: unknown[] = [];
  cancellation.addEventListener('abort', () => seen.push(cancellation.reason));
  expect(cancellation.aborted).toBe(false);
  cancellation.cancel('first');
  cancellation.cancel('second');
  expect(seen).toEqual(['first']);
  expect(cancellation.aborted).toBe(true);
});

test('a listener added twice fires once, and one removed does not fire', () => {
  const cancellation = new Cancellation();
  const seen: string[] = [];
  const twice = (): void => void seen.push('twice');
  const removed = (): void => void seen.push('removed');
  cancellation.addEventListener('abort', twice);
  cancellation.addEventListener('abort', twice);
  cancellation.addEventListener('abort', removed);
  cancellation.removeEventListener('abort', removed);
  cancellation.removeEventListener('abort', () => undefined);
  cancellation.cancel(undefined);
  expect(seen).toEqual(['twice']);
});

test('a listener that comes too late is not called, as with an AbortSignal', () => {
  const cancellation = new Cancellation();
  cancellation.cancel(undefined);
  cancellation.addEventListener('abort', () => expect.unreachable());
});
