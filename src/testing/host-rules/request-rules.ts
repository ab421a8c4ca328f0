import { gunzipSync, gzipSync } from 'node:zlib';
import { expectRule } from '../expect-rule.js';
import { echo, sha256, type Seen } from './echo.js';
import type { Open, Rule } from './rule.js';
import { send, type WireRequest } from './wire.js';

const JSON_TYPE = ['content-type', 'application/json'] as const;
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const post = (body: WireRequest['body'], ...headers: (readonly [string, string])[]): WireRequest => ({
  method: 'POST',
  path: '/x',
  headers,
  ...(body === undefined ? {} : { body }),
});

const ROWS = {
  rows: [
    { age: 41, plan: 'basic' },
    { age: -2.5e-7, plan: null },
  ],
  'a/b': [[1, 2], []],
  __proto_: true,
};
const LARGE = json(Array.from({ length: 5 * 2 ** 18 }, (_, i) => i % 1000));

/** Bodies that a handler gets as they were sent, with headers that fit them. */
const BODIES: Readonly<Record<string, WireRequest>> = {
  'a JSON object': post(json(ROWS), JSON_TYPE),
  'a JSON object with a charset': post(json(ROWS), ['content-type', 'application/json; charset=utf-8']),
  'a JSON object in PUT': { ...post(json(ROWS), JSON_TYPE), method: 'PUT' },
  'a JSON object in DELETE': { ...post(json(ROWS), JSON_TYPE), method: 'DELETE' },
  'an empty JSON object': post(json({}), JSON_TYPE),
  'an empty JSON array': post(json([]), JSON_TYPE),
  'a JSON array': post(json([1, [2, 'three'], null]), JSON_TYPE),
  'a JSON null': post(json(null), JSON_TYPE),
  'a JSON false': post(json(false), JSON_TYPE),
  'a JSON zero': post(json(0), JSON_TYPE),
  'a JSON string': post(json('text'), JSON_TYPE),
  'an empty JSON string': post(json(''), JSON_TYPE),
  'JSON with keys of the prototype': post(
    Buffer.from('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}'),
    JSON_TYPE,
  ),
  'JSON with unicode': post(json({ 'Größe 📏': '日本\u2028\u0000"\\' }), JSON_TYPE),
  'JSON with white space': post(Buffer.from('{ "a" : [ 1, 2 ]\n}\n'), JSON_TYPE),
  'JSON with an integer beyond 2^53': post(Buffer.from('{"a":9007199254740993}'), JSON_TYPE),
  'malformed JSON': post(Buffer.from('{"a":'), JSON_TYPE),
  'JSON in latin-1': post(Buffer.from('{"a":"é"}', 'latin1'), ['content-type', 'application/json; charset=latin1']),
  'JSON of five megabytes': post(LARGE, JSON_TYPE),
  'JSON in gzip': post(gzipSync(json(ROWS)), JSON_TYPE, ['content-encoding', 'gzip']),
  'JSON in broken gzip': post(json(ROWS), JSON_TYPE, ['content-encoding', 'gzip']),
  'JSON in chunks': post([Buffer.from('{"a"'), Buffer.from(':[1,'), Buffer.from('2]}')], JSON_TYPE),
  'JSON with a structured suffix': post(json(ROWS), ['content-type', 'application/vnd.api+json']),
  'JSON without a content type': post(json(ROWS)),
  'JSON that says it is text': post(json(ROWS), ['content-type', 'text/plain']),
  'JSON that says it is a form': post(json(ROWS), ['content-type', 'application/x-www-form-urlencoded']),
  'JSON with a content type that is none': post(json(ROWS), ['content-type', 'garbage']),
  'unicode text': post(Buffer.from('Größe 📏'), ['content-type', 'text/plain; charset=utf-8']),
  'a form': post(Buffer.from('a=1&b=x+y&a=2'), ['content-type', 'application/x-www-form-urlencoded']),
  'all bytes': post(
    Uint8Array.from({ length: 512 }, (_, i) => i),
    ['content-type', 'application/octet-stream'],
  ),
  'all bytes in chunks': post(
    Array.from({ length: 64 }, (_, i) => Uint8Array.from({ length: i + 1 }, (__, j) => i * 4 + j)),
    ['content-type', 'application/octet-stream'],
  ),
  'five megabytes of bytes': post(Buffer.alloc(5 * 2 ** 20, 'modelmount'), [
    'content-type',
    'application/octet-stream',
  ]),
  'no body': post(undefined),
  'no body of a type': post(undefined, JSON_TYPE),
  'a body of length 0': post(Buffer.alloc(0), JSON_TYPE),
  'an empty chunked body': post([], JSON_TYPE),
  'an empty chunked body of bytes': post([], ['content-type', 'application/octet-stream']),
};

/** Targets below the mount path, which the handler gets unchanged. */
const PATHS: Readonly<Record<string, string>> = {
  'a path': '/v2/models/iris/infer',
  'the path /': '/',
  'a path with a trailing slash': '/v2/',
  'a path with an empty segment': '/v2//models',
  'a path that begins with two slashes': '//evil.example/v2',
  'percent-encoded characters': '/a%20b/%C3%BC/%2F/%2525/c%3Fd',
  'broken percent-encoding': '/v2/%zz',
  'percent-encoded bytes that are not UTF-8': '/v2/%ff%fe',
  'other characters of a path': "/~a.b-c_d/!$&'()*+,;=:@",
  'names of the prototype': '/v2/__proto__/constructor',
  'a query': '/x?a=1&a=2&b[]=%20+&c',
  'a query with characters of a path': '/x?/../%2e%2e//?&=%zz&__proto__=1',
  'a query of 8 KiB': `/x?${'q'.repeat(8192)}`,
  'a query behind the mount path': '?a=1',
};

