import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** An attack of a table, and the tests that it names: in which file, under which name (none where the file is meant whole). */
type Attack = { readonly attack: string; readonly tests: readonly { readonly file: string; readonly name: string }[] };

/** Reads the rows of the table below a heading: `| attack | … | tests |`, where tests are `file` *name*, *name*. */
function attacksOf(page: string, heading: string): readonly Attack[] {
  const from = page.indexOf(`\n${heading}\n`);
  assert.ok(from >= 0, heading);
  const section = page.slice(from + heading.length + 1).split(/\n##+ /u)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !/^\| *(?:attack|---)/u.test(line));
  return rows.map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    let file = '';
    const tests = [...(cells.at(-2) ?? '').matchAll(/`([^`]+)`|\*([^*]+)\*/gu)].flatMap(([, path, name]) => {
      file = path ?? file;
      return [{ file, name: name ?? '' }];
    });
    return { attack: cells[1] ?? '', tests };
  });
}

const PAGES = [
  ['docs/approvers.md', '## Attacks that fail', 30],
  ['docs/threat-model.md', '### On the approval (A, F in part)', 15],
] as const;

for (const [path, heading, least] of PAGES)
  test(`${path} lists attacks on the approver, each with tests that exist under these names`, () => {
    const attacks = attacksOf(readFileSync(path, 'utf8'), heading);
    assert.ok(attacks.length >= least, `${attacks.length} attacks`);
    const missing = attacks.flatMap(({ attack, tests }) => {
      const gone = tests.filter(
        ({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(`'${name}`),
      );
      return tests.length === 0 ? [`${attack}: no test`] : gone.map(({ file, name }) => `${attack}: ${file} ${name}`);
    });
    assert.deepEqual(missing, []);
  });
