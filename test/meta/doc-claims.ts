import ts from 'typescript';

/** A value that a line of an example claims in the comment at its end: `f(1); // 2`, `const a = f(1); // ≈ 0.33`. */
interface Claim {
  /** The line without the comment. */
  readonly statement: string;
  /** What has the value: the line's expression, or the name that it declares. */
  readonly subject: string;
  /** A JavaScript literal. */
  readonly value: string;
  /** After how many decimals the value is cut; `undefined` where it is exact. */
  readonly decimals: number | undefined;
}

const LINE =
  /^(?<indent> *)(?:(?<declaration>(?:const|let) (?<name>\w+)(?::[^=]+)? = .*)|(?<expression>[^ /{}].*?))(?<end>;?) +\/\/ (?<value>.+)$/;

function claimOf(line: string): Claim | undefined {
  const { indent, declaration, name, expression = '', end, value = '' } = LINE.exec(line)?.groups ?? {};
  // Inside of something only a whole statement counts: `add(1), // 2` may be an argument.
  if (indent !== '' && end !== ';') return undefined;
  const literal = toLiteral(value.replace(/^≈ /, ''));
  if (literal === undefined || (declaration === undefined && !isExpression(expression))) return undefined;
  const decimals = Math.max(0, ...Array.from(literal.matchAll(/\.(\d+)/g), ([, digits = '']) => digits.length));
  return {
    statement: declaration === undefined ? '' : `${declaration};`,
    subject: name ?? expression,
    value: literal,
    decimals: value.startsWith('≈ ') ? decimals : undefined,
  };
}

function isExpression(code: string): boolean {
  const [statement, second] = ts.createSourceFile('line.ts', code, ts.ScriptTarget.ES2022, true).statements;
  return statement !== undefined && second === undefined && ts.isExpressionStatement(statement);
}

/** `text` as a JavaScript literal, with `Float64Array [1, 2]` as Node prints it; `undefined` if it is prose. */
function toLiteral(text: string): string | undefined {
  const literal = text.replace(/^(\w+Array)(?:\(\d+\))? (\[.*\])$/, '$1.from($2)');
  if (ts.transpileModule(`(${literal})`, { reportDiagnostics: true }).diagnostics?.length !== 0) return undefined;
  const isPlain = (node: ts.Node): boolean => {
    const isPlainName = !ts.isIdentifier(node) || /^(NaN|Infinity|undefined|from|\w+Array)$/.test(node.text);
    const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    return (isPlainName || isKey) && !ts.forEachChild(node, (child) => !isPlain(child));
  };
  const [statement] = ts.createSourceFile('value.ts', `(${literal})`, ts.ScriptTarget.ES2022, true).statements;
  return statement && isPlain(statement) ? literal : undefined;
}

/** Whether any line of an example claims a value. */
export function hasClaims(code: string): boolean {
  return code.split('\n').some((line) => claimOf(line) !== undefined);
}

/** An example as an ES module that compares every claimed value with what comes out. */
export function checkingModule(code: string): string {
  let nClaims = 0;
  const lines = code.split('\n').map((line) => {
    const claim = claimOf(line);
    if (claim === undefined) return line;
    const { statement, subject, value, decimals } = claim;
    const expected = `{ expected: ${value}, decimals: ${decimals ?? 'undefined'} }`;
    return `${statement} claims.check(${nClaims++}, ${subject}, ${expected});`;
  });
  const { outputText } = ts.transpileModule(lines.join('\n'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const helper = new URL('check-claim.js', import.meta.url).href;
  const start = `import { claimChecker } from '${helper}';\nconst claims = claimChecker(${nClaims});\n`;
  return `${start}${outputText}claims.finish();\n`;
}
