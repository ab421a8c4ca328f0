/** How many rounds there are: as many as `--rounds` says, else `usual`. */
export function roundsOr(usual) {
  return Number(process.env.BENCH_ROUNDS) || usual;
}
