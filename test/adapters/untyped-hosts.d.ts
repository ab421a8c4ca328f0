// Hosts that ship no types; ours for them are structural, and these tests are the check that they fit.
declare module 'express';
declare module 'express-4';
declare module 'koa';
declare module 'koa-mount';
