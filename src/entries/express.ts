/** Mounts a handler into an Express 4 or 5 app. */
export { expressMiddleware } from '../adapters/express.js';
export type { MiddlewareOptions } from '../adapters/adapter-options.js';
