import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Calls `use` with a folder that is gone afterwards. */
export async function withTemporaryFolder(use) {
  const folder = await mkdtemp(path.join(tmpdir(), 'modelmount-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
