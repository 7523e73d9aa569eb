import { type ConceptTable, openConcepts, readConcepts } from './concept.ts';
import { JAILBREAK_CONCEPTS, JAILBREAK_FRAMES, JAILBREAK_WORDS, type JailbreakConcept } from './jailbreak-concepts.ts';
import { JAILBREAK_CLASSES, JAILBREAK_KINDS, JAILBREAK_PHRASES, type JailbreakKind } from './jailbreak-phrases.ts';
import { findPhrases, findSpread, type PhraseTable, phraseTable, placeReader, vocabularyOf } from './phrase.ts';
import { sentencesOf } from './sentences.ts';
import { openSlips, type Slips, withoutSlips } from './slips.ts';
import { MAX_CHARACTERS, unhide, wordsOf } from './words.ts';

/** Phrases of attacks, made once. */
export type JailbreakTable = {
  readonly phrases: PhraseTable<JailbreakKind>;
  readonly concepts: ConceptTable<JailbreakConcept, JailbreakKind>;
  readonly slips: Slips;
};

/** Makes the table of attacks. */
export function openJailbreakPhrases(): JailbreakTable {
  const phrases = phraseTable(
    JAILBREAK_KINDS.flatMap((kind) =>
      (JAILBREAK_PHRASES[kind] ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [line, kind] as const),
    ),
    placeReader(JAILBREAK_CLASSES),
  );
  const concepts = openConcepts(
    { names: JAILBREAK_CONCEPTS, aside: 'aside', plain: [] },
    { lexicons: [JAILBREAK_WORDS], frames: JAILBREAK_FRAMES },
  );
  const known = vocabularyOf(phrases, concepts.words);
  return { phrases, concepts, slips: openSlips(known) };
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

/** Turns of a conversation that a message brings along: an example or two are quoted, more are an invented past. */
const TURN = 'assistant:';
const MOST_TURNS = 1;

/** Characters that cannot be seen and carry letters: the tag block, which nothing but hiding uses in a message. */
const HIDDEN = { from: '\u{e0000}', to: '\u{e007f}' } as const;
/** A flag of a region needs a few; more of them is a hidden text. */
const MOST_HIDDEN = 8;

/**
 * What attacks on a model's instructions a message tries, each kind once.
 *
 * Reads the words as they stand, with slips mended and with hiding undone, and looks for marks of transcripts and letters that cannot be seen. Linear in
 * the text; total. It is a sign, no proof: what it finds can only restrict.
 */
export function findJailbreak(text: string, table: JailbreakTable): readonly JailbreakKind[] {
  const half = MAX_CHARACTERS / 2;
  const seen = text.length <= MAX_CHARACTERS ? text : `${text.slice(0, half)}\n${text.slice(-half)}`;
  const kinds = new Set<JailbreakKind>([seen, ...sentencesOf(seen)].flatMap((part) => kindsOf(part, table)));
  const lower = `\n\n${seen.toLowerCase()}`;
  if (TRANSCRIPT_MARKS.some((mark) => lower.includes(mark))) kinds.add('token-injection');
  if (lower.includes('user:') && lower.split(TURN).length > MOST_TURNS + 1) kinds.add('token-injection');
  const hidden = [...seen].filter((character) => character >= HIDDEN.from && character <= HIDDEN.to);
  if (hidden.length > MOST_HIDDEN) kinds.add('encoding');
  return JAILBREAK_KINDS.filter((kind) => kinds.has(kind));
}

/** Of a text or a sentence of it: what stands beside an attack in another sentence does not make it a harmless one. */
function kindsOf(text: string, table: JailbreakTable): readonly JailbreakKind[] {
  const words = wordsOf(text);
  const unhidden = unhide(text);
  const readings = [words, withoutSlips(words, table.slips) ?? [], unhidden?.words ?? []];
  return [
    ...readings.flatMap((reading) => kindsIn(reading, table)),
    ...findSpread(unhidden?.spread ?? [], table.phrases),
  ];
}

function kindsIn(words: readonly string[], { phrases, concepts }: JailbreakTable): readonly JailbreakKind[] {
  const { frames, isAside } = readConcepts(words, concepts);
  const said = findPhrases(words, phrases).filter((phrase) => !isAside(JAILBREAK_WORDS.language, phrase));
  return [...said.map(({ label }) => label), ...frames.map(({ label }) => label.kind)];
}
