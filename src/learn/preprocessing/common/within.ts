import { ModelMountError } from '../../../core/errors.js';

/**
 * What `make` gives. The place that a fault of it names is put behind `path`: the part knows only its own JSON.
 *
 * @param path - JSON Pointer of the part in the larger JSON.
 * @throws {ModelMountError} `INVALID_ARGUMENT` with the whole place, where `make` throws one; what else it throws.
 */
export function within<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!ModelMountError.is(error) || error.code !== 'INVALID_ARGUMENT') throw error;
    const { message, details } = error;
    const [, rest = `: ${message}`] = /^(?:the JSON(?= (?:must|has) )|(?=\/))(.*)$/s.exec(message) ?? [];
    throw new ModelMountError('INVALID_ARGUMENT', path + rest, { details, cause: error });
  }
}
