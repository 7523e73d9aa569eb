import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { isAtLeast } from './judge-line.ts';
import { openSqlJudge } from './judge-sql.ts';

/** Texts by client and technique. */
type Evasions = { readonly [client: string]: { readonly [technique: string]: readonly string[] } };
/** Texts by client. */
type LookAlikes = { readonly [client: string]: readonly string[] };

const load = (name: string): unknown => parseYaml(readFileSync(new URL(name, import.meta.url), 'utf8'));
const EVASIONS = load('sql-evasions.yaml') as Evasions;
const LOOK_ALIKES = load('sql-look-alikes.yaml') as LookAlikes;

const judge = await openSqlJudge();
const titleOf = (text: string): string => JSON.stringify(text).slice(0, 100);

for (const [client, techniques] of Object.entries(EVASIONS)) {
  describe(`Through ${client}, no SQL passes for a read that is none`, () => {
    for (const [technique, texts] of Object.entries(techniques))
      for (const text of texts) {
        test(`${technique}: ${titleOf(text)}`, () => {
          assert.ok(isAtLeast(judge.byClient(client, text), 'ask'), 'the command line is allowed, want it asked about');
          assert.ok(isAtLeast(judge.byTool(text), 'ask'), 'the tool is allowed, want it asked about');
        });
      }
  });
}

for (const [client, texts] of Object.entries(LOOK_ALIKES)) {
  describe(`Through ${client}, what only looks like an attack stays allowed`, () => {
    for (const text of texts) {
      test(titleOf(text), () => {
        const line = judge.byClient(client, text);
        assert.equal(line.verdict, 'allow', line.reason);
        const tool = judge.byTool(text);
        assert.equal(tool.verdict, 'allow', tool.reason);
      });
    }
  });
}

test('every text stands in the corpus once', () => {
  for (const techniques of Object.values(EVASIONS)) {
    const texts = Object.values(techniques).flat();
    assert.deepEqual(
      texts.filter((text, index) => texts.indexOf(text) !== index),
      [],
    );
  }
  const all = Object.values(EVASIONS).flatMap((techniques) => Object.values(techniques).flat());
  assert.ok(all.length >= 120, `found ${all.length} evasions`);
  assert.ok(Object.values(LOOK_ALIKES).flat().length >= 40);
});
