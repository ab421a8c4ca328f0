import type { Loss } from '../../common/outputs/mean-losses.js';

/** What predictions of the `alpha` quantile cost. */
export function pinball(alpha: number): Loss {
  return {
    fill({ yTrue, yPred }, block, { start, end }) {
      for (let i = start, k = 0; i < end; i++, k++) {
        const error = (yTrue[i] as number) - (yPred[i] as number);
        block[k] = error >= 0 ? alpha * error : (alpha - 1) * error;
      }
    },
  };
}
