import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.js';
import { MANIFEST_SCHEMA } from '../../src/model/package/manifest-schema.js';
import { LINEAR_SCHEMA } from '../../src/runtime/backends/linear/linear-schema.js';

it.each<[string, JsonObject]>([
  ['model', MANIFEST_SCHEMA],
  ['linear', LINEAR_SCHEMA],
])('publishes the JSON Schema of %s as a file', (name, schema) => {
  const file = createRequire(import.meta.url).resolve(`modelmount/schemas/${name}.schema.json`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});
