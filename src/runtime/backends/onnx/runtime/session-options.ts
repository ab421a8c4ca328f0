import { isObject } from '../../../../core/json.js';

type Options = Readonly<Record<string, unknown>>;

// The threads of a pool wait for work by turning in circles, for tens of milliseconds after each run: time that
// belongs to the app.
const SPINNING = 'session.intra_op.allow_spinning';

/**
 * Session options of ONNX Runtime as an app needs them, under those that are given.
 *
 * @param threads - How many threads one run may use. @default the runtime's own choice
 * @returns A copy in depth: a runtime may write into what it is given.
 */
export function withDefaults(options: Options, threads: number | undefined): Options {
  const { extra, ...given } = structuredClone(options);
  const entries = isObject(extra) ? extra : {};
  return {
    executionMode: 'sequential',
    logSeverityLevel: 4,
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...given,
    // Of an entry that comes twice, in both forms, the runtime takes the later one, with a warning on standard error.
    extra: namesOf(entries).includes(SPINNING) ? entries : { [SPINNING]: '0', ...entries },
  };
}

/** The full names of entries, which may be nested: `{ session: { intra_op: { … } } }`. */
function namesOf(entries: Options): string[] {
  return Object.entries(entries).flatMap(([name, value]) =>
    isObject(value) ? namesOf(value).map((inner) => `${name}.${inner}`) : [name],
  );
}
