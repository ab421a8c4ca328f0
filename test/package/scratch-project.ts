import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

// npm is a batch file on Windows, which only a shell starts.
const NPM = { encoding: 'utf8', shell: process.platform === 'win32', stdio: 'pipe' } as const;

/** What `npm pack --json` tells about the tarball. */
export interface Tarball {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs the built package into `folder`. */
function packInto(folder: string): Tarball {
  if (!existsSync(join(ROOT, 'dist/index.d.ts'))) throw new Error('there is no build to pack: npm run build');
  const text = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { ...NPM, cwd: ROOT });
  const [tarball] = JSON.parse(text) as Tarball[];
  return tarball as Tarball;
}

/** A project of a user outside the repository, with the packed package installed as from a registry. */
export class ScratchProject {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** A new project with modelmount in it and no optional peer. */
  static install(): { project: ScratchProject; tarball: Tarball } {
    const project = new ScratchProject(mkdtempSync(join(tmpdir(), 'modelmount-package-')));
    const tarball = packInto(project.folder);
    project.write({ 'package.json': '{ "name": "consumer", "private": true }' });
    const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', ['install', ...options, `./${tarball.filename}`], { ...NPM, cwd: project.folder });
    return { project, tarball };
  }

  /** The same project again, with packages of the repository's own development install linked into it. */
  copyWith(packages: readonly string[]): ScratchProject {
    const copy = new ScratchProject(mkdtempSync(join(tmpdir(), 'modelmount-package-')));
    cpSync(this.folder, copy.folder, { recursive: true });
    for (const name of packages) {
      const link = join(copy.folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), link, 'junction');
    }
    return copy;
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  /** Runs a script, an ES module or a CommonJS one by its ending, and gives back the JSON that it prints. */
  run(name: string, code: string, flags: readonly string[] = []): unknown {
    this.write({ [name]: code });
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, join(this.folder, name)], {
      cwd: this.folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout);
  }

  /** What the TypeScript compiler of the repository says about the project's `tsconfig.json`. */
  typeErrors(): string {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    return spawnSync(process.execPath, [compiler, '-p', this.folder], { encoding: 'utf8' }).stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The absolute path of a fixture, as a JavaScript literal. */
export function fixture(path: string): string {
  return JSON.stringify(join(ROOT, 'test/fixtures', path));
}
