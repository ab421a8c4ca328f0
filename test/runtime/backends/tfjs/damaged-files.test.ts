import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from '../../../helpers/fast-check.js';
import type { Artifact } from '../../../../src/core/artifact.js';
import { ModelMountError } from '../../../../src/core/errors.js';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import type { Editable } from './edited-model.js';
import { referenceModel } from './reference-models.js';

const CODES = [
  'INVALID_MODEL',
  'UNSUPPORTED_MODEL',
  'FILE_OUTSIDE_MODEL',
  'MODEL_NOT_FOUND',
  'RUN_FAILED',
  'INVALID_INPUT',
];

/** The files of a model with one of them changed. */
function withFile(folder: string, name: string, bytes: Uint8Array): Artifact {
  return {
    label: 'damaged',
    entry: undefined,
    value: undefined,
    files: () => Promise.resolve([]),
    read: (wanted) => {
      if (wanted === name) return Promise.resolve(bytes);
      try {
        return Promise.resolve(readFileSync(path.join(folder, wanted)));
      } catch (cause) {
        return Promise.reject(new ModelMountError('MODEL_NOT_FOUND', 'no such file', { cause }));
      }
    },
  };
}

/** One value somewhere in the JSON replaced by another, or taken out. */
const changedValue = fc.record({
  at: fc.nat({ max: 1e6 }),
  value: fc.constantFrom<unknown[]>(undefined, null, true, 0, -1, 2, 1.5, 'x', '', '__proto__', [], [[]], {}, [1, 2]),
});

function changeValue(json: Editable, { at, value }: { at: number; value: unknown }): void {
  const places: { owner: Editable; key: string }[] = [];
  const visit = (owner: Editable): void => {
    for (const key of Object.keys(owner as object)) {
      places.push({ owner, key });
      if (typeof owner[key] === 'object' && owner[key] !== null) visit(owner[key]);
    }
  };
  visit(json);
  const place = places[at % places.length];
  if (place !== undefined) place.owner[place.key] = value;
}

/** One bit turned over somewhere. */
const flippedBit = fc.record({ at: fc.nat({ max: 1e6 }), bit: fc.nat({ max: 6 }) });

async function loadAndRun(name: string, bytes: Uint8Array): Promise<void> {
  const { folder, inputs } = referenceModel(name);
  try {
    const session = await tfjs().load(withFile(folder, 'model.json', bytes));
    try {
      await session.run(inputs());
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!ModelMountError.is(error)) throw error;
    expect(CODES).toContain(error.code);
  }
}

describe.each([
  'keras-digits-layers',
  'keras-digits-v3/functional-keras',
  'keras-nested-v3/h5',
  'keras-digits-graph',
  'tfjs-control-flow/while',
])('tfjs loads and runs %s, or refuses it with a ModelMountError,', (name) => {
  const original = readFileSync(path.join(referenceModel(name).folder, 'model.json'));

  it('whatever value of its model.json is another', async () => {
    const property = fc.asyncProperty(changedValue, async (change) => {
      const json: unknown = JSON.parse(original.toString());
      changeValue(json, change);
      await loadAndRun(name, Buffer.from(JSON.stringify(json)));
    });
    await fc.assert(property, { numRuns: 150, seed: 7 });
  });

  it('whatever bit of its model.json is another', async () => {
    const property = fc.asyncProperty(flippedBit, async ({ at, bit }) => {
      const bytes = Uint8Array.from(original);
      bytes[at % bytes.length]! ^= 1 << bit;
      await loadAndRun(name, bytes);
    });
    await fc.assert(property, { numRuns: 150, seed: 7 });
  });
});
