import assert from 'node:assert/strict';
import { startChild } from './child.js';

/**
 * Starts the same application several times over, each in a process of its own, and checks that all give the same answers.
 *
 * @param sides - By name: the module that opens it and its `config`.
 */
export async function openHosts(sides) {
  const hosts = {};
  try {
    for (const [name, { module, config }] of Object.entries(sides)) {
      hosts[name] = await startChild(new URL('serve.js', import.meta.url), {
        args: [module.href, JSON.stringify(config)],
      });
    }
    const [[first, expected], ...others] = await Promise.all(
      Object.entries(hosts).map(async ([name, host]) => [name, await host.call('answers')]),
    );
    for (const [name, answers] of others) {
      answers.flat().forEach((value, k) => {
        const own = expected.flat()[k];
        assert.ok(Math.abs(value - own) <= 1e-4 * Math.max(1, Math.abs(own)), `${name} ${value}, ${first} ${own}`);
      });
    }
    return hosts;
  } catch (error) {
    await closeHosts(hosts);
    throw error;
  }
}

export async function closeHosts(hosts) {
  await Promise.all(Object.values(hosts).map((host) => host.stop()));
}
