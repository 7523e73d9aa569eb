import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';

/** A message of a corpus, with the language it is written in and what it is about. */
export type Sample = { readonly language: string; readonly kind: string; readonly text: string };

/** How often something was true of the samples, and of which it was not. */
export type Measure = { readonly rate: number; readonly hits: readonly Sample[]; readonly others: readonly Sample[] };

/** Reads a corpus beside this file that is grouped by language and kind. */
export function readCorpus(name: string): readonly Sample[] {
  const grouped: Record<string, Record<string, readonly string[]>> = parseYaml(readText(name));
  return Object.entries(grouped).flatMap(([language, kinds]) =>
    Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => ({ language, kind, text }))),
  );
}

/** Reads the corpus of attacks, which is grouped by kind alone. */
export function readAttacks(name: string): readonly Sample[] {
  const grouped: Record<string, readonly string[]> = parseYaml(readText(name));
  return Object.entries(grouped).flatMap(([kind, texts]) => texts.map((text) => ({ language: '*', kind, text })));
}

function readText(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** Parts the samples into those the test holds of and the others; the rate of no samples is zero. */
export function measure(samples: readonly Sample[], holds: (sample: Sample) => boolean): Measure {
  const hits = samples.filter(holds);
  const others = samples.filter((sample) => !hits.includes(sample));
  return { rate: samples.length === 0 ? 0 : hits.length / samples.length, hits, others };
}
