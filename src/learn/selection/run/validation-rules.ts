import { isObject } from '../../../core/json.js';
import { OPTION_RULES, type OptionRule } from '../../estimators/common/check-options.js';
import { SPLIT_RULES } from '../splits/common/split-options.js';

type RuleName = 'scoring' | 'cv' | 'fitParams' | 'errorScore' | 'listener' | 'flag' | 'count' | 'seed' | 'weights';

/** The rules that validation and search share; what these let through is checked where it is used. */
export const VALIDATION_RULES: Readonly<Record<RuleName, OptionRule>> = {
  scoring: { expected: 'a scorer, its name, a list of names or scorers by name', accepts: () => true },
  cv: { expected: 'a number of folds, a splitter or a list of splits', accepts: () => true },
  fitParams: { expected: 'an object of what fit takes beside the data', accepts: isObject },
  errorScore: {
    expected: "a number or 'raise'",
    accepts: (value) => value === 'raise' || typeof value === 'number',
  },
  listener: SPLIT_RULES.listener,
  flag: OPTION_RULES.flag,
  count: OPTION_RULES.count,
  seed: SPLIT_RULES.seed,
  weights: {
    expected: 'a list of numbers, one per row',
    accepts: (value) => Array.isArray(value) || ArrayBuffer.isView(value),
  },
};
