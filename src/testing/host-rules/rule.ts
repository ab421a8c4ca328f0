import type { Handler } from '../../serve/handler-contract.js';
import type { OpenHost } from '../host-subject.js';

/** Opens a host that the suite closes. */
export type Open = (handler: Handler) => Promise<OpenHost>;

/** One rule of the host contract: rejects where a host breaks it. */
export type Rule = (open: Open) => Promise<void>;
