import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nextTry } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHECK_PREDICTION } from './check-prediction.js';
import { ExampleProcess, STOPPED, type Exit } from './example-process.js';
import { REFERENCE } from './reference.js';
import { sendCurl } from './send-curl.js';

describe.each([
  ['koa/index.js', 'wine', 'SIGTERM'],
  ['fastify/index.js', 'diabetes', 'SIGINT'],
  ['hono/index.js', 'iris', 'SIGTERM'],
  ['node-http/index.js', 'digits', 'SIGINT'],
] as const)('the server example %s', (file, model, signal) => {
  let example: ExampleProcess;
  let line = '';
  beforeAll(async () => {
    example = ExampleProcess.start(file);
    [line = ''] = await example.curlLines(1);
  });
  afterAll(() => example.kill());

  it('prints a curl line that is answered rightly', async () => {
    const { status, body } = await sendCurl(line);
    expect({ status, ...body }).toMatchObject({ status: 200, model, version: '1' });
    CHECK_PREDICTION[model](body.predictions[0]);
  });

  if (file !== 'node-http/index.js')
    it('has a route of the app’s own, beside the models', async () => {
      const url = urlOf(line);
      const links = (await (await fetch(new URL('/', url))).json()) as Record<string, string>;
      expect(Object.keys(links)).toEqual(['models', 'openapi']);
      for (const link of Object.values(links)) expect((await fetch(new URL(link, url))).status).toBe(200);
    });

  if (file === 'koa/index.js')
    it('lets middleware around the models see their answers', async () => {
      const { headers } = await fetch(new URL('/ml/openapi.json', urlOf(line)));
      expect(headers.get('server-timing')).toMatch(/^app;dur=[\d.]+$/);
    });

  it('stops tidily', async () => {
    expect(await example.stop(signal)).toEqual(STOPPED);
    expect(example.stderr).toBe('');
  });
});

describe('a server example whose output nobody reads', () => {
  it.each([
    'commonjs-app/index.cjs',
    'express/index.js',
    'fastify/index.js',
    'hono/index.js',
    'koa/index.js',
    'node-http/index.js',
    'train-and-serve/index.js',
  ])('%s goes on serving', async (file) => {
    const folder = mkdtempSync(join(tmpdir(), 'modelmount-example-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const port = await freePort();
    const env = { PORT: String(port), TMPDIR: folder, TEMP: folder, TMP: folder };
    const example = ExampleProcess.startHere(file, env);
    example.closeOutput();
    await firstAnswer(port, example);
    // It has printed in vain by now: at the latest before the second of these it would have ended.
    for (let n = 0; n < 3; n++) expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBeLessThan(500);
    expect(await example.stop('SIGTERM')).toEqual(STOPPED);
    expect(example.stderr).toBe('');
  });
});

describe('the commonjs-app example', () => {
  it('answers in a route of its own and over the mount, says what is wrong, and stops tidily', async () => {
    const example = ExampleProcess.startHere('commonjs-app/index.cjs');
    const [own = '', mounted = ''] = await example.curlLines(2);
    const answer = await sendCurl(own);
    expect(answer.status).toBe(200);
    CHECK_PREDICTION.iris(answer.body);
    const { status, body } = await sendCurl(mounted);
    expect(status).toBe(200);
    CHECK_PREDICTION.iris(body.predictions[0]);

    const refused = await sendCurl(own.replace('sepalLength=5.1', 'sepalLength=-5.1').replace('&petalWidth=0.2', ''));
    expect(refused.status).toBe(400);
    expect(refused.body.map(({ path, code }: { path: string; code: string }) => [path, code]).sort()).toEqual([
      ['/0/petalWidth', 'missing'],
      ['/0/sepalLength', 'range'],
    ]);

    expect(await example.stop('SIGTERM')).toEqual(STOPPED);
    expect(example.stderr).toBe('');
  });
});

describe('the train-and-serve example', () => {
  it('trains as well as scikit-learn on the same split, serves what it saved, and stops tidily', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'modelmount-example-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // The example saves below the folder for temporary files.
    const example = ExampleProcess.startHere('train-and-serve/index.js', { TMPDIR: folder, TEMP: folder, TMP: folder });
    const [line = ''] = await example.curlLines(1);
    expect(example.stdout).toContain(`On ${REFERENCE.wine.nSamples} wines`);
    for (const metric of ['accuracy', 'f1', 'rocAuc', 'logLoss'] as const) {
      const [, printed = ''] = new RegExp(`│ ${metric} +│ ([\\d.]+) +│`).exec(example.stdout) ?? [];
      expect(Number(printed), metric).toBeCloseTo(REFERENCE.wine[metric], 10);
    }
    expect(example.stdout).toContain(`Saved as version 1: ${folder}`);
    const { status, body } = await sendCurl(line);
    expect(status).toBe(200);
    CHECK_PREDICTION.wine(body.predictions[0]);
    expect(await example.stop('SIGTERM')).toEqual(STOPPED);
    expect(example.stderr).toBe('');
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks until the example listens; fails if it ends instead. */
async function firstAnswer(port: number, example: ExampleProcess): Promise<void> {
  let exit: Exit | undefined;
  void example.ended().then((end) => (exit = end));
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (response !== undefined) return;
    if (exit !== undefined) throw new Error(`ended with ${exit.code}: ${example.stderr}`);
    await nextTry(20);
  }
}

function urlOf(curlLine: string): string {
  return /'([^']+)'/.exec(curlLine)?.[1] ?? '';
}
