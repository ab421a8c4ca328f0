import type { Artifact } from '../../../core/artifact.js';

/** Names of the ONNX files of an artifact that could be its model: the main file, or those at the folder's top. */
export async function listModelFiles(artifact: Artifact): Promise<string[]> {
  const { entry } = artifact;
  const names = entry === undefined ? (await artifact.files()).filter((name) => !name.includes('/')) : [entry];
  // `.ort` is accepted to be refused with its reason.
  return names.filter((name) => /\.(?:onnx|ort)$/i.test(name));
}
