import type { CrisisKind, CrisisLevel } from './crisis-kind.ts';
import { type CrisisTables, findCrisis, openCrisisPhrases } from './find-crisis.ts';
import { findJailbreak, type JailbreakTable, openJailbreakPhrases } from './find-jailbreak.ts';
import type { JailbreakKind } from './jailbreak-phrases.ts';

/** What is said of a message before anything else looks at it. */
export const MESSAGE_VERDICTS = ['clean', 'jailbreak', 'crisis', 'crisis-under-attack'] as const;
export type MessageVerdict = (typeof MESSAGE_VERDICTS)[number];

/** What a message of the user was found to be. */
export type MessageAssessment = {
  readonly verdict: MessageVerdict;
  readonly level: CrisisLevel;
  readonly kinds: readonly CrisisKind[];
  readonly attacks: readonly JailbreakKind[];
  /** ISO 639 code of the language a crisis was found in; null where none was. */
  readonly language: string | null;
};

/** What messages are held against, made once. */
export type MessageTables = { readonly crisis: CrisisTables; readonly jailbreak: JailbreakTable };

/** Makes the tables: some tens of milliseconds, so that whoever looks at messages does it once, ahead of time. */
export function openMessageTables(): MessageTables {
  return { crisis: openCrisisPhrases(), jailbreak: openJailbreakPhrases() };
}

/**
 * Assesses a message of the user: whether it speaks of a crisis, and whether it attacks the model's instructions.
 *
 * Linear in the text, total, and without any effect of its own: support is shown for a crisis, tools are restricted, and no word of a
 * message loosens anything (model §10).
 */
export function assessMessage(text: string, tables: MessageTables): MessageAssessment {
  const { level, kinds, language } = findCrisis(text, tables.crisis);
  const attacks = findJailbreak(text, tables.jailbreak);
  return { verdict: verdictOf(level, attacks), level, kinds, attacks, language };
}

function verdictOf(level: CrisisLevel, attacks: readonly JailbreakKind[]): MessageVerdict {
  if (level === 'none') return attacks.length === 0 ? 'clean' : 'jailbreak';
  return attacks.length === 0 ? 'crisis' : 'crisis-under-attack';
}
