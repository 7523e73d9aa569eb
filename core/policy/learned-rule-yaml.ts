import type { PolicyRule, RuleExample } from './policy.ts';
import { formatTimestamp } from './timestamp.ts';

/**
 * Writes a learned rule as YAML lines to put under `rules:`.
 *
 * Every text is a double-quoted string with control, format and separator characters escaped (YAML 1.2.2 §5.7): none can
 * break out of its line, hide, or turn the reading direction of what stands beside it.
 */
export function learnedRuleYaml(
  { id, reason, expiresAtMs, match, notMatch }: PolicyRule & { readonly expiresAtMs: number },
  pattern: string,
): string {
  const lines = [
    `- id: ${id}`,
    `  permit: ${quoted(pattern)}`,
    `  reason: ${quoted(reason)}`,
    `  expires: ${formatTimestamp(expiresAtMs)}`,
    '  match:',
    ...match.map(exampleLine),
    '  not_match:',
    ...notMatch.map(exampleLine),
  ];
  return `${lines.join('\n')}\n`;
}

function exampleLine({ tool, args }: RuleExample): string {
  return `    - { tool: ${quoted(tool)}, args: ${quoted(args)} }`;
}

/** JSON is YAML. One character class without repetition: each test looks at one code unit only. */
function quoted(value: unknown): string {
  return Array.from(JSON.stringify(value), (character) =>
    character.length === 1 && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u.test(character)
      ? escaped(character)
      : character,
  ).join('');
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
