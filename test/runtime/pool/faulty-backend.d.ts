import type { BackendReference } from '../../../src/core/backend.js';

export function faulty(options?: Readonly<Record<string, string>>): { readonly reference: BackendReference };
