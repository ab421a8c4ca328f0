import { expect } from 'vitest';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import type { Build } from './build.js';
import { failure } from './faulty-pool.js';
import { slowInputs, slowModel } from './slow-model.js';

/**
 * Opens and closes a pool of threads over ONNX Runtime so many times, each time with runs under way. A thread that is
 * ended inside the runtime would abort this process.
 */
export async function stopUnderLoad({ workerUrl }: Build, nCycles: number): Promise<void> {
  const spec = poolSpec(onnx({ runtime: 'native' }), await openArtifact(slowModel())) as PoolSpec;
  for (let i = 0; i < nCycles; i++) {
    const pool = await poolSession(spec, { workers: 2, workerUrl });
    const controller = new AbortController();
    const runs = Array.from({ length: 4 }, (_, k) => pool.run(slowInputs(200n, k)));
    const aborted = failure(pool.run(slowInputs(200n), { signal: controller.signal }));
    controller.abort();
    await pool.close();
    expect((await Promise.all(runs)).map((answer) => answer.get('y')?.data[0])).toEqual([0, 1, 2, 3]);
    expect(await aborted).toMatchObject({ code: 'ABORTED' });
  }
}
