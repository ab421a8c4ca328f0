import { describe, expect, it } from 'vitest';
import { blocksOf } from './doc-blocks.js';
import { exportedNames } from './exported-names.js';
import { deadLinks } from './links.js';
import { read } from './repository.js';

const ROOMS = ['preprocessing', 'metrics', 'estimators', 'selection'] as const;
const FOLDER = 'docs/reference/learn';

const EXPORTED = exportedNames();

/** A row of a front page: the names of its first column, and where its last one leads. */
interface Row {
  readonly names: readonly string[];
  readonly link: string;
}

/** The rows of all tables of a page that begin with names. */
function rowsOf(markdown: string): Row[] {
  return Array.from(
    markdown.matchAll(/^\| (`.+?`) +\|.*\[[^\]]+\]\(([^)]+)\) +\|$/gm),
    ([, names = '', link = '']) => ({
      names: Array.from(names.matchAll(/`([^`]+)`/g), ([, name = '']) => name),
      link,
    }),
  );
}

/** A heading with all below it, up to the next one that is not lower. */
function sectionOf(markdown: string, anchor: string): string {
  const parts = withoutComments(markdown).split(/^(?=## )/m);
  return parts.find((part) => slugOf(/^## +(.+)$/m.exec(part)?.[1] ?? '') === anchor) ?? '';
}

/** In code a line may begin with `#` as well. */
function withoutComments(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, (block) => block.replaceAll(/^#/gm, ' #'));
}

function slugOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-'); // prettier-ignore
}

describe.each(ROOMS)('the front page of modelmount/%s', (room) => {
  const page = `${FOLDER}/${room}/README.md`;
  const rows = rowsOf(read(page));
  const sections = rows.map(({ names, link }) => {
    const [file = '', anchor = ''] = link.split('#');
    const path = new URL(file, `file:///${FOLDER}/${room}/`).pathname.slice(1);
    return { names, link, path, section: sectionOf(read(path), anchor) };
  });

  it('lists every value that the entry point exports, once', () => {
    const exported = EXPORTED.get(`modelmount/${room}`) ?? [];
    const values = exported.filter(({ isType }) => !isType).map(({ name }) => name);
    expect(values.length).toBeGreaterThan(30);
    expect(rows.flatMap(({ names }) => names).sort()).toEqual([...values].sort());
  });

  it('leads to sections that are there', () => {
    expect(deadLinks(page)).toEqual([]);
    expect(sections.filter(({ section }) => section === '').map(({ link }) => link)).toEqual([]);
  });

  it.each(sections)('leads, for $names, to an example that runs and a source', ({ names, path, section }) => {
    const code = blocksOf(path, section)
      .filter(({ isRun }) => isRun)
      .map((block) => block.code)
      .join('\n');
    // A fitted value is what the example's `fit` gives; a table of inference is a member of one.
    const made = names.filter((name) => !/^(Fitted|LinearInference)/.test(name));
    expect(made.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
    expect(code).not.toBe('');
    expect(section).toMatch(/\bSources?: \S/);
  });
});

describe('the page over the four rooms', () => {
  it('leads to each', () => {
    const overview = read(`${FOLDER}/README.md`);
    for (const room of ROOMS) expect(overview).toContain(`](${room}/README.md)`);
    expect(deadLinks(`${FOLDER}/README.md`)).toEqual([]);
  });
});
