import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './repository.js';

/** Packages that pages use beside modelmount and that are not installed here. */
const NOT_INSTALLED = ['sharp'];

/** What the compiler says about each file, against the built types. */
export function typeErrors(paths: readonly string[]): Map<string, string[]> {
  const others = join(ROOT, '.cache/not-installed.d.ts');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(others, NOT_INSTALLED.map((name) => `declare module '${name}';\n`).join(''));
  const program = ts.createProgram([...paths, others], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
    strict: true,
    noImplicitAny: false, // frameworks without types of their own, and JavaScript blocks
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  });
  return new Map(
    paths.map((path) => {
      const file = program.getSourceFile(path);
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      const messages = found.map(({ start, messageText }) => {
        const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0;
        return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
      return [path, messages];
    }),
  );
}
