import { ModelMountError } from '../../../../core/errors.js';
import { show } from '../../../../core/issue.js';
import { isObject } from '../../../../core/json.js';
import { checkOptionNames } from '../../../../core/options.js';
import type { ReviveOptions } from '../../common/revive-context.js';
import { FittedIndicatorBinarizer } from './fitted-indicator-binarizer.js';
import { FittedLabelBinarizer } from './fitted-label-binarizer.js';
import { FittedLabelEncoder } from './label-encoder.js';
import { FittedMultiLabelBinarizer } from './multi-label-binarizer.js';

/** What transforms targets; its `kind` tells which it is. */
export type LabelTransformer =
  FittedLabelEncoder | FittedLabelBinarizer | FittedIndicatorBinarizer | FittedMultiLabelBinarizer;

/** Options of `reviveLabelTransformer`. */
export type ReviveLabelTransformerOptions = Pick<ReviveOptions, 'path' | 'onWarning'>;

const REVIVERS: Readonly<
  Record<LabelTransformer['kind'], (json: unknown, options: ReviveLabelTransformerOptions) => LabelTransformer>
> = {
  labelEncoder: (json, options) => FittedLabelEncoder.fromJSON(json, options),
  labelBinarizer: (json, options) => FittedLabelBinarizer.fromJSON(json, options),
  indicatorBinarizer: (json, options) => FittedIndicatorBinarizer.fromJSON(json, options),
  multiLabelBinarizer: (json, options) => FittedMultiLabelBinarizer.fromJSON(json, options),
};

/**
 * The fitted encoder or binarizer of labels whose `toJSON` wrote `json`, the same bit for bit.
 *
 * Beside `reviveTransformer`, since what transforms targets is no step of a pipeline.
 *
 * @param json - Parsed JSON; nothing in it is trusted.
 * @throws {ModelMountError} `INVALID_ARGUMENT` with the JSON Pointer of the first fault.
 *
 * @example
 * ```ts
 * const encoder = new LabelEncoder().fit(['spam', 'ham']);
 * const revived = reviveLabelTransformer(JSON.parse(JSON.stringify(encoder)));
 * if (revived.kind === 'labelEncoder') revived.transform(['spam']); // Int32Array [1]
 * ```
 */
export function reviveLabelTransformer(json: unknown, options: ReviveLabelTransformerOptions = {}): LabelTransformer {
  checkOptionNames('reviveLabelTransformer', options, ['path', 'onWarning']);
  const kind = isObject(json) ? json['kind'] : undefined;
  const revive =
    typeof kind === 'string' && Object.hasOwn(REVIVERS, kind) ? REVIVERS[kind as keyof typeof REVIVERS] : undefined;
  if (revive !== undefined) return revive(json, options);
  const place = options.path === undefined || options.path === '' ? 'the JSON' : options.path;
  throw new ModelMountError(
    'INVALID_ARGUMENT',
    `${place} must be of labels, with "kind" ${Object.keys(REVIVERS).join(', ')}; got ${isObject(json) ? show(kind) : show(json)}`,
  );
}
