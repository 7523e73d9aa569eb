import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openShellParser } from './open-shell-parser.ts';

const CORPUS = '../shared/corpora/dev/shell.jsonl';
/** How many lines of the corpus are compared, evenly spread over it. */
const COMPARED = 500;

const parse = await openShellParser();

function sampleLines(): readonly string[] {
  const rows = readFileSync(CORPUS, 'utf8').trim().split('\n');
  const step = Math.max(1, Math.floor(rows.length / COMPARED));
  return rows.filter((_, index) => index % step === 0).map((row) => (JSON.parse(row) as { cmd: string }).cmd);
}

function bashAccepts(line: string): boolean {
  return spawnSync('bash', ['-n'], { input: line, stdio: ['pipe', 'ignore', 'ignore'] }).status === 0;
}

test('at least 99 of 100 lines that bash accepts are parsed without a problem', (t) => {
  if (!existsSync(CORPUS)) return t.skip(`${CORPUS} is missing`);
  if (spawnSync('bash', ['-c', 'true']).status !== 0) return t.skip('bash is missing');
  const accepted = sampleLines().filter(bashAccepts);
  const refused = accepted.filter((line) => parse(line).problem !== null);
  t.diagnostic(`bash accepts ${accepted.length} lines, of which the parser refuses ${refused.length}`);
  for (const line of refused) t.diagnostic(JSON.stringify(line));
  assert.ok(accepted.length >= COMPARED / 2, `bash accepted only ${accepted.length} lines`);
  assert.ok(refused.length <= accepted.length / 100, `refused:\n${refused.join('\n')}`);
});
