/** The first elements of an array; in memory of their own where that is less than half of what they are in. */
export function trim(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return length >= values.length / 2 ? values.subarray(0, length) : values.slice(0, length);
}
