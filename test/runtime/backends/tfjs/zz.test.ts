import { it } from 'vitest';
import fc from 'fast-check';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { referenceModel } from './reference-models.js';
const changedValue = fc.record({
  at: fc.nat({ max: 1e6 }),
  value: fc.constantFrom<unknown[]>(undefined, null, true, 0, -1, 2, 1.5, 'x', '', '__proto__', [], [[]], {}, [1, 2]),
});
it('x', { timeout: 300000 }, async () => {
  const name = process.env['NAME']!;
  const { folder, inputs } = referenceModel(name);
  const original = readFileSync(folder + '/model.json', 'utf8');
  for (const { at, value } of fc.sample(changedValue, { numRuns: 1500, seed: 99 })) {
    const json = JSON.parse(original);
    const places: any[] = [];
    const visit = (owner: any, path: string): void => { for (const key of Object.keys(owner)) { places.push({ owner, key, path: path + '/' + key }); if (typeof owner[key] === 'object' && owner[key] !== null) visit(owner[key], path + '/' + key); } };
    visit(json, '');
    const place = places[at % places.length];
    const old = JSON.stringify(place.owner[place.key]);
    place.owner[place.key] = value;
    appendFileSync('/tmp/tfjsw/fuzz.log', `${place.path} ${old?.slice(0, 80)} -> ${JSON.stringify(value)}\n`);
    const bytes = Buffer.from(JSON.stringify(json));
    try {
      const s = await tfjs().load({ label: 'd', entry: undefined, value: undefined, files: async () => [], read: async (w) => w === 'model.json' ? bytes : readFileSync(folder + '/' + w) });
      try { await s.run(inputs()); appendFileSync('/tmp/tfjsw/fuzz.log', '   ok\n'); } finally { await s.close(); }
    } catch (e: any) { appendFileSync('/tmp/tfjsw/fuzz.log', `   ${e.code} ${e.message?.slice(0, 200)}\n`); }
  }
});
