import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { openSourceReader } from '../adapters/tree-sitter/open-source-reader.ts';
import { type BenchLine, percentile, timeEach } from './measure.ts';

/** How many of this project's sources are read. */
const FILES = 300;

/**
 * Reads sources of this project in the reader's own process: how long 1,000 lines take, beside Node's own compiler, which
 * only takes the types out; how long the first text takes, with the start of the process; what the reader adds to the
 * memory of this one.
 */
export async function benchSource(): Promise<readonly BenchLine[]> {
  const texts = globSync('core/**/*.ts')
    .slice(0, FILES)
    .map((path) => readFileSync(path, 'utf8'));
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0);
  const perThousandLines = (samples: readonly number[]): number =>
    samples.reduce((sum, micros) => sum + micros, 0) / lines;
  const reader = openSourceReader();
  const before = process.memoryUsage().rss;
  const [first = Number.NaN] = await timeEach(1, () => reader.read('typescript', texts[0] ?? ''));
  const read = await timeEach(texts.length, (index) => reader.read('typescript', texts[index] ?? ''));
  await reader.close();
  const grownMb = Math.max(0, process.memoryUsage().rss - before) / 1_000_000;
  const strip = await timeEach(texts.length, (index) => void stripTypeScriptTypes(texts[index] ?? ''));
  const compiler = { name: "Node's own compiler", value: perThousandLines(strip), unit: 'ms' };
  return [
    {
      name: 'syntax and exports of 1,000 lines',
      value: perThousandLines(read),
      unit: 'ms',
      target: { kind: 'at-most', value: 50 },
      floor: compiler,
    },
    {
      name: 'the first source, with its process',
      value: first / 1_000,
      unit: 'ms',
      target: { kind: 'at-most', value: 500 },
      floor: { name: 'a later one, p50', value: percentile(read, 50) / 1_000, unit: 'ms' },
    },
    {
      name: 'memory of the gateway after reading',
      value: grownMb,
      unit: 'MB',
      target: { kind: 'at-most', value: 15 },
      floor: { name: 'text read', value: texts.join('').length / 1_000_000, unit: 'MB' },
    },
  ];
}
