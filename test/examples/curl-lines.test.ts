import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../meta/repository.js';

interface CurlLines {
  readonly curlPost: (url: string, body: unknown) => string;
  readonly curlGet: (url: string) => string;
}

describe.runIf(process.platform !== 'win32')('a curl line', async () => {
  const { href } = pathToFileURL(join(ROOT, 'examples/shared/curl.js'));
  const { curlPost, curlGet } = (await import(href)) as CurlLines;

  /** The arguments that a shell hands to curl. */
  const argumentsOf = (line: string): string[] => {
    const { stdout } = spawnSync('sh', ['-c', line.replace(/^curl/, "printf '%s\\n'")], { encoding: 'utf8' });
    return stdout.trimEnd().split('\n');
  };

  it('reaches curl as it was meant, whatever the text has for a shell', () => {
    const body = { note: `it's "$HOME" \`date\` \\ * & é` };
    const url = 'http://127.0.0.1:80/a?b=1&c=$d';
    const header = 'content-type: application/json';
    expect(argumentsOf(curlPost(url, body))).toEqual(['-sS', url, '-H', header, '-d', JSON.stringify(body)]);
    expect(argumentsOf(curlGet(url))).toEqual(['-sS', url]);
  });
});
