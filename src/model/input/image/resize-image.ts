/** Pixel values row after row, channels side by side. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/**
 * An image at another size.
 *
 * `bilinear` mixes the four nearest pixels, with pixel centres at halves (what TensorFlow calls half-pixel
 * centres, PyTorch `align_corners=False`, both without antialiasing); `nearest` takes the pixel whose area the
 * centre falls in. Values are not rounded. An image that has the size already is returned as it is.
 */
export function resizeImage(
  image: Pixels,
  {
    height,
    width,
    method,
  }: { readonly height: number; readonly width: number; readonly method: 'bilinear' | 'nearest' },
): Pixels {
  if (image.height === height && image.width === width) return image;
  const { channels } = image;
  const data = new Float32Array(height * width * channels);
  const rows = samplePoints(image.height, height, method);
  const columns = samplePoints(image.width, width, method);
  let k = 0;
  for (const y of rows) {
    for (const x of columns) {
      for (let c = 0; c < channels; c++) {
        const at = (i: number, j: number): number => image.data[(i * image.width + j) * channels + c] as number;
        const top = at(y.low, x.low) * (1 - x.weight) + at(y.low, x.high) * x.weight;
        const bottom = at(y.high, x.low) * (1 - x.weight) + at(y.high, x.high) * x.weight;
        data[k++] = top * (1 - y.weight) + bottom * y.weight;
      }
    }
  }
  return { height, width, channels, data };
}

/** For each target position the two source positions that it lies between, and how near the second is. */
function samplePoints(
  from: number,
  to: number,
  method: 'bilinear' | 'nearest',
): { low: number; high: number; weight: number }[] {
  return Array.from({ length: to }, (_, i) => {
    const centre = ((i + 0.5) * from) / to;
    if (method === 'nearest') {
      const nearest = Math.min(Math.floor(centre), from - 1);
      return { low: nearest, high: nearest, weight: 0 };
    }
    const position = Math.max(centre - 0.5, 0);
    const low = Math.min(Math.floor(position), from - 1);
    return { low, high: Math.min(low + 1, from - 1), weight: position - low };
  });
}
