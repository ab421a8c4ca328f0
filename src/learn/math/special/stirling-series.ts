/** How far log Γ(x) is from Stirling's formula for x ≥ 10: the asymptotic series (Abramowitz & Stegun 6.1.41). */
export function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  return (
    (1 / 12 -
      r *
        (1 / 360 -
          r *
            (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - r * (3617 / 122400)))))))) /
    x
  );
}
