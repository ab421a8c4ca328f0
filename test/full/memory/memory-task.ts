import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import { ELEMENT, initializer, model, node, tensor } from '../../runtime/backends/onnx/build-model.js';
import type { Build } from '../../runtime/pool/build.js';
import type { MemoryTask } from './watch-memory.js';

const SIZE = 1024;

/** What the tasks have in common: the build's pool over a model with 4 MiB of weights, `y = x * w`. */
export async function memoryTask(build: Build): Promise<Pick<MemoryTask, 'library' | 'workerUrl' | 'spec'>> {
  const weights = initializer({
    name: 'w',
    elementType: ELEMENT.FLOAT,
    dims: [SIZE, SIZE],
    raw: new Uint8Array(new Float32Array(SIZE * SIZE).fill(0.5).buffer),
  });
  const bytes = model({
    nodes: [node({ op: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] })],
    inputs: [tensor('x', ELEMENT.FLOAT, [1, SIZE])],
    outputs: [tensor('y', ELEMENT.FLOAT, [1, SIZE])],
    initializers: [weights],
  });
  const file = path.join(build.folder, 'weights.onnx');
  await writeFile(file, bytes);
  const backend = onnx({ runtime: 'native', sessionOptions: { intraOpNumThreads: 1 } });
  const spec = poolSpec(backend, await openArtifact(file)) as PoolSpec;
  return { library: path.join(build.folder, 'pool.js'), workerUrl: build.workerUrl, spec };
}
