import { pointer, show, type Issue } from '../../../core/issue.js';
import { isObject, type JsonObject } from '../../../core/json.js';
import type { Pixels } from './resize-image.js';

/** One decoded image: `height × width × channels` bytes, row after row, channels side by side. */
export interface ImageRow {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red green blue, 4 with alpha. */
  readonly channels: 1 | 3 | 4;
  /** Pixel values 0..255; over JSON a base64 string or an array of numbers. */
  readonly data: Uint8Array | readonly number[] | string;
}

/** Images larger than this are refused before anything is allocated for them. */
const MAX_PIXELS = 25_000_000;

/** `ImageRow` as JSON Schema. */
export const IMAGE_ROW_SCHEMA: JsonObject = {
  type: 'object',
  description: 'One decoded image: height × width × channels bytes, row after row, channels side by side.',
  properties: {
    height: { type: 'integer', minimum: 1 },
    width: { type: 'integer', minimum: 1 },
    channels: { enum: [1, 3, 4] },
    data: {
      anyOf: [
        { type: 'string', contentEncoding: 'base64' },
        { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 } },
      ],
    },
  },
  required: ['height', 'width', 'channels', 'data'],
  additionalProperties: false,
};

const NAMES = ['height', 'width', 'channels', 'data'];

/**
 * One row as pixels, or `undefined` if it is at fault.
 *
 * @param i - The row's index, for paths.
 * @param issues - Receives every fault of the row.
 */
export function readImageRow(row: unknown, i: number, issues: Issue[]): Pixels | undefined {
  const found: Issue[] = [];
  const fail = (name: string, code: Issue['code'], message: string): void => {
    found.push({ path: pointer(i, ...(name === '' ? [] : [name])), code, message });
  };
  const pixels = readPixels(row, fail);
  issues.push(...found);
  return found.length > 0 ? undefined : pixels;
}

type Fail = (name: string, code: Issue['code'], message: string) => void;

function readPixels(row: unknown, fail: Fail): Pixels | undefined {
  if (!isObject(row)) {
    fail('', 'type', `expected an object with ${NAMES.join(', ')}, got ${show(row)}`);
    return undefined;
  }
  for (const name of Object.keys(row)) {
    if (!NAMES.includes(name)) fail(name, 'unexpected', `is not known; expected ${NAMES.join(', ')}`);
  }
  for (const name of NAMES) if (row[name] === undefined) fail(name, 'missing', 'is missing');
  const height = readLength(row, 'height', fail);
  const width = readLength(row, 'width', fail);
  const { channels } = row;
  if (channels !== undefined && channels !== 1 && channels !== 3 && channels !== 4) {
    fail('channels', 'value', `expected 1, 3 or 4, got ${show(channels)}`);
  }
  if (height === undefined || width === undefined || typeof channels !== 'number' || row['data'] === undefined)
    return undefined;
  if (height * width > MAX_PIXELS) {
    fail('', 'range', `expected at most ${MAX_PIXELS} pixels, got ${height} × ${width}`);
    return undefined;
  }
  const data = readBytes(row['data'], fail);
  const expected = height * width * channels;
  if (data !== undefined && data.length !== expected) {
    fail('data', 'shape', `expected ${expected} bytes (${height} × ${width} × ${channels}), got ${data.length}`);
  }
  return data && { height, width, channels, data };
}

function readLength(row: Readonly<Record<string, unknown>>, name: string, fail: Fail): number | undefined {
  const value = row[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  fail(name, 'type', `expected a whole number of pixels ≥ 1, got ${show(value)}`);
  return undefined;
}

function readBytes(data: unknown, fail: Fail): Uint8Array | undefined {
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return Uint8Array.from(data);
  if (typeof data === 'string' && data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data)) {
    return Buffer.from(data, 'base64');
  }
  if (!Array.isArray(data)) {
    fail('data', 'type', `expected bytes (a Uint8Array, base64 or an array of numbers), got ${show(data)}`);
    return undefined;
  }
  const wrong: unknown = data.find((value) => !(Number.isInteger(value) && value >= 0 && value <= 255));
  if (wrong !== undefined) fail('data', 'range', `expected whole numbers from 0 to 255, got ${show(wrong)}`);
  return Uint8Array.from(data as number[]);
}
