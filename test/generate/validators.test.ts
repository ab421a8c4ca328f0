import { expect, it } from 'vitest';
import { MANIFEST_SCHEMA } from '../../src/model/package/manifest-schema.js';
import { LINEAR_SCHEMA } from '../../src/runtime/backends/linear/linear-schema.js';
import { INFER_REQUEST_SCHEMA } from '../../src/serve/protocols/open-inference-schema.js';
import { compileSchema, type ValidatorSource } from './compile-schema.js';

const SOURCES: readonly ValidatorSource[] = [
  {
    schema: MANIFEST_SCHEMA,
    schemaName: 'MANIFEST_SCHEMA',
    schemaFile: 'src/model/package/manifest-schema.ts',
    file: 'src/model/package/generated/manifest-validator.ts',
    options: { strict: true, allowUnionTypes: true },
  },
  {
    schema: LINEAR_SCHEMA,
    schemaName: 'LINEAR_SCHEMA',
    schemaFile: 'src/runtime/backends/linear/linear-schema.ts',
    file: 'src/runtime/backends/linear/generated/linear-validator.ts',
    options: { allowUnionTypes: true },
  },
  {
    schema: INFER_REQUEST_SCHEMA,
    schemaName: 'INFER_REQUEST_SCHEMA',
    schemaFile: 'src/serve/protocols/open-inference-schema.ts',
    file: 'src/serve/protocols/generated/infer-request-validator.ts',
    options: { strict: true },
  },
];

// `npm run generate` is this file with -u, which writes what is compared here.
it.each(SOURCES)('$file is what ajv makes of $schemaName', async (source) => {
  const text = await compileSchema(source);
  expect(text).not.toMatch(/\brequire\(|new Function|\beval\(/);
  await expect(text).toMatchFileSnapshot(`../../${source.file}`);
});
