import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Artifact } from '../../../../src/core/artifact.js';
import { openArtifact } from '../../../../src/runtime/artifact/open-artifact.js';
import { referenceModel } from './reference-models.js';

/** Parsed JSON that a test reaches into at will; a wrong guess fails the test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- unknown would need a cast at every step
export type Editable = any;

/** A copy of a fixture in a folder of its own, gone after the test. */
export interface EditedModel {
  readonly folder: string;
  readonly artifact: Promise<Artifact>;
}

/** Copies a fixture and lets `edit` change its model.json; what it answers is written, a string as it is. */
export function editedModel(name: string, edit: (json: Editable, folder: string) => unknown): EditedModel {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelmount-tfjs-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  cpSync(referenceModel(name).folder, folder, { recursive: true });
  const file = path.join(folder, 'model.json');
  const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const edited = edit(json, folder) ?? json;
  writeFileSync(file, typeof edited === 'string' ? edited : JSON.stringify(edited));
  return { folder, artifact: openArtifact(folder) };
}

/** A graph model without weights, from its nodes: what the converter would write for them. */
export function graphJson(nodes: readonly object[], signature: object): object {
  return {
    format: 'graph-model',
    modelTopology: { node: nodes, library: {}, versions: { producer: 1 } },
    signature,
    weightsManifest: [],
  };
}
