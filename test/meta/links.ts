import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { read, ROOT } from './repository.js';

/** Links of a page that lead nowhere: a file that is not there, or a heading that its page does not have. */
export function deadLinks(page: string, markdown: string = read(page)): string[] {
  const prose = withoutCode(markdown);
  const inline = Array.from(prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g), ([, target = '']) => target);
  const reference = Array.from(prose.matchAll(/^\[[^\]]+\]: +(\S+)/gm), ([, target = '']) => target);
  return [...inline, ...reference].filter((target) => !isAlive(page, target, markdown));
}

function isAlive(page: string, target: string, markdown: string): boolean {
  if (/^(https?|mailto):/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path))).replaceAll('\\', '/');
  if (path !== '' && (file.startsWith('..') || !existsSync(join(ROOT, file)))) return false;
  if (anchor === undefined || !file.endsWith('.md')) return true;
  return anchorsOf(file === page ? markdown : read(file)).has(anchor);
}

/** Anchors of the headings as code hosts make them: lower case, spaces to hyphens, a number behind a repeated one. */
function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(markdown, false).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = text.replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  for (const [, name = ''] of markdown.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(name);
  return anchors;
}

function withoutCode(markdown: string, alsoInline = true): string {
  const prose = markdown.replaceAll(/^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1 *$/gm, '');
  return alsoInline ? prose.replaceAll(/`[^`\n]*`/g, '') : prose;
}
