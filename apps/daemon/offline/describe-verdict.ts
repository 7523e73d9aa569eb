import process from 'node:process';
import type { Decision, Verdict } from '../../../core/decision.ts';
import type { Effect } from '../../../core/effect/effect.ts';

const WORDS: { readonly [Name in Verdict]: string } = {
  allow: 'would be allowed',
  deny: 'would be DENIED',
  'require-approval': 'would be asked about',
  defer: 'would be deferred',
};
const COLOURS: { readonly [Name in Verdict]: number } = { allow: 32, deny: 31, 'require-approval': 33, defer: 33 };

/** Writes a decision for people in a few lines: verdict, reason, risk, effects, what to do instead. */
export function describeVerdict(decision: Decision): string {
  const lines = [
    `${colour(COLOURS[decision.verdict], WORDS[decision.verdict])}: ${visible(decision.reason)}`,
    `  risk     ${decision.risk.level} (${decision.risk.score} of 100)`,
    ...decision.effects.map((effect) => `  effect   ${describeEffect(effect)}`),
    ...decision.remedies.map((remedy) => `  instead  ${visible(remedy)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function describeEffect({ class: effectClass, resource, reversibility, marks }: Effect): string {
  return `${effectClass} ${visible(resource.value)} (${reversibility}${marks.length === 0 ? '' : `; ${marks.join(', ')}`})`;
}

/** Shows what a terminal would hide or obey: control, format and bidirectional characters as `\u{…}`. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function colour(code: number, text: string): string {
  const plain = process.env['NO_COLOR'] !== undefined || !process.stdout.isTTY;
  return plain ? text : `\u001b[${code}m${text}\u001b[0m`;
}
