import type { Artifact, ArtifactReference } from '../../core/artifact.js';
import { folderArtifact } from './folder-artifact.js';
import { bytesArtifact, valueArtifact } from './memory-artifact.js';

/** Opens in another thread or process what an artifact's `reference` tells. Reads no file yet. */
export function openReference(reference: ArtifactReference): Artifact {
  switch (reference.kind) {
    case 'folder':
      return folderArtifact(reference.folder, reference);
    case 'bytes':
      return bytesArtifact(reference.name, reference.bytes);
    case 'value':
      return valueArtifact(reference.value);
  }
}
