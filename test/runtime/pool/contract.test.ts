import { afterAll, beforeAll, describe, it } from 'vitest';
import { openArtifact } from '../../../src/runtime/artifact/open-artifact.js';
import { onnx } from '../../../src/runtime/backends/onnx/onnx.js';
import { poolSession } from '../../../src/runtime/pool/pool-session.js';
import { poolSpec, type PoolSpec } from '../../../src/runtime/pool/pool-spec.js';
import { sessionChecks } from '../../../src/testing/check-session.js';
import { onnxFixtures, referenceInputs, type Fixture } from '../backends/onnx/fixtures.js';
import { buildPool, type Build } from './build.js';

let build: Build;
beforeAll(async () => {
  build = await buildPool();
});
afterAll(() => build.remove());

const [fixture] = onnxFixtures().filter(({ name }) => name === 'iris-logistic/model.onnx') as [Fixture];
const { reference, model } = fixture;

describe.each(['thread', 'process'] as const)('a pool of %s workers over iris-logistic', (execution) => {
  const backend = onnx({ runtime: 'native' });
  const checks = sessionChecks({
    name: `${execution} pool`,
    backend,
    open: async () => {
      const spec = poolSpec(backend, await openArtifact(model)) as PoolSpec;
      return poolSession(spec, { execution, workers: 2, workerUrl: build.workerUrl });
    },
    inputs: () => referenceInputs(reference),
    // scikit-learn computed them in double precision.
    outputs: referenceInputs({
      ...reference,
      inputs: Object.fromEntries(
        Object.entries(reference.outputs).map(([name, written]) => [
          name,
          written.datatype === 'FP64' ? { ...written, datatype: 'FP32' as const } : written,
        ]),
      ),
    }),
    tolerance: reference.tolerance,
  });
  it.each(checks)('$name', ({ run }) => run());
});
