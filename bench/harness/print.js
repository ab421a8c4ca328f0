/** Prints a scenario's result for people, and with `json` its last line for programs. */
export function print(name, { what, unit, targets = {} }, { result, json }) {
  const { ours, baselines, ratios, spreads = {}, lines = [], notes = [] } = result;
  const out = [`${name}: ${what}`, `  ours ${figure(ours)} ${unit}`];
  for (const [baseline, value] of Object.entries(baselines)) out.push(`  ${baseline} ${figure(value)}`);
  for (const [key, ratio] of Object.entries(ratios)) {
    const spread = spreads[key] === undefined ? '' : ` (${spreads[key].map((value) => value.toFixed(2)).join('–')})`;
    out.push(`  ratio ${key} ${ratio.toFixed(3)}${spread}${verdict(targets[key], ratio)}`);
  }
  if (targets.ours !== undefined) out.push(`  ours${verdict(targets.ours, ours)}`);
  for (const line of [...lines, ...notes]) out.push(`  ${line}`);
  process.stdout.write(`${out.join('\n')}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ scenario: name, ours, baselines, ratios })}\n`);
}

function figure(value) {
  return Math.abs(value) >= 10_000 ? Math.round(value).toString() : value.toPrecision(4);
}

function verdict(target, value) {
  if (target === undefined) return '';
  const { min = -Infinity, max = Infinity } = target;
  const wanted = [...(min > -Infinity ? [`≥ ${min}`] : []), ...(max < Infinity ? [`≤ ${max}`] : [])].join(' and ');
  return `, target ${wanted}: ${value >= min && value <= max ? 'met' : 'missed'}`;
}
