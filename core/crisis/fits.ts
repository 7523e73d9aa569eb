import { wordsOf } from './words.ts';

/** The words of a row behind its first one. */
type Rest = readonly string[];

/** What fits at a place, opened: rows of words by their first word, and words by their beginning. */
export type Fits = {
  readonly rows: ReadonlyMap<string, readonly Rest[]>;
  readonly beginnings: readonly string[];
};

/** A row of one word: nearly every row. */
const NO_REST: readonly Rest[] = [[]];

/**
 * Opens what fits at a place, as lines write it: alternatives with `|` between them, rows of words with `_`, beginnings with `*`. Words
 * are folded like those of messages; a German umlaut fits its two letters too.
 */
export function openFits(written: string): Fits {
  const rows = new Map<string, readonly Rest[]>();
  const beginnings: string[] = [];
  for (const alternative of written.split('|'))
    for (const row of spellingsOf(alternative).map(foldedRow)) {
      if (alternative.endsWith('*')) {
        beginnings.push(row.join(''));
        continue;
      }
      const [first, ...rest] = row;
      if (first === undefined) continue;
      const before = rows.get(first);
      const rests = rest.length === 0 ? NO_REST : [rest];
      rows.set(first, before === undefined ? rests : [...before, ...rests]);
    }
  return { rows, beginnings };
}

/** Most fits that a shelf keeps open. */
const MOST_OPENED = 2_048;

/**
 * Keeps what was opened last. Tables hold tens of thousands of words, of which a conversation meets a few hundred: they stay as they are
 * written, a tenth of the size, and what a message comes near is opened for it.
 */
export class FitsShelf {
  private readonly opened = new Map<string, Fits>();

  /** What fits at a place, opened. */
  of(written: string): Fits {
    const known = this.opened.get(written);
    if (known !== undefined) return known;
    const oldest = this.opened.size < MOST_OPENED ? undefined : this.opened.keys().next().value;
    if (oldest !== undefined) this.opened.delete(oldest);
    const fits = openFits(written);
    this.opened.set(written, fits);
    return fits;
  }
}

/** Letters that need no folding: most words of most lines. */
const PLAIN = /^[a-z\u0430-\u0438\u043a-\u044f]+$/;
/** Letters that fold to one of those, each by leaving a mark out. */
const MARKED = /^[a-z\u00e0-\u00e5\u00e7-\u00ef\u00f1-\u00f6\u00f9-\u00fd\u0430-\u044f\u0451]+$/;
const MARKS = /[\u0300-\u0308\u030a\u0327]/g;
const SIGNS = /^[\u4e00-\u9fff]+$/;

/** Where a sentence begins and where it ends, in lines as in words: no word is written so. */
export const EDGES = { begin: '^', end: '$' } as const;

/** The words of a spelling as `wordsOf` would read them; ways that are quicker for what most lines hold. */
function foldedRow(spelling: string): readonly string[] {
  if (PLAIN.test(spelling) || spelling === EDGES.begin || spelling === EDGES.end) return [spelling];
  if (MARKED.test(spelling)) return [spelling.normalize('NFD').replaceAll(MARKS, '')];
  if (SIGNS.test(spelling)) return [...spelling];
  return spelling.includes('_') ? spelling.split('_').flatMap(foldedRow) : wordsOf(spelling);
}

const UMLAUT = /[äöü]/;

/** A word with an umlaut is also written with two letters. */
function spellingsOf(word: string): readonly string[] {
  if (!UMLAUT.test(word)) return [word];
  const spelled = word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return [word, spelled];
}
