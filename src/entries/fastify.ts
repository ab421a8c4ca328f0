/** Mounts a handler into a Fastify app. */
export {
  fastifyPlugin,
  type FastifyLike,
  type FastifyReplyLike,
  type FastifyRequestLike,
} from '../adapters/fastify.js';
export type { AdapterOptions } from '../adapters/adapter-options.js';
