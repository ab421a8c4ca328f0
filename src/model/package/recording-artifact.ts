import type { Artifact } from '../../core/artifact.js';

/**
 * An artifact that remembers the files read through it: exactly those that its model is made of.
 *
 * @returns The artifact, and the files in the order in which they were first read.
 */
export function recordingArtifact(artifact: Artifact): { artifact: Artifact; files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const read = async (name: string): Promise<Uint8Array> => {
    const bytes = await artifact.read(name);
    if (!files.has(name)) files.set(name, bytes);
    return bytes;
  };
  return { artifact: { ...artifact, files: () => artifact.files(), read }, files };
}
