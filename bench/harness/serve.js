/**
 * A server in a process of its own: `serve.js <module> <config>`. The module's `open(config)` gives the listener,
 * so that all servers have the same `node:http` with the same settings.
 */
import { createServer } from 'node:http';
import { expose } from './expose.js';

const [file, config] = process.argv.slice(2);
const { open } = await import(file);
const { listener, close, functions = {} } = await open(JSON.parse(config));
// Longer than any pause between two rounds: a benchmark is not to measure reconnects.
const server = createServer({ keepAliveTimeout: 60_000 }, listener);
server.listen(0, '127.0.0.1', () => {
  expose(
    { cpuUs: () => Object.values(process.cpuUsage()).reduce((sum, us) => sum + us), ...functions },
    { ready: server.address().port, close },
  );
});
