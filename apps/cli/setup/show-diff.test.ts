import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createStyle } from '../terminal/style.ts';
import { showDiff } from './show-diff.ts';

const PLAIN = createStyle(false);

test('shows two far changes of a long file as two, with their surroundings', () => {
  const before = Array.from({ length: 60_000 }, (_, at) => `line ${at}`);
  const after = before.toSpliced(50_000, 1, 'b').toSpliced(10, 1, 'a', 'a2');
  assert.equal(
    showDiff(before.join('\n'), after.join('\n'), PLAIN),
    [
      '  …',
      '  line 8',
      '  line 9',
      '- line 10',
      '+ a',
      '+ a2',
      '  line 11',
      '  line 12',
      '  …',
      '  line 49998',
      '  line 49999',
      '- line 50000',
      '+ b',
      '  line 50001',
      '  line 50002',
    ].join('\n'),
  );
});

test('shows everything as taken out and put in where nearly everything changed', () => {
  const before = Array.from({ length: 1_500 }, (_, at) => `old ${at}`);
  const after = Array.from({ length: 1_500 }, (_, at) => `new ${at}`);
  const lines = showDiff(before.join('\n'), after.join('\n'), PLAIN).split('\n');
  assert.deepEqual([lines.length, lines[0], lines.at(-1)], [3_000, '- old 0', '+ new 1499']);
});

test('shows every line that goes and every line that comes, in order, for any two texts', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, (old, fresh) => {
      const shown = showDiff(old.join('\n'), fresh.join('\n'), PLAIN).split('\n');
      const gone = shown.filter((line) => line.startsWith('- ')).length;
      const come = shown.filter((line) => line.startsWith('+ ')).length;
      assert.equal(old.length - gone, fresh.length - come);
      assert.equal(gone + come, distance(old, fresh));
      if (shown.some((line) => line.endsWith('…')) || gone + come === 0) return;
      const kept = (sign: string): readonly string[] =>
        shown.filter((line) => !line.startsWith(sign)).map((line) => line.slice(2));
      const [from, to] = [kept('+'), kept('-')];
      assert.equal(old.join().includes(from.join()), true);
      assert.equal(fresh.join().includes(to.join()), true);
    }),
  );
});

/** How many lines must go and come at least. */
function distance(old: readonly string[], fresh: readonly string[]): number {
  if (old.length === 0 || fresh.length === 0) return old.length + fresh.length;
  const row = Array.from({ length: fresh.length + 1 }, (_, at) => at);
  for (const [at, line] of old.entries()) {
    let corner = row[0] ?? 0;
    row[0] = at + 1;
    for (const [column, other] of fresh.entries()) {
      const above = row[column + 1] ?? 0;
      row[column + 1] = line === other ? corner : 1 + Math.min(above, row[column] ?? 0);
      corner = above;
    }
  }
  return row.at(-1) ?? 0;
}
