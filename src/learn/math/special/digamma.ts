import { chebyshev } from './chebyshev.js';

// The zero of digamma between 1 and 2, in two parts: near it a single float64 would leave no digit.
const ROOT = 1.4616321449683622;
const ROOT_REST = 9.549995429965697e-17;

// Of digamma(x) / (x − root) over 2x − 3, for 1 ≤ x ≤ 2.
const ONE_TO_TWO: readonly number[] = [
  0.983570260441567, -0.2270640863346444, 0.03336889902393011, -0.005320077271596548, 0.0008788656937820505,
  -0.00014773492650606044, 2.5060543468359146e-5, -4.2721034029993324e-6, 7.302769272465923e-7, -1.2502886813559594e-7,
  2.1425009322359472e-8, -3.673295918565179e-9, 6.299717236108931e-10, -1.080593028883266e-10, 1.853735192053638e-11,
  -3.18023536582553e-12, 5.456147570322795e-13, -9.360993131036438e-14, 1.606064636295075e-14, -2.7555431377438815e-15,
  4.727736178601912e-16, -8.11148420346509e-17, 1.391707769474154e-17,
];

/** The derivative of log Γ(x), for x > 0; NaN elsewhere. */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  if (x >= 10) return asymptotic(x);
  let sum = 0;
  let rest = x;
  if (rest < 1) sum -= 1 / rest++;
  while (rest > 2) sum += 1 / --rest;
  return sum + (rest - ROOT - ROOT_REST) * chebyshev(ONE_TO_TWO, 2 * rest - 3);
}

/** The asymptotic series (Abramowitz & Stegun 6.3.18). */
function asymptotic(x: number): number {
  const r = 1 / (x * x);
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32760 - r * (1 / 12)))))));
  return Math.log(x) - 0.5 / x - series;
}
