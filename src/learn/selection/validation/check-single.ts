import { ModelMountError } from '../../../core/errors.js';
import { show } from '../../../core/issue.js';

/** `INVALID_ARGUMENT` for several scorers where one is meant. */
export function checkSingle(who: string, scoring: unknown): void {
  if (scoring === undefined || typeof scoring === 'string' || typeof scoring === 'function') return;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `scoring of ${who} must be one scorer or its name, got ${show(scoring)}; crossValidate takes several`,
  );
}
