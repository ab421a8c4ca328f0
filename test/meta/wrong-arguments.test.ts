import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelMountError } from '../../src/core/errors.js';
import { show } from '../../src/core/issue.js';
import * as estimators from '../../src/entries/estimators.js';
import * as metrics from '../../src/entries/metrics.js';
import * as preprocessing from '../../src/entries/preprocessing.js';
import * as selection from '../../src/entries/selection.js';
import { buildTraining, type Build } from '../training/build.js';
import { CALLS, GARBAGE } from './calls.js';

const NO_OPTIONS: Readonly<Record<string, unknown>> = {
  null: null,
  'a number': 3,
  true: true,
  'a string': 'abc',
  'an empty list': [],
  'a function': () => NaN,
  'a misspelt name': { sampleWeigth: [1] },
};

const exported: Record<string, unknown> = { ...metrics, ...preprocessing, ...estimators, ...selection };
const names = Object.keys(exported)
  .filter((name) => typeof exported[name] === 'function' && /^[a-z]/.test(name))
  .sort();

/** What comes of a call: an error, or what it returns, once that is there. */
async function outcome(name: string, args: readonly unknown[]): Promise<unknown> {
  const called = exported[name] as (...args: readonly unknown[]) => unknown;
  try {
    return await called(...args);
  } catch (error) {
    return error;
  }
}

/** What data is made of. */
function partsOf(argument: unknown): readonly string[] {
  return ['X', 'y', 'yTrue', 'yPred'].filter((part) => Object.hasOwn(Object(argument) as object, part));
}

/** `ModelMountError`, or what came instead. */
async function refusal(name: string, args: readonly unknown[]): Promise<string> {
  const came = await outcome(name, args);
  if (ModelMountError.is(came)) return came.code === 'INTERNAL' ? String(came) : 'refused';
  return came instanceof Error ? `threw ${String(came)}` : `answered ${show(came)}`;
}

let build: Build;
beforeAll(async () => {
  build = await buildTraining();
});
afterAll(() => build.remove());

it('knows every function of the learning rooms, and no other', () => {
  expect(Object.keys(CALLS).sort()).toEqual(names);
});

describe.each(Object.entries(CALLS))('%s', (name, { args, right = {}, ...call }) => {
  const options = 'options' in call ? call.options : {};
  const given = (): object =>
    name.endsWith('Async') ? { ...options, nWorkers: 1, workerUrl: build.workerUrl } : { ...options };
  const rest = (): unknown[] => (options === undefined ? [] : [given()]);

  it('answers a call that is right', async () => {
    const came = await outcome(name, [...args, ...rest()]);
    expect(came instanceof Error ? String(came) : 'answered').toBe('answered');
  });

  it('refuses what is none of its arguments, and says so', async () => {
    const failures: string[] = [];
    for (const [place, argument] of args.entries()) {
      for (const [what, garbage] of Object.entries(GARBAGE)) {
        if (right[place]?.includes(what)) continue;
        const came = await refusal(name, [...args.with(place, garbage), ...rest()]);
        if (came !== 'refused') failures.push(`${what} as argument ${place}: ${came}`);
        for (const part of partsOf(argument)) {
          const came = await refusal(name, [
            ...args.with(place, { ...(argument as object), [part]: garbage }),
            ...rest(),
          ]);
          if (came !== 'refused') failures.push(`${what} as ${part}: ${came}`);
        }
      }
    }
    expect(failures.join('\n')).toBe('');
  });

  if (options === undefined) return;
  it('refuses options that are none', async () => {
    const failures: string[] = [];
    for (const [what, garbage] of Object.entries(NO_OPTIONS)) {
      const wrong = what === 'a misspelt name' ? { ...given(), ...(garbage as object) } : garbage;
      const came = await refusal(name, [...args, wrong]);
      if (came !== 'refused') failures.push(`${what}: ${came}`);
    }
    expect(failures.join('\n')).toBe('');
  });
});
