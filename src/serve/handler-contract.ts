/**
 * The whole HTTP surface: a function from a web-standard request to a web-standard response. It never rejects.
 * Every host is a translation to and from it; hosts that speak fetch take it as it is.
 */
export type Handler = (request: Request) => Promise<Response>;
