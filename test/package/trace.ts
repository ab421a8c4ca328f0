/** Keeps what `import` and `require` resolve to, for `globalThis.resolved()`. */
export const TRACE = `
  import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
  import Module, { register } from 'node:module';
  import { join } from 'node:path';

  const file = join(import.meta.dirname, 'trace.txt');
  writeFileSync(file, '');
  const hook = 'import { appendFileSync } from "node:fs";' +
    'export async function resolve(specifier, context, next) {' +
    '  const result = await next(specifier, context);' +
    '  appendFileSync(' + JSON.stringify(file) + ', result.url + "\\\\n");' +
    '  return result; }';
  register('data:text/javascript,' + encodeURIComponent(hook));
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = function (...args) {
    const path = resolveFilename.apply(this, args);
    appendFileSync(file, path + '\\n');
    return path;
  };
  globalThis.resolved = () => readFileSync(file, 'utf8').split('\\n');
`;
