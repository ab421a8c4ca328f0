import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON, of which each test knows its own
  readonly body: any;
}

/** Whether the lines can be run as a person would paste them. */
export const HAS_CURL =
  process.platform !== 'win32' && ['bash', 'curl'].every((name) => spawnSync(name, ['--version']).status === 0);

/** Runs a printed curl line in a shell as it stands; where there is no curl, sends what it says. */
export function sendCurl(line: string): Promise<Answer> {
  return HAS_CURL ? Promise.resolve(pasteIntoShell(line)) : fetchCurl(line);
}

/** Sends the request that a printed curl line says. */
export async function fetchCurl(line: string): Promise<Answer> {
  const match = /^curl -sS '([^']+)'(?: -H '([^:']+): ([^']+)' -d '(.*)')?$/.exec(line);
  if (match === null) throw new Error(`not a curl line as the examples print them: ${line}`);
  const [, url = '', header = '', value = '', body] = match;
  const request =
    body === undefined ? {} : { method: 'POST', headers: { [header]: value }, body: body.replaceAll(`'\\''`, `'`) };
  const response = await fetch(url, request);
  return { status: response.status, body: await response.json() };
}

function pasteIntoShell(line: string): Answer {
  // curl's own settings file adds the status, so that the line stays as it was printed.
  const home = mkdtempSync(join(tmpdir(), 'modelmount-curl-'));
  writeFileSync(join(home, '.curlrc'), 'write-out = "\\n%{http_code}"\nnoproxy = "*"\nmax-time = 20\n');
  try {
    const env = { ...process.env, CURL_HOME: home };
    const { stdout, stderr, status } = spawnSync('bash', ['-c', line], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`curl ended with ${status}: ${stderr}`);
    const end = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(end + 1)), body: JSON.parse(stdout.slice(0, end)) };
  } finally {
    rmSync(home, { recursive: true });
  }
}
