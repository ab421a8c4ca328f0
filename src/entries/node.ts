/** Serves a handler with `node:http` alone. */
export { nodeListener, type NodeListenerOptions } from '../adapters/node.js';
export type { NodeRequest, NodeResponse } from '../adapters/node-http/node-types.js';
