import { AssertionError } from 'node:assert';
import { describe, expect, it } from 'vitest';
import { sessionChecks } from '../../src/testing/check-session.js';
import type { SessionSubject } from '../../src/testing/session-subject.js';
import { sound } from './break-session.js';
import { ANSWER_FAULTS } from './faulty-answers.js';
import { CONDUCT_FAULTS } from './faulty-conduct.js';
import { X } from './subjects.js';

const FAULTS = [...ANSWER_FAULTS, ...CONDUCT_FAULTS];

/** The names of the rules that `subject` breaks. */
async function brokenRules(subject: SessionSubject): Promise<string[]> {
  const names: string[] = [];
  for (const check of sessionChecks(subject)) {
    await check.run().catch((error: unknown) => {
      expect(error).toBeInstanceOf(AssertionError);
      expect(String(error)).toContain(`a session ${check.name}. Not so "${subject.name}": `);
      names.push(check.name);
    });
  }
  return names;
}

describe('sessionChecks', () => {
  it('finds no fault in the session that the faulty ones are made of', async () => {
    expect(await brokenRules(sound)).toEqual([]);
  });

  it.each(FAULTS)('catches a session that $fault', async ({ rule, subject }) => {
    expect(await brokenRules(subject)).toContain(rule);
  });

  it('has a faulty session for each of its rules', () => {
    const rules = sessionChecks(sound).map((check) => check.name);
    expect(new Set(FAULTS.map((fault) => fault.rule))).toEqual(new Set(rules));
  });

  it('says so when the input that it was given cannot tell answers apart', async () => {
    const inputs = (rows: number) => X(Array.from({ length: 2 * rows }, () => 1));
    expect(await brokenRules({ ...sound, inputs: () => inputs(3), outputs: new Map() })).toEqual([
      'does not mix up the answers of concurrent runs',
    ]);
    expect(await brokenRules({ ...sound, inputs: () => inputs(1), outputs: new Map() })).toContain(
      'answers a row alone as it does in a batch',
    );
  });

  it('takes no single rows out of inputs whose first axis is not a batch', async () => {
    const sequence = FAULTS.find(({ fault }) => fault.startsWith('centres'))!.subject;
    expect(await brokenRules({ ...sequence, hasIndependentRows: false })).toEqual([]);
  });
});
