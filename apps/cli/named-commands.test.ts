import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from './command-table.ts';

/** Where people are told what to run: in errors, remedies, pages and documents. */
const TOLD_IN = ['apps', 'application', 'ingress', 'sdk', 'docs', 'policies'];
const KINDS = ['.ts', '.tsx', '.md', '.yaml'];

/** A command line behind a quote, a backtick or a tag, up to where it ends or where code puts something in. */
const NAMED = /[`'">]countersign (?<line>[a-z][a-z -]*)/gu;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && KINDS.some((kind) => entry.name.endsWith(kind)))
    .filter(({ name, parentPath }) => !name.includes('.test.') && !parentPath.includes('completion'))
    .map(({ name, parentPath }) => join(parentPath, name));
}

/** What is wrong with a command line that somebody is told to run; null for nothing. */
function problemOf(line: string): string | null {
  const words = line.split(' ').filter((word) => word !== '');
  const isTold = (path: readonly string[]): boolean => path.every((word, index) => words[index] === word);
  const command = COMMANDS.filter(({ path }) => isTold(path)).sort((a, b) => b.path.length - a.path.length)[0];
  if (command === undefined) {
    const isGroup = words.length === 1 && COMMANDS.some(({ path }) => path.length > 1 && path[0] === words[0]);
    return isGroup ? null : 'no such command';
  }
  const passedOn = words.indexOf('--');
  const options = (passedOn === -1 ? words : words.slice(0, passedOn)).filter((word) => word.startsWith('--'));
  const known = ['json', 'help', 'version', ...(command.options ?? []).map(({ name }) => name)];
  const unknown = options.find((option) => !known.includes(option.slice(2)));
  return unknown === undefined ? null : `no option ${unknown}`;
}

test('names only commands and options that exist, wherever it tells people what to run', () => {
  let looked = 0;
  const wrong = TOLD_IN.flatMap(filesBelow).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(NAMED)].flatMap(({ groups }) => {
      looked += 1;
      const line = groups?.['line'] ?? '';
      const problem = problemOf(line);
      return problem === null ? [] : [`${file}: countersign ${line}: ${problem}`];
    }),
  );
  assert.ok(looked > 300, `${looked} looked at`);
  assert.deepEqual(wrong, []);
});

test('knows a command, a group and an option from what is none', () => {
  assert.equal(problemOf('safe-mode off --reason'), null);
  assert.equal(problemOf('approvals'), null);
  assert.equal(problemOf('run -- npm test --watch'), null);
  assert.equal(problemOf('safe-mode leave'), 'no such command');
  assert.equal(problemOf('status --verbose'), 'no option --verbose');
});
