import { statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderArtifact } from '../../../src/runtime/artifact/folder-artifact.js';
import { bytesArtifact } from '../../../src/runtime/artifact/memory-artifact.js';
import { special } from '../backends/onnx/fixtures.js';

describe('sizeOf', () => {
  const folder = folderArtifact(special('').replace(/[\\/]$/, ''));

  it('is the size of the file in a folder, or of the bytes', async () => {
    expect(await folder.sizeOf!('identity-float.onnx')).toBe(statSync(special('identity-float.onnx')).size);
    expect(await bytesArtifact('m.onnx', new Uint8Array(7)).sizeOf!('m.onnx')).toBe(7);
  });

  it('is confined as reading is', async () => {
    await expect(folder.sizeOf!(`../${path.basename(special('x'))}`)).rejects.toMatchObject({
      code: 'FILE_OUTSIDE_MODEL',
    });
    await expect(folder.sizeOf!('nothing.onnx')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    await expect(bytesArtifact('m.onnx', new Uint8Array(7)).sizeOf!('n.onnx')).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
    });
  });
});
