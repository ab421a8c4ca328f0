import type { Artifact, ArtifactReference } from '../../core/artifact.js';
import type { Backend, BackendReference } from '../../core/backend.js';

/** A model and what runs it, as plain data from which any thread or process loads it. */
export interface PoolSpec {
  readonly backend: BackendReference & { readonly name: string };
  readonly artifact: ArtifactReference;
  /** What the model is called in messages. */
  readonly label: string;
}

/**
 * What a worker needs to load `artifact` with `backend`; `undefined` where one of them cannot cross, because it holds
 * an injected runtime or an instance in memory.
 */
export function poolSpec(backend: Backend, artifact: Artifact): PoolSpec | undefined {
  if (backend.reference === undefined || artifact.reference === undefined) return undefined;
  const { module, options } = backend.reference;
  return { backend: { name: backend.name, module, options }, artifact: artifact.reference, label: artifact.label };
}
