import type { Composite, ModelPoint } from './composite.js';

/**
 * The Newton step on the arguments that are not 0, or that nothing holds there, cut where the first of them would
 * change its sign: up to there the function with its penalty is smooth.
 *
 * @returns `undefined` where there is no such step.
 */
export function supportStep(composite: Composite, { at, gradient, curvature }: ModelPoint): Float64Array | undefined {
  const { strengths, isBounded } = composite;
  const isHeld = (j: number): boolean => (strengths[j] as number) > 0 || isBounded[j] === 1;
  const members = Int32Array.from(Array.from(at, (_, j) => j).filter((j) => at[j] !== 0 || !isHeld(j)));
  if (members.length === 0) return undefined;
  const target = new Float64Array(at.length);
  let size = 0;
  for (const j of members) {
    target[j] = -((gradient[j] as number) + (strengths[j] as number) * Math.sign(at[j] as number));
    size = Math.max(size, Math.abs(target[j]));
  }
  const step = curvature.solve(target, members, Math.min(0.01, Math.sqrt(size)));
  if (step === undefined) return undefined;
  let length = 1;
  let first = -1;
  for (const j of members) {
    const x = at[j] as number;
    if (!isHeld(j) || Math.sign(x + (step[j] as number)) === Math.sign(x)) continue;
    const crossing = -x / (step[j] as number);
    if (crossing < length || first === -1) [length, first] = [crossing, j];
  }
  if (first === -1) return step;
  const cut = step.map((value) => length * value);
  // Exactly 0 there: rounding would leave it beside.
  cut[first] = -(at[first] as number);
  return cut;
}
