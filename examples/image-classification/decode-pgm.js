/**
 * Decodes a plain PGM file (P2), the simplest grey image format there is.
 *
 * For PNG, JPEG, WebP and the rest take sharp, which gives the same four members:
 *
 *   const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
 *   const { height, width, channels } = info;
 *
 * @param {Uint8Array} bytes
 * @returns {{ height: number, width: number, channels: 1, data: Uint8Array }}
 */
export function decodePgm(bytes) {
  const text = Buffer.from(bytes).toString('latin1').replace(/#.*/g, '');
  const [magic, ...words] = text.trim().split(/\s+/);
  const [width, height, maximum, ...values] = words.map(Number);
  const isValid =
    magic === 'P2' &&
    maximum > 0 &&
    values.length === width * height &&
    values.every((value) => value >= 0 && value <= maximum);
  if (!isValid) throw new Error('not a plain PGM image (P2)');
  return { height, width, channels: 1, data: Uint8Array.from(values, (value) => Math.round((value / maximum) * 255)) };
}
