import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { languageOf } from '../../../core/source/language-of.ts';
import type { SourceLanguage } from '../../../core/source/source-outline.ts';
import { openReadSource } from './read-source.ts';

const read = openReadSource();
/** How many files of a kind are read, evenly spread. */
const SAMPLED = 150;
const MAX_SIZE_BYTES = 200_000;

type Rate = { files: number; lines: number; broken: string[] };

function sampled(paths: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(paths.length / SAMPLED));
  return paths.filter((_, index) => index % step === 0).filter((path) => statSync(path).size <= MAX_SIZE_BYTES);
}

/** Reads files that are valid, and reports by language how many are taken for broken. */
async function ratesOf(paths: readonly string[], t: TestContext): Promise<ReadonlyMap<SourceLanguage, Rate>> {
  const rates = new Map<SourceLanguage, Rate>();
  for (const path of paths) {
    const language = languageOf(path);
    if (language === null) continue;
    const text = readFileSync(path, 'utf8');
    const outline = await read(language, text);
    const rate = rates.get(language) ?? { files: 0, lines: 0, broken: [] };
    rates.set(language, rate);
    rate.files += 1;
    rate.lines += text.split('\n').length;
    const [problem] = outline?.problems ?? [{ line: 0, column: 0, message: 'not read' }];
    if (problem !== undefined) rate.broken.push(`${path}:${problem.line}:${problem.column} ${problem.message}`);
  }
  for (const [language, { files, lines, broken }] of rates)
    t.diagnostic(`${language}: ${broken.length} of ${files} files (${lines} lines) taken for broken`);
  return rates;
}

async function assertNoneBroken(paths: readonly string[], t: TestContext): Promise<void> {
  const rates = await ratesOf(paths, t);
  assert.ok(rates.size > 0, 'found no file to read');
  assert.deepEqual(
    [...rates.values()].flatMap(({ broken }) => broken),
    [],
  );
}

test('no source of this project is taken for broken', async (t) => {
  const patterns = ['core', 'ports', 'adapters', 'apps', 'sdk'].map((folder) => `${folder}/**/*.ts`);
  await assertNoneBroken([...sampled(globSync(patterns)), ...globSync(['*.json', 'policies/**/*.yaml'])], t);
});

for (const ending of ['js', 'mjs', 'd.ts', 'ts', 'json']) {
  test(`no .${ending} file of the packages installed here is taken for broken`, async (t) => {
    // Type packages ship files for several languages; those for tests of their own tools are broken on purpose.
    const paths = globSync(`node_modules/**/*.${ending}`).filter(
      (path) => !path.includes('test') && statSync(path).isFile(),
    );
    if (paths.length === 0) return t.skip(`node_modules has no .${ending} file`);
    await assertNoneBroken(sampled(paths), t);
  });
}

test('at most one of 200 files of the standard library of Python is taken for broken', async (t) => {
  const program = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  const { status, stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  const folder = stdout?.trim() ?? '';
  if (status !== 0 || !existsSync(folder)) return t.skip('python3 is missing');
  const files = globSync(`${folder}/**/*.py`).filter((path) => !path.includes('test') && !path.includes('-packages'));
  const rate = (await ratesOf(sampled(files), t)).get('python');
  assert.ok(rate !== undefined && rate.broken.length <= rate.files / 200, rate?.broken.join('\n'));
});

test('a text is JSON here exactly where JSON.parse takes it', async () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '"a"',
    '1',
    '-',
    '0',
    '.5',
    'e3',
    'true',
    'nul',
    '\\u00e9',
    '\\',
    ' ',
    '\n',
    '/',
    '//x',
  );
  const mutated = fc
    .tuple(fc.json(), fc.nat(200), piece)
    .map(([json, at, cut]) => json.slice(0, at) + cut + json.slice(at + 1));
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.json(),
    mutated,
  );
  await fc.assert(
    fc.asyncProperty(text, async (json) => {
      assert.equal((await read('json', json))?.problems.length === 0, isJson(json), json);
    }),
    { numRuns: 2_000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
