const HEADER = 'rules:';

/** A policy with one more rule at the beginning of its list; `rule` is YAML that begins with `- `, at no depth. */
export function withRule(policy: string, rule: string): string {
  const lines = policy.split('\n');
  const at = lines.findIndex((line) => line.trimEnd() === HEADER);
  if (at < 0) return `${policy.trimEnd()}\n\n${HEADER}\n${indented(rule, '  ')}\n`;
  const next = lines.slice(at + 1).find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const depth = next?.trimStart().startsWith('- ') === true ? next.length - next.trimStart().length : 2;
  return [...lines.slice(0, at + 1), indented(rule, ' '.repeat(depth)), ...lines.slice(at + 1)].join('\n');
}

function indented(rule: string, by: string): string {
  const lines = rule
    .trimEnd()
    .split('\n')
    .filter((line) => line.trimEnd() !== HEADER);
  const own = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length),
  );
  return lines.map((line) => (line.trim() === '' ? '' : by + line.slice(own))).join('\n');
}
