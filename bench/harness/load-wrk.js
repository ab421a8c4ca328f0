/** The same as `load.js`, by wrk, which counts whole seconds. */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expose } from './expose.js';
import { readWrkReport } from './wrk-report.js';

expose({ run });

async function run({ port, requests, connections, ms }) {
  const script = path.join(os.tmpdir(), `modelmount-bench-${process.pid}.lua`);
  await writeFile(script, toLua(requests));
  try {
    const duration = `${Math.max(1, Math.round(ms / 1000))}s`;
    const args = ['-t1', `-c${connections}`, `-d${duration}`, '-s', script, `http://127.0.0.1:${port}`];
    const { stdout } = await promisify(execFile)('wrk', args);
    return readWrkReport(stdout);
  } finally {
    await rm(script, { force: true });
  }
}

/** A script that sends the requests, which are whole already, one after the other. */
function toLua(requests) {
  const texts = requests.map((bytes) => `"${Array.from(Buffer.from(bytes), escape).join('')}"`);
  return `local requests = {${texts.join(',')}}
local last = 0
request = function()
  last = last % #requests + 1
  return requests[last]
end
`;
}

function escape(byte) {
  return `\\${String(byte).padStart(3, '0')}`;
}
