import { describe, expect, it, vi } from 'vitest';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { tfjs } from '../../../../src/runtime/backends/tfjs/tfjs.js';
import { largestDifference, referenceModel } from './reference-models.js';

// In a process where TensorFlow.js has not been used yet: nothing may import it above.
describe('the first TensorFlow.js model of a process', () => {
  it('adds no listener to the process, prints nothing, and starts each backend once, however many load at a time', async () => {
    const digits = referenceModel('keras-digits-layers');
    const prints = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    const events = ['uncaughtException', 'unhandledRejection'] as const;
    const before = events.map((event) => process.listeners(event as 'uncaughtException'));

    const runtimes = ['wasm', 'cpu', 'wasm', 'cpu', 'wasm'] as const;
    const sessions = await Promise.all(
      runtimes.map(async (runtime) => tfjs({ runtime }).load(await openArtifact(digits.folder))),
    );
    const expected = digits.outputs().get('digit')!;
    for (const answers of await Promise.all(sessions.map((session) => session.run(digits.inputs())))) {
      expect(largestDifference(answers.get('digit'), expected)).toBeLessThanOrEqual(digits.tolerance);
    }
    await Promise.all(sessions.map((session) => session.close()));

    expect(events.map((event) => process.listeners(event as 'uncaughtException'))).toEqual(before);
    expect(prints.flatMap((print) => print.mock.calls)).toEqual([]);
  });
});
