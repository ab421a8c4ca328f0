/** Mounts a handler into a Koa app. */
export { koaMiddleware, type KoaContext, type KoaMiddlewareOptions } from '../adapters/koa.js';
