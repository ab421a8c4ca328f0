import { expect } from 'vitest';
import type { Session } from '../../../../src/core/session.js';
import { ModelMountError } from '../../../../src/core/errors.js';
import { Tensor } from '../../../../src/core/tensor/tensor.js';
import { openArtifact, type ModelSource } from '../../../../src/runtime/artifact/open-artifact.js';
import { linear } from '../../../../src/runtime/backends/linear/linear.js';

const backend = linear();

/** A session of the linear backend. */
export const openLinear = async (source: ModelSource): Promise<Session> => backend.load(await openArtifact(source));

/** Rows as the backend's input. */
export const X = (rows: readonly (readonly number[])[]): Map<string, Tensor> =>
  new Map([['X', Tensor.of('FP64', [rows.length, rows[0]?.length ?? 0], rows.flat())]]);

/** The elements of one output. */
export function answer(session: Session, name: string, rows: readonly (readonly number[])[]): unknown[] {
  return session.runSync!(X(rows)).get(name)!.toNested() as unknown[];
}

/** The faults for which the backend refuses a document that it claims: `<code> <path>`, sorted. */
export async function faults(document: object): Promise<string[]> {
  expect(await backend.accepts(await openArtifact(document))).toBe(true);
  const error: unknown = await openLinear(document).catch((error: unknown) => error);
  if (!ModelMountError.is(error) || error.code !== 'INVALID_MODEL') throw new Error('not refused', { cause: error });
  return error.issues.map(({ code, path }) => `${code} ${path}`).sort();
}
