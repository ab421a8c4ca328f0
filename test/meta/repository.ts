import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Names of the entry points, as their files are named: `index`, `metrics`, … */
export const ENTRIES: readonly string[] = [
  'index',
  ...readdirSync(join(ROOT, 'src/entries')).map((file) => file.replace(/\.ts$/, '')),
];

/** How a user imports an entry point. */
export function specifierOf(entry: string): string {
  return entry === 'index' ? 'modelmount' : `modelmount/${entry}`;
}

/** The source file of an entry point, from the root. */
export function sourceOf(entry: string): string {
  return entry === 'index' ? 'src/index.ts' : `src/entries/${entry}.ts`;
}

/** Files below `folder` that end in one of `endings`, from the root, with `/`, sorted. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}

/** The pages that a person reads: Markdown at the top and below docs/ and examples/. */
export function pages(): string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  return [...top, ...filesBelow('docs', ['.md']), ...filesBelow('examples', ['.md'])];
}

/** A file's text. */
export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
