import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { hasClaims } from './doc-claims.js';
import { exportedNames } from './exported-names.js';
import { filesBelow, pages, read, ROOT, sourceOf } from './repository.js';

/** A piece of code that the documentation shows. */
export interface DocBlock {
  /** `docs/guide.md:12`. */
  readonly place: string;
  readonly code: string;
  /** Whether it is run, not only type-checked. */
  readonly isRun: boolean;
}

/** What examples in docstrings may use without making or importing it. */
const AMBIENT: Readonly<Record<string, string>> = {
  AddressInfo: "import type { AddressInfo } from 'node:net';",
  app: 'declare const app: any;',
  createServer: "import { createServer } from 'node:http';",
  describe: "import { describe } from 'vitest';",
  expect: "import { expect } from 'vitest';",
  handler: "declare const handler: import('modelmount').Handler;",
  inputs: "declare const inputs: ReadonlyMap<string, import('modelmount').Tensor>;",
  it: "import { it } from 'vitest';",
  model: "declare const model: import('modelmount').Model;",
  once: "import { once } from 'node:events';",
  pipeline: "declare const pipeline: import('modelmount').SavableModel;",
  promisify: "import { promisify } from 'node:util';",
  session: "declare const session: import('modelmount').Session;",
};

const FENCE = /^(?<indent> *)```(?:ts|typescript|js|javascript)(?<words>(?: \w+)*) *\n(?<code>.*?)^\k<indent>``` *$/gms;

/**
 * The TypeScript and JavaScript blocks of a Markdown text. Words after the language: `run` has the block executed;
 * `continued` puts it behind the block before it.
 */
export function blocksOf(file: string, markdown: string): DocBlock[] {
  const blocks: DocBlock[] = [];
  for (const match of markdown.matchAll(FENCE)) {
    const { indent = '', words = '', code = '' } = match.groups as Record<string, string>;
    const place = `${file}:${markdown.slice(0, match.index).split('\n').length}`;
    const own = code.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const earlier = words.includes('continued') ? (blocks.at(-1)?.code ?? '') : '';
    blocks.push({ place, code: earlier + own, isRun: words.includes('run') });
  }
  return blocks;
}

/**
 * The `@example` blocks of docstrings, with what they leave out: imports of public names, and of the names of the
 * file itself where those are internal. Examples that claim values (`f(1); // 2`) and use only public names are run.
 */
export function examplesOf(file: string, source: string, publicNames: ReadonlyMap<string, string>): DocBlock[] {
  // Docstrings become Markdown: everything else becomes empty lines, so that line numbers stay.
  let isInside = false;
  const markdown = source.split('\n').map((line) => {
    if (/^\s*\/\*\*/.test(line)) isInside = true;
    const text = isInside ? line.replace(/^\s*\/?\*+ ?/, '') : '';
    if (line.includes('*/')) isInside = false;
    return text;
  });
  return blocksOf(file, markdown.join('\n')).map((block) => {
    const names = new Set(freeNames(block.code));
    const inside = [...names].filter((name) => !publicNames.has(name) && isExportedIn(source, name));
    // With an internal name everything comes from the sources: types of the build are others than theirs.
    const outside = [...names].flatMap((name) => {
      const specifier = publicNames.get(name);
      if (specifier === undefined) return [];
      const path =
        inside.length === 0 ? specifier : `../../${sourceOf(specifier.slice('modelmount/'.length) || 'index')}`;
      return [`import { ${name} } from '${path.replace(/\.ts$/, '.js')}';`];
    });
    const own = inside.map((name) => `import { ${name} } from '../../${file.replace(/ts$/, 'js')}';`);
    const ambient = Object.keys(AMBIENT).filter((name) => names.has(name) && !publicNames.has(name));
    const isRun = block.isRun || (inside.length + ambient.length === 0 && hasClaims(block.code));
    const header = [...outside, ...own, ...ambient.map((name) => AMBIENT[name])].join(' ');
    return { ...block, code: `${header}\n${block.code}`, isRun };
  });
}

function isExportedIn(source: string, name: string): boolean {
  return new RegExp(`^export (?:async )?(?:function|class|const|type|interface) ${name}\\b`, 'm').test(source);
}

/** Identifiers that a piece of code uses and does not declare. */
function freeNames(code: string): string[] {
  const file = ts.createSourceFile('block.ts', code, ts.ScriptTarget.ES2022, true);
  const declared = new Set<string>();
  const used: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isDeclaration =
        (parent as Partial<ts.NamedDeclaration>).name === node && !ts.isShorthandPropertyAssignment(parent);
      if (isDeclaration && !ts.isPropertyAccessExpression(parent)) declared.add(node.text);
      else if (!(ts.isPropertyAccessExpression(parent) && parent.name === node)) used.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return used.filter((name) => !declared.has(name));
}

/** Every block of the pages and docstrings. */
export function allBlocks(): DocBlock[] {
  const publicNames = new Map<string, string>();
  for (const [specifier, names] of exportedNames()) {
    for (const { name } of names) if (!publicNames.has(name)) publicNames.set(name, specifier);
  }
  return [
    ...pages().flatMap((page) => blocksOf(page, read(page))),
    ...filesBelow('src', ['.ts']).flatMap((file) => examplesOf(file, read(file), publicNames)),
  ];
}

/**
 * Writes the blocks as modules into a folder of the repository, so that they import `modelmount` as users do. One
 * that begins with the name of a file (`// server.js`) can be imported by the others under that name.
 */
export function writeBlocks(blocks: readonly DocBlock[], name = 'doc-blocks'): string[] {
  const folder = join(ROOT, '.cache', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return blocks.map(({ code, place }, index) => {
    const path = join(folder, `${index}-${place.replaceAll(/[^\w]+/g, '-')}.ts`);
    writeFileSync(path, `${code}\nexport {};\n`);
    const [, file] = /^\/\/ ([\w-]+)\.[jt]s\n/.exec(code) ?? [];
    if (file !== undefined) writeFileSync(join(folder, `${file}.ts`), code);
    return path;
  });
}
