import { Cancellation, type CancelSignal } from '../../core/abort.js';
import { ModelMountError } from '../../core/errors.js';
import { ByteCollector, tooLarge } from '../../serve/exchange/collect-bytes.js';
import type { Exchange } from '../../serve/exchange/exchange.js';
import { consumeStream, consumedError } from './request-body/consume-stream.js';
import { checkHost, hasBody, incomingToRequest, type Incoming } from './incoming-to-request.js';
import type { NodeResponse } from './node-types.js';
import { isUnread, keptBody, type KeptBody } from './request-body/kept-body.js';
import { parseTarget } from './request-target.js';

/** What a body parser has undone by the time that the body comes here. */
const UNDONE: readonly string[] = ['content-encoding', 'transfer-encoding'];

/** A host's request as an exchange: nothing is made of it that is not asked for. */
export class NodeExchange implements Exchange {
  readonly method: string;
  readonly path: string;
  readonly #incoming: Incoming;
  readonly #response: NodeResponse;
  /** `undefined` while the stream is unread: then the body is there. */
  readonly #kept: KeptBody | undefined;
  #departure: Cancellation | undefined;

  /** @throws {ModelMountError} `INVALID_ARGUMENT` for a target or a host that a `Request` could not carry. */
  constructor(incoming: Incoming, response: NodeResponse) {
    this.#incoming = incoming;
    this.#response = response;
    this.method = incoming.raw.method ?? 'GET';
    this.path = parseTarget(incoming.target).path;
    const isHttp1 = incoming.raw.httpVersionMajor < 2;
    checkHost((isHttp1 ? undefined : this.#rawHeader(':authority')) ?? this.#rawHeader('host'));
    const { source } = incoming;
    this.#kept = isUnread(source) ? undefined : keptBody(source, (name) => this.#rawHeader(name));
  }

  header(name: string): string | undefined {
    if (this.#kept === undefined) return this.#rawHeader(name);
    if (name === 'content-length') return String(this.#kept.bytes.byteLength);
    if (name === 'content-type') return this.#kept.contentType;
    return UNDONE.includes(name) ? undefined : this.#rawHeader(name);
  }

  readBody(limitBytes: number): Promise<Uint8Array> {
    const { raw, source } = this.#incoming;
    if (!hasBody(raw, (name) => this.#rawHeader(name))) return Promise.resolve(new Uint8Array());
    if (this.#kept !== undefined) {
      const { bytes } = this.#kept;
      return bytes.byteLength > limitBytes ? Promise.reject(tooLarge(limitBytes)) : Promise.resolve(bytes);
    }
    // Something may have begun to read since, or have kept nothing.
    if (!isUnread(source)) return Promise.reject(consumedError());
    const collector = new ByteCollector(limitBytes);
    return new Promise((resolve, reject) => {
      const stop = consumeStream(source.stream, {
        onChunk: (chunk) => {
          if (collector.add(chunk)) return;
          stop();
          reject(tooLarge(limitBytes));
        },
        onEnd: () => resolve(collector.bytes()),
        onError: reject,
      });
    });
  }

  get signal(): CancelSignal {
    this.#departure ??= watchDeparture(this.#response);
    return this.#departure;
  }

  get request(): Request {
    // Its body may have been read; whoever is told of an error looks at the rest.
    const source = { stream: this.#incoming.source.stream, rawBody: this.#kept?.bytes, parsed: undefined };
    return incomingToRequest({ ...this.#incoming, source }, new AbortController().signal).request;
  }

  #rawHeader(name: string): string | undefined {
    const { rawHeaders } = this.#incoming.raw;
    let found: string | undefined;
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
      const each = rawHeaders[i] as string;
      if (each.length !== name.length || each.toLowerCase() !== name) continue;
      const value = rawHeaders[i + 1] as string;
      found = found === undefined ? value : `${found}, ${value}`;
    }
    return found;
  }
}

/** Fires if the response closes before it was ended: a request closes as soon as its body has been read. */
function watchDeparture(response: NodeResponse): Cancellation {
  const departure = new Cancellation();
  const onClose = (): void => {
    if (!response.writableEnded) {
      departure.cancel(new ModelMountError('ABORTED', 'the client left before the answer'));
    }
  };
  if (response.destroyed || response.closed) onClose();
  else response.once('close', onClose);
  return departure;
}
