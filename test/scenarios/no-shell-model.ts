import type { WireStrategy } from '../../sdk/wire.ts';

/** The sample project: a function with a mistake, a test that finds it, and the task in words. */
export const PROJECT: { readonly [path: string]: string } = {
  'TASK.md': 'The median of an even number of values is wrong: see src/median.mjs. Note the fix in CHANGES.md.\n',
  'src/median.mjs': `/** The value in the middle. */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  // Even counts have no value in the middle.
  return sorted[middle];
}
`,
  'test/median.test.mjs': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median } from '../src/median.mjs';

test('takes the middle of an odd count', () => assert.equal(median([3, 1, 2]), 2));
test('takes the mean of the two in the middle of an even count', () => assert.equal(median([4, 1, 3, 2]), 2.5));
`,
  'CHANGES.md': '# Changes\n\n- Add median.\n',
};

/** What the model writes: a plan as JSON. */
export type WrittenPlan = { readonly [member: string]: unknown };

/** What the model knows of the files: contents by path, as it read them. */
export type Read = ReadonlyMap<string, string>;

const FIX = '  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;';

/**
 * A scripted model. Its first plan is written from memory and does not fit the file. Told what was wrong it corrects the lines it
 * was told of, and loses a bracket. Shown the files again it writes what fits and parses.
 */
export function writePlan(strategy: WireStrategy | null, read: Read): WrittenPlan {
  const source = read.get('src/median.mjs') ?? '';
  const remembered = source.replace('// Even counts have no value in the middle.', '// No middle in even counts.');
  const fixes: { readonly [Name in WireStrategy | 'first']: string } = {
    first: replaceLine('src/median.mjs', { text: remembered, line: 6, by: FIX }),
    'say-what-was-wrong': replaceLine('src/median.mjs', { text: source, line: 6, by: FIX.replace(') / 2', ' / 2') }),
    'widen-context': replaceLine('src/median.mjs', { text: source, line: 6, by: FIX }),
    'simplify-and-split': replaceLine('src/median.mjs', { text: source, line: 6, by: FIX }),
  };
  const note = replaceLine('CHANGES.md', {
    text: read.get('CHANGES.md') ?? '',
    line: 3,
    by: '- Add median.\n- Take the mean of the two values in the middle of an even count.',
  });
  return {
    intent: { kind: 'FixBug', summary: 'Take the mean of the two middle values of an even count', confidence: 0.95 },
    steps: [
      {
        id: 'fix',
        kind: 'modify',
        target: 'src/median.mjs',
        description: 'Let median() answer the mean of the two values in the middle where the count of values is even',
        depends_on: [],
        diff: fixes[strategy ?? 'first'],
      },
      {
        id: 'note',
        kind: 'modify',
        target: 'CHANGES.md',
        description: 'Add a line about the fix of median() to CHANGES.md',
        depends_on: ['fix'],
        diff: note,
      },
    ],
    target_files: ['src/median.mjs', 'CHANGES.md'],
    constraints: [{ strength: 'must-not', scope: 'file', target: 'test/**', statement: 'The tests stay as they are' }],
    estimated_tokens: 2_000,
    estimated_seconds: 60,
  };
}

/** A diff that replaces one line of a text, with three lines of context where there are as many. */
function replaceLine(
  path: string,
  { text, line, by }: { readonly text: string; readonly line: number; readonly by: string },
): string {
  const lines = text.split('\n').slice(0, -1);
  const from = Math.max(0, line - 4);
  const [above, below] = [lines.slice(from, line - 1), lines.slice(line, line + 3)];
  const added = by.split('\n');
  const counts = [above.length + 1 + below.length, above.length + added.length + below.length];
  const kept = (one: string): string => ` ${one}`;
  return [
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${from + 1},${counts[0]} +${from + 1},${counts[1]} @@`,
    ...above.map(kept),
    `-${lines[line - 1] ?? ''}`,
    ...added.map((one) => `+${one}`),
    ...below.map(kept),
    '',
  ].join('\n');
}
