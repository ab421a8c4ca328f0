/** The same as `load.js`, by autocannon: slower, and another's code; to check the one with the other. */
import autocannon from 'autocannon';
import { expose } from './expose.js';

expose({ run });

async function run({ port, requests, connections, ms }) {
  const [head] = Buffer.from(requests[0]).toString().split('\r\n\r\n');
  const [method, path] = head.split(' ');
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: ms / 1000,
    sampleInt: 100,
    requests: requests.map((bytes) => ({
      method,
      path,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(bytes).toString().split('\r\n\r\n')[1],
    })),
  });
  const answered = result['2xx'] + result.non2xx;
  return { answered, failed: result.non2xx + result.errors, seconds: result.duration };
}