/** Targets that no `Request` carries unchanged: it would resolve dots and turn backslashes. */
const REFUSED: Readonly<Record<string, WireRequest>> = {
  'a path with dots': { path: '/v2/models/../infer' },
  'a path with percent-encoded dots': { path: '/v2/%2e%2E/infer' },
  'a path that ends with a dot': { path: '/v2/.' },
  'a path with a backslash': { path: '/v2\\models' },
  'a Host header that is not a host': { headers: [['host', 'evil.example/path?']] },
  'two Host headers': {
    headers: [
      ['host', 'a'],
      ['host', 'b'],
    ],
  }, // RFC 9112, section 3.2
};

async function sendForEcho(open: Open, request: WireRequest): Promise<Seen> {
  const host = await open(echo);
  // At the root there is nothing that a query alone could follow.
  const path = host.prefix === '' && request.path?.startsWith('?') === true ? `/${request.path}` : request.path;
  const answer = await send(host, { ...request, ...(path !== undefined && { path }) });
  expectRule(answer.status === 200, `answered ${answer.status} in place of the handler`);
  return JSON.parse(answer.body.toString()) as Seen;
}

function bodyRule(request: WireRequest): Rule {
  const body = request.body ?? Buffer.alloc(0);
  const sent = body instanceof Uint8Array ? body : Buffer.concat(body);
  const type = request.headers?.find(([name]) => name === 'content-type')?.[1];
  return async (open) => {
    const seen = await sendForEcho(open, request);
    const { method = 'GET' } = request;
    expectRule(seen.method === method, `the handler saw method ${seen.method}, not ${method}`);
    const shownType = seen.headers['content-type'];
    expectRule(shownType === type, `the handler saw content type ${String(shownType)}, not ${String(type)}`);
    const length = seen.headers['content-length'] ?? String(seen.length);
    expectRule(length === String(seen.length), `the handler saw content-length ${length} and ${seen.length} bytes`);
    // Something in front may have decompressed the body, if it took the header away with it.
    const isUnzipped = seen.headers['content-encoding'] === undefined && request.headers?.some(([, v]) => v === 'gzip');
    const expected = isUnzipped === true ? gunzipSync(sent) : sent;
    expectRule(
      seen.sha256 === sha256(expected),
      `the handler saw a body of ${seen.length} bytes (${seen.start}), not the ${expected.length} sent`,
    );
  };
}

function pathRule(path: string): Rule {
  return async (open) => {
    const seen = await sendForEcho(open, { path });
    const [expected = '', ...query] = path.split('?');
    expectRule(seen.path === (expected || '/'), `the handler saw path ${seen.path}, not ${expected}`);
    const search = query.length === 0 ? '' : `?${query.join('?')}`;
    expectRule(seen.query === search, `the handler saw query ${seen.query}, not ${search}`);
  };
}

function refusalRule(request: WireRequest): Rule {
  return async (open) => {
    const answer = await send(await open(echo), request);
    expectRule(answer.status === 400, `answered ${answer.status} (${answer.body.toString().slice(0, 64)})`);
    const type = answer.headers.get('content-type');
    expectRule(type === 'application/problem+json', `answered with ${String(type)}, not with a problem`);
  };
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'POST', 'PUT', 'PATCH', 'DELETE'];

const OTHERS: Readonly<Record<string, Rule>> = {
  'shows the handler every common method': async (open) => {
    const methods: string[] = [];
    const host = await open((request) => {
      methods.push(request.method);
      return Promise.resolve(new Response('done'));
    });
    for (const method of METHODS) await send(host, { method, path: '/x' });
    expectRule(methods.join() === METHODS.join(), `the handler saw only ${methods.join(', ')}`);
  },

  'shows the handler a target in absolute form as a path': async (open) => {
    const host = await open(echo);
    const answer = await send(host, { target: `http://127.0.0.1:${host.port}${host.prefix}/v2/x?y=1` });
    expectRule(answer.status === 200, `answered ${answer.status} in place of the handler`);
    const seen = JSON.parse(answer.body.toString()) as Seen;
    expectRule(seen.path + seen.query === '/v2/x?y=1', `the handler saw ${seen.path}${seen.query}`);
  },

  'shows the handler all headers, repeated ones joined': async (open) => {
    const headers = [
      ['x-a', '1'],
      ['X-A', '2'],
      ['x-empty', ''],
      ['cookie', 'a=1'],
      ['cookie', 'b=2'],
    ] as const;
    const { headers: seen } = await sendForEcho(open, { headers });
    const shown = `${String(seen['x-a'])}|${String(seen['x-empty'])}|${String(seen['cookie'])}`;
    expectRule(shown === '1, 2||a=1; b=2', `the handler saw ${shown}`);
  },

  'is not confused by headers named like members of the prototype': async (open) => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const keys: string[] = [];
    const host = await open((request) => {
      keys.push(...[...request.headers.keys()].filter((key) => names.some((name) => name.toLowerCase() === key)));
      return Promise.resolve(new Response('done'));
    });
    const answer = await send(host, { headers: names.map((name) => [name, 'x'] as const) });
    expectRule(answer.status === 200 && keys.length === names.length, `the handler saw ${keys.join(', ') || 'none'}`);
  },
};

function named<T>(prefix: string, table: Readonly<Record<string, T>>, rule: (entry: T) => Rule): Record<string, Rule> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [`${prefix} ${name}`, rule(entry)]));
}

/** What a handler sees of a request. */
export const REQUEST_RULES: Readonly<Record<string, Rule>> = {
  ...named('hands over', BODIES, bodyRule),
  ...named('hands over', PATHS, pathRule),
  ...named('refuses', REFUSED, refusalRule),
  ...OTHERS,
};
