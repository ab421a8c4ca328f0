import { ModelMountError } from '../core/errors.js';
import { show } from '../core/issue.js';

/** What a path asks for. */
export type Route =
  | { readonly kind: 'openapi' }
  | { readonly kind: 'rows'; readonly model: string | undefined }
  | { readonly kind: 'serverMetadata' }
  | { readonly kind: 'serverLive' }
  | { readonly kind: 'serverReady' }
  | { readonly kind: 'modelList' }
  | { readonly kind: 'modelMetadata'; readonly model: string; readonly version: string | undefined }
  | { readonly kind: 'modelReady'; readonly model: string; readonly version: string | undefined }
  | { readonly kind: 'infer'; readonly model: string; readonly version: string | undefined };

/** Routes that take a body; the others are read with GET and HEAD. */
const POSTED: readonly Route['kind'][] = ['rows', 'infer'];

/**
 * Makes the router of some models: the paths that they have are looked up, all others are taken apart.
 *
 * @param models - Their names.
 * @returns A function as `matchRoute`.
 */
export function createRouter(models: readonly string[]): (pathname: string) => Route {
  const known = new Map(
    ['/predict', ...models.flatMap((name) => [`/models/${name}/predict`, `/v2/models/${name}/infer`])].map((path) => [
      path,
      matchRoute(path),
    ]),
  );
  return (pathname) => known.get(pathname) ?? matchRoute(pathname);
}

/**
 * The route of a path.
 *
 * @param pathname - As in a URL, still percent-encoded.
 * @throws {ModelMountError} `ROUTE_NOT_FOUND`, or `INVALID_ARGUMENT` for broken percent-encoding.
 */
function matchRoute(pathname: string): Route {
  const [first, ...rest] = pathname.split('/').slice(1).map(decodeSegment);
  if (first === 'openapi.json' && rest.length === 0) return { kind: 'openapi' };
  if (first === 'predict' && rest.length === 0) return { kind: 'rows', model: undefined };
  if (first === 'models' && rest.length === 2 && rest[1] === 'predict') return { kind: 'rows', model: rest[0] };
  const route = first === 'v2' ? matchOpenInference(rest) : undefined;
  if (route !== undefined) return route;
  throw new ModelMountError('ROUTE_NOT_FOUND', `there is no route ${show(pathname)}`);
}

/** The methods that a route takes, as an `Allow` header lists them. */
export function allowedMethods({ kind }: Route): readonly string[] {
  return POSTED.includes(kind) ? ['POST', 'OPTIONS'] : ['GET', 'HEAD', 'OPTIONS'];
}

function matchOpenInference(segments: readonly string[]): Route | undefined {
  const [area, ...rest] = segments;
  // The specification writes both `/v2` and `/v2/`.
  if (area === undefined || (area === '' && rest.length === 0)) return { kind: 'serverMetadata' };
  if (area === 'health' && rest.length === 1) {
    if (rest[0] === 'live') return { kind: 'serverLive' };
    if (rest[0] === 'ready') return { kind: 'serverReady' };
  }
  if (area !== 'models') return undefined;
  const [model, ...tail] = rest;
  if (model === undefined) return { kind: 'modelList' };
  const version = tail[0] === 'versions' ? tail[1] : undefined;
  const [operation, ...more] = tail[0] === 'versions' ? tail.slice(2) : tail;
  if (more.length > 0 || (tail[0] === 'versions' && version === undefined)) return undefined;
  if (operation === undefined) return { kind: 'modelMetadata', model, version };
  if (operation === 'ready') return { kind: 'modelReady', model, version };
  return operation === 'infer' ? { kind: 'infer', model, version } : undefined;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new ModelMountError('INVALID_ARGUMENT', `the path has broken percent-encoding in ${show(segment)}`, {
      cause,
    });
  }
}
