import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseWorkspacePath } from '../../../core/path/parse-workspace-path.ts';
import { pathDoubt } from '../../../core/path/path-doubt.ts';

const CORPUS = '../shared/corpora/dev/paths.jsonl';
const DIFFS = '../shared/corpora/dev/diffs/index.jsonl';
const CASES = '../shared/corpora/dev/diffs/cases';

/** Labels of rows whose path must be refused. Asking would do for the last one; nothing of ours asks about a mere name. */
const REFUSED = ['deny', 'deny-if-decoded', 'deny-or-ask'];

type Row = { readonly path: string; readonly expect: string };

test('reads the paths of the corpus as their labels say, at least 99 in 100 of each', (t) => {
  if (!existsSync(CORPUS)) return t.skip(`${CORPUS} is missing`);
  const rows = linesOf(CORPUS) as readonly Row[];
  for (const label of new Set(rows.map(({ expect }) => expect))) {
    const ofLabel = rows.filter(({ expect }) => expect === label);
    const wrong = ofLabel.filter((row) => !isAsLabelled(row));
    const rate = (100 * (ofLabel.length - wrong.length)) / ofLabel.length;
    t.diagnostic(`${label}: ${ofLabel.length - wrong.length} of ${ofLabel.length} (${rate.toFixed(1)} %)`);
    assert.ok(rate >= 99, `${label}: ${JSON.stringify(wrong.slice(0, 10))}`);
  }
});

test('asks about no ordinary path that an analyser meets', (t) => {
  if (!existsSync(CORPUS)) return t.skip(`${CORPUS} is missing`);
  const doubted = (linesOf(CORPUS) as readonly Row[]).filter(
    ({ path, expect }) => expect === 'allow' && pathDoubt(path),
  );
  assert.deepEqual(doubted, []);
});

test('takes every path that real commits touch', (t) => {
  if (!existsSync(DIFFS)) return t.skip(`${DIFFS} is missing`);
  const valid = (linesOf(DIFFS) as readonly { id: string; kind: string }[]).filter(({ kind }) => kind === 'valid');
  const paths = new Set(valid.flatMap(({ id }) => pathsOfCase(`${CASES}/${id}.json`)));
  const refused = [...paths].filter((path) => !parseWorkspacePath(path).ok);
  t.diagnostic(`${paths.size - refused.length} of ${paths.size} paths of real commits`);
  assert.ok(paths.size > 0);
  assert.deepEqual(refused, []);
});

function isAsLabelled({ path, expect }: Row): boolean {
  const parsed = parseWorkspacePath(path);
  if (REFUSED.includes(expect)) return !parsed.ok;
  if (expect === 'allow') return parsed.ok && parsed.path === path;
  return !parsed.ok || !parsed.path.split('/').some((name) => name === '' || name === '.' || name === '..');
}

function pathsOfCase(file: string): readonly string[] {
  const { files } = JSON.parse(readFileSync(file, 'utf8')) as {
    files: readonly { readonly old_path: string | null; readonly new_path: string | null }[];
  };
  return files.flatMap(({ old_path: before, new_path: after }) => [before, after].filter((path) => path !== null));
}

function linesOf(file: string): readonly unknown[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as unknown);
}
