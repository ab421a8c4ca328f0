import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHECK_PREDICTION } from './check-prediction.js';
import { ExampleProcess, STOPPED } from './example-process.js';
import { IRIS_PROBABILITIES } from './reference.js';
import { fetchCurl, HAS_CURL, sendCurl } from './send-curl.js';

describe('the express example, which npm start runs', () => {
  let example: ExampleProcess;
  let lines: string[];
  const lineTo = (end: string): string => lines.find((line) => line.includes(`${end}'`)) as string;

  beforeAll(async () => {
    example = ExampleProcess.start('express/index.js');
    lines = await example.curlLines(6);
  });
  afterAll(() => example.kill());

  it.each(['diabetes', 'digits', 'iris', 'wine'] as const)(
    'prints a curl line that %s answers rightly',
    async (name) => {
      const { status, body } = await sendCurl(lineTo(`/ml/models/${name}/predict`));
      expect({ status, ...body }).toMatchObject({ status: 200, model: name, version: '1' });
      expect(body.predictions).toHaveLength(1);
      CHECK_PREDICTION[name](body.predictions[0]);
    },
  );

  it('prints a curl line of the Open Inference Protocol that is answered rightly', async () => {
    const { status, body } = await sendCurl(lineTo('/ml/v2/models/iris/infer'));
    expect({ status, name: body.model_name }).toEqual({ status: 200, name: 'iris' });
    const [label, probabilities] = body.outputs;
    expect(label).toMatchObject({ datatype: 'BYTES', data: ['setosa'] });
    IRIS_PROBABILITIES[0]?.forEach((expected, j) => expect(probabilities.data[j]).toBeCloseTo(expected, 6));
  });

  it('prints a curl line that gets the OpenAPI document of all models', async () => {
    const { status, body } = await sendCurl(lineTo('/ml/openapi.json'));
    expect({ status, title: body.info.title }).toEqual({ status: 200, title: 'Example models' });
    for (const name of ['diabetes', 'digits', 'iris', 'wine']) {
      expect(body.paths).toHaveProperty([`/models/${name}/predict`, 'post']);
    }
  });

  it('answers every route that it prints, and names them at the root', async () => {
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(example.stdout) ?? [];
    const body = await (await fetch(`${origin}/`)).json();
    expect(body.models.map(({ name }: { name: string }) => name)).toEqual(['diabetes', 'digits', 'iris', 'wine']);
    const printed = Array.from(example.stdout.matchAll(/^ {2}(GET|POST) (\S+)$/gm), ([, ...route]) => route.join(' '));
    expect(printed).toEqual(body.models.flatMap(({ routes }: { routes: string[] }) => routes));
    expect(printed).toHaveLength(12);
    for (const route of printed) {
      const [method = '', path = ''] = route.split(' ');
      // A body that is no request at all: the route is there, and says so.
      const init = method === 'POST' ? { method, body: '{}', headers: { 'content-type': 'application/json' } } : {};
      expect([route, (await fetch(origin + path, init)).status]).toEqual([route, method === 'POST' ? 400 : 200]);
    }
  });

  it.runIf(HAS_CURL)('prints lines that say the same to a shell as to the test’s own reading of them', async () => {
    for (const line of lines) expect(await fetchCurl(line)).toEqual(await sendCurl(line));
  });

  it('stops tidily at Ctrl-C', async () => {
    expect(await example.stop('SIGINT')).toEqual(STOPPED);
    expect(example.stderr).toBe('');
  });
});

describe('the express example where it cannot start', () => {
  it('says in one line that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const example = ExampleProcess.startHere('express/index.js', { PORT: port });
    expect(await example.ended()).toEqual({ code: 1, signal: null });
    expect(example.stderr).toMatch(new RegExp(`^Port ${port} is taken\\. .*PORT.*\\n$`));
    expect(example.stdout).toBe('');
  });

  it.each(['http', '65536', '0x50'])('says in one line that PORT=%j is no port', async (port) => {
    const example = ExampleProcess.startHere('express/index.js', { PORT: port });
    expect(await example.ended()).toEqual({ code: 1, signal: null });
    expect(example.stderr).toBe(`PORT must be a whole number from 0 to 65535, got ${JSON.stringify(port)}\n`);
  });
});
