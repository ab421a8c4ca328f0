import type { JsonObject } from '../../core/json.js';
import type { Predictor } from '../../learn/contracts.js';
import { PACKED, type Packed } from './packed.js';

/** What a thread makes packed values of. */
export interface UnpackContext {
  /** Classes and functions by name. */
  readonly names: ReadonlyMap<string, unknown>;
  /** Makes a fitted model of its JSON. */
  readonly revive: (json: JsonObject) => Predictor;
  /** Takes a warning for the listener of that number. */
  readonly warn: (listener: number, warning: unknown) => void;
}

/** The value that `Packer` packed. */
export function unpack(value: unknown, context: UnpackContext): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((item) => unpack(item, context));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, unpack(item, context)]));
  if (PACKED in value) return unpackOne(value as Packed, context);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpack(item, context)]));
}

function unpackOne(packed: Packed, context: UnpackContext): unknown {
  switch (packed[PACKED]) {
    case 'named':
      return nameIn(context, packed.name);
    case 'listener': {
      const { listener } = packed;
      return (warning: unknown) => {
        context.warn(listener, warning);
      };
    }
    case 'fitted':
      return context.revive(packed.json);
    case 'numbers':
      return Array.from(packed.data);
    case 'made': {
      const Kind = nameIn(context, packed.name) as new (...args: unknown[]) => unknown;
      return new Kind(...packed.args.map((argument) => unpack(argument, context)));
    }
  }
}

function nameIn({ names }: UnpackContext, name: string): unknown {
  const value = names.get(name);
  if (value === undefined) throw new TypeError(`the thread does not know ${name}: it is of another version`);
  return value;
}
