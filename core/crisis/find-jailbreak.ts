import { JAILBREAK_KINDS, JAILBREAK_PHRASES, type JailbreakKind } from './jailbreak-phrases.ts';
import { findPhrases, findSpread, type PhraseTable, phraseTable } from './phrase.ts';
import { MAX_CHARACTERS, unhide, wordsOf } from './words.ts';

/** Phrases of attacks, made once. */
export type JailbreakTable = PhraseTable<JailbreakKind>;

/** Makes the table of attacks. */
export function openJailbreakPhrases(): JailbreakTable {
  return phraseTable(
    JAILBREAK_KINDS.flatMap((kind) =>
      (JAILBREAK_PHRASES[kind] ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line, kind] as const),
    ),
  );
}

/** Marks that only a model's own transcript holds: who writes them into a message speaks for somebody else. */
const TRANSCRIPT_MARKS = [
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|system|>',
  '<|user|>',
  '<|assistant|>',
  '<|start_header_id|>',
  '<|eot_id|>',
  '[inst]',
  '[/inst]',
  '<<sys>>',
  '<</sys>>',
  '<start_of_turn>',
  '<end_of_turn>',
  '</system>',
  '<system>',
  '### system:',
  '### instruction:',
  '\n\nhuman:',
  '\n\nassistant:',
  '\nsystem:',
] as const;

/** Characters that cannot be seen and carry letters: the tag block, which nothing but hiding uses in a message. */
const HIDDEN = { from: '\u{e0000}', to: '\u{e007f}' } as const;
/** A flag of a region needs a few; more of them is a hidden text. */
const MOST_HIDDEN = 8;

/**
 * What attacks on a model's instructions a message tries, each kind once.
 *
 * Reads the words as they stand and with hiding undone, and looks for marks of transcripts and letters that cannot be seen. Linear in
 * the text; total. It is a sign, no proof: what it finds can only restrict.
 */
export function findJailbreak(text: string, table: JailbreakTable): readonly JailbreakKind[] {
  const seen = text.slice(0, MAX_CHARACTERS);
  const unhidden = unhide(seen);
  const kinds = new Set<JailbreakKind>(findPhrases(wordsOf(seen), table).map(({ label }) => label));
  if (unhidden !== null) {
    for (const { label } of findPhrases(unhidden.words, table)) kinds.add(label);
    for (const label of findSpread(unhidden.spread, table)) kinds.add(label);
  }
  const lower = `\n\n${seen.toLowerCase()}`;
  if (TRANSCRIPT_MARKS.some((mark) => lower.includes(mark))) kinds.add('token-injection');
  const hidden = [...seen].filter((character) => character >= HIDDEN.from && character <= HIDDEN.to);
  if (hidden.length > MOST_HIDDEN) kinds.add('encoding');
  return JAILBREAK_KINDS.filter((kind) => kinds.has(kind));
}
