import ts from 'typescript';

/** What the compiler says about each file, against the built types. */
export function typeErrors(paths: readonly string[]): Map<string, string[]> {
  const program = ts.createProgram(paths, {
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
