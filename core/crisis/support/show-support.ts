import type { CrisisKind } from '../crisis-kind.ts';
import { EUROPE } from './europe.ts';
import type { CountrySupport, SupportLine } from './support-line.ts';
import { SUPPORT_WORDS, type SupportWords } from './support-words.ts';
import { WORLD } from './world.ts';

/** Every country that something is known of. */
export const SUPPORT_BY_COUNTRY: ReadonlyMap<string, CountrySupport> = new Map(
  [...EUROPE, ...WORLD].map((entry) => [entry.country, entry]),
);

/** What is shown to a person: fixed words, in this order. */
export type ShownSupport = {
  /** ISO 639 code of the words. */
  readonly language: string;
  /** ISO 3166-1 code of the lines; null where none of the country is known. */
  readonly country: string | null;
  readonly question: string;
  readonly emergency: readonly string[];
  readonly lines: readonly SupportLine[];
  /** Everything together, as it is read from top to bottom; one paragraph a line. */
  readonly text: string;
};

/** Where somebody is, what language they write, and what it is about. */
export type SupportQuery = {
  readonly country: string | null;
  readonly language: string | null;
  readonly kinds: readonly CrisisKind[];
  /** The operator's own words, shown before the last line; null for none. */
  readonly message: string | null;
};

/**
 * The support that a person in a crisis is shown: a question, emergency numbers, lines that listen, and words that stay.
 *
 * Static and total: the same query always shows the same, no gate stands before it, and nothing of the person's words is in it. An
 * unknown country gets the directory of all; an unknown language gets English.
 */
export function showSupport({ country, language, kinds, message }: SupportQuery): ShownSupport {
  const code = language !== null && Object.hasOwn(SUPPORT_WORDS, language) ? language : 'en';
  const words = SUPPORT_WORDS[code] as SupportWords;
  const known = SUPPORT_BY_COUNTRY.get(country ?? '') ?? null;
  const lines = known === null ? [] : linesFor(known, kinds);
  const emergency = known?.emergency ?? [];
  const text = [
    words.opening,
    words.question,
    ...(known === null ? [] : [`${words.danger} ${emergency.join(', ')}.`, words.lines]),
    ...lines.map((entry) => `  ${written(entry, words)}`),
    ...(known === null ? [words.elsewhere] : []),
    ...(message === null ? [] : [message]),
    words.closing,
  ].join('\n');
  return { language: code, country: known?.country ?? null, question: words.question, emergency, lines, text };
}

/** Lines for whom somebody does violence to come first where it is about that, and only there. */
function linesFor({ lines }: CountrySupport, kinds: readonly CrisisKind[]): readonly SupportLine[] {
  const suffers = kinds.includes('violence-suffered');
  const violence = lines.filter((entry) => entry.for === 'violence');
  const others = lines.filter((entry) => entry.for !== 'violence');
  return suffers ? [...violence, ...others] : others;
}

function written({ name, phone, text, web, hours }: SupportLine, { call, write }: SupportWords): string {
  const ways = [...(phone === null ? [] : [`${call} ${phone}`]), ...(text === null ? [] : [`${write} ${text}`]), web];
  return `${name}: ${ways.join(' · ')}${hours === '24/7' ? ' (24/7)' : ''}`;
}
