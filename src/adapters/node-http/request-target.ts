import { ModelMountError } from '../../core/errors.js';
import { show } from '../../core/issue.js';

const ORIGIN = /^https?:\/\/[^/?#]*/i;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;
// A segment that URL would resolve away, or a character that it would replace, is refused: what a proxy in
// front of us has checked must be what is routed.
const UNSAFE = /[\\#]|[^\x21-\x7e]/;

/**
 * Path and query of a request target, which may be in absolute form (`http://host/path`).
 *
 * @throws {ModelMountError} `INVALID_ARGUMENT` where a `Request` could not carry the target unchanged.
 */
export function parseTarget(target: string): { readonly path: string; readonly query: string } {
  const local = target.startsWith('/') ? target : target.replace(ORIGIN, '');
  const split = local.indexOf('?');
  const path = split === -1 ? local : local.slice(0, split);
  const query = split === -1 ? '' : local.slice(split);
  const rooted = path === '' && local !== target ? '/' : path;
  if (!rooted.startsWith('/') || DOT_SEGMENT.test(rooted) || UNSAFE.test(rooted)) {
    throw new ModelMountError(
      'INVALID_ARGUMENT',
      `the request target ${show(target)} is not a path of printable ASCII characters without . and .. segments`,
    );
  }
  return { path: rooted, query };
}

/** What is left of `target` below `prefix`, beginning with a slash; `undefined` where it does not lie below it. */
export function stripPrefix(target: string, prefix: string): string | undefined {
  if (prefix === '') return target;
  const local = target.replace(ORIGIN, '');
  if (!local.startsWith(prefix)) return undefined;
  const rest = local.slice(prefix.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : undefined;
}

/** What is left of `target` without its first `count` segments, beginning with a slash. */
export function dropSegments(target: string, count: number): string {
  if (count === 0) return target;
  const rest = target.replace(ORIGIN, '').replace(new RegExp(`^(?:/+[^/?]+){${count}}`), '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
