import { expectRule } from '../expect-rule.js';
import { sha256 } from './echo.js';
import type { Rule } from './rule.js';
import { decodeAnswers, dial, encodeRequest, send } from './wire.js';

const answerWith =
  (body: BodyInit | null, init: ResponseInit = {}) =>
  (): Promise<Response> =>
    Promise.resolve(new Response(body, init));

/** What a client gets of a response. */
export const RESPONSE_RULES: Readonly<Record<string, Rule>> = {
  'sends status, headers and body as the handler made them': async (open) => {
    const headers = { 'content-type': 'application/x-test', 'x-a': '1, 2', 'retry-after': '7' };
    const { status, ...answer } = await send(await open(answerWith('täxt', { status: 418, headers })), {});
    expectRule(status === 418, `sent status ${status}`);
    for (const [name, value] of Object.entries(headers)) {
      expectRule(answer.headers.get(name) === value, `sent ${name}: ${String(answer.headers.get(name))}`);
    }
    expectRule(answer.body.toString() === 'täxt', `sent the body ${answer.body.toString()}`);
  },

  'tells the length of a body that is all there': async (open) => {
    for (const text of ['täxt', '']) {
      const { headers, body } = await send(await open(answerWith(text)), {});
      const length = headers.get('content-length');
      expectRule(length === String(Buffer.byteLength(text)), `sent content-length ${String(length)} for "${text}"`);
      expectRule(body.toString() === text, `sent the body ${body.toString()}`);
    }
  },

  'sends each cookie in a header of its own': async (open) => {
    const headers = new Headers([
      ['set-cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
      ['set-cookie', 'b=2'],
    ]);
    const answer = await send(await open(answerWith('x', { headers })), {});
    const cookies = answer.headers.get('set-cookie');
    expectRule(cookies === 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\nb=2', `sent cookies ${String(cookies)}`);
  },

  'sends no content type that the handler did not set': async (open) => {
    const answer = await send(await open(answerWith(null)), {});
    const type = answer.headers.get('content-type');
    expectRule(answer.status === 200 && answer.body.length === 0, `sent ${answer.status} and a body`);
    expectRule(type === undefined, `sent content-type ${String(type)}`);
  },

  'sends statuses without content as such': async (open) => {
    for (const status of [204, 304]) {
      const answer = await send(await open(answerWith(null, { status, headers: { 'x-a': '1' } })), {});
      expectRule(answer.status === status, `sent ${answer.status} for ${status}`);
      expectRule(answer.headers.get('x-a') === '1', `sent ${status} without the handler's headers`);
    }
  },

  'answers HEAD with the headers alone': async (open) => {
    const host = await open(answerWith('12345', { headers: { 'content-length': '5', 'x-a': '1' } }));
    const { headers, body } = await send(host, { method: 'HEAD' });
    expectRule(body.length === 0, 'sent a body');
    const shown = `${String(headers.get('content-length'))} ${String(headers.get('x-a'))}`;
    expectRule(shown === '5 1', `sent content-length and x-a ${shown}`);
  },

  'sends a large body whole': async (open) => {
    const bytes = Buffer.alloc(8 * 2 ** 20, 'modelmount');
    const answer = await send(await open(answerWith(bytes)), {});
    expectRule(answer.isWhole && sha256(answer.body) === sha256(bytes), `sent ${answer.body.length} bytes, or others`);
  },

  'sends what a stream has, without waiting for the rest': async (open) => {
    let sendRest = (): void => undefined;
    const wait = new Promise<void>((resolve) => (sendRest = resolve));
    const host = await open(() =>
      Promise.resolve(
        new Response(
          new ReadableStream<Uint8Array>({
            async pull(controller) {
              controller.enqueue(Buffer.from('first'));
              await wait;
              controller.enqueue(Buffer.from('last'));
              controller.close();
            },
          }),
        ),
      ),
    );
    const socket = dial(host);
    const received: Buffer[] = [];
    socket.on('data', (chunk) => {
      received.push(chunk);
      if (Buffer.concat(received).includes('first')) sendRest();
    });
    socket.write(encodeRequest(host, {}));
    await new Promise((resolve) => socket.once('close', resolve));
    const [answer] = decodeAnswers(Buffer.concat(received), [{}]);
    expectRule(answer?.isWhole === true && answer.body.toString() === 'firstlast', 'did not send the stream whole');
  },

  'does not let a body that failed look whole': async (open) => {
    let pulls = 0;
    const host = await open(() =>
      Promise.resolve(
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              if (++pulls <= 3) controller.enqueue(Buffer.alloc(2 ** 16, 'x'));
              else throw new Error('the source broke');
            },
          }),
        ),
      ),
    );
    const answer = await send(host, {});
    expectRule(!answer.isWhole, 'ended the answer as if it were complete');
    expectRule((await send(await open(answerWith('x')), {})).status === 200, 'does not answer any more');
  },
};
