import type { JsonObject } from '../../core/json.js';

/** The member that says how a packed object is to be read. */
export const PACKED = 'modelmount.packed';

/** What takes the place of a value that cannot be sent as it is. */
export type Packed =
  | { readonly [PACKED]: 'named'; readonly name: string }
  | { readonly [PACKED]: 'made'; readonly name: string; readonly args: readonly unknown[] }
  | { readonly [PACKED]: 'fitted'; readonly json: JsonObject }
  | { readonly [PACKED]: 'listener'; readonly listener: number }
  | { readonly [PACKED]: 'numbers'; readonly data: Float64Array };
