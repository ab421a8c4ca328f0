import type { Session } from '../../../../src/core/session.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { openArtifact, type ModelSource } from '../../../../src/runtime/artifact/open-artifact.js';
import { estimator } from '../../../../src/runtime/backends/estimator/estimator.js';

const backend = estimator();

/** A session of the backend of fitted models. */
export const openEstimator = async (source: ModelSource): Promise<Session> => backend.load(await openArtifact(source));

/** The JSON that a fitted model has in a file. */
export const documentOf = (fitted: object): object => JSON.parse(JSON.stringify(fitted)) as object;

/** Rows as the backend's input. */
export const X = (rows: readonly (readonly number[])[]): Map<string, Tensor> =>
  new Map([['X', Tensor.of('FP64', [rows.length, rows[0]?.length ?? 0], rows.flat())]]);

/** The elements of one output. */
export function answer(session: Session, name: string, rows: readonly (readonly number[])[]): unknown[] {
  return session.runSync!(X(rows)).get(name)!.toNested() as unknown[];
}
