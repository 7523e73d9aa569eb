import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { isAtLeast, openJudge } from './judge-line.ts';

/** Lines by technique, and by the verdict that each must get at least. */
type Evasions = {
  readonly [technique: string]: { readonly deny?: readonly string[]; readonly ask?: readonly string[] };
};
/** Lines by kind, and by whether they may pass unasked. */
type Practice = { readonly [kind: string]: { readonly allow?: readonly string[]; readonly ask?: readonly string[] } };
/** Lines by what makes them look like an attack. */
type LookAlikes = { readonly [look: string]: readonly string[] };

const load = (name: string): unknown => parseYaml(readFileSync(new URL(name, import.meta.url), 'utf8'));
const EVASIONS = load('shell-evasions.yaml') as Evasions;
const LOOK_ALIKES = load('shell-look-alikes.yaml') as LookAlikes;

const PRACTICE = load('shell-practice.yaml') as Practice;

const judge = await openJudge();
const titleOf = (line: string): string => JSON.stringify(line).slice(0, 100);

describe('In a sandbox with a checkpoint, no evasion passes', () => {
  for (const [technique, wanted] of Object.entries(EVASIONS)) {
    describe(technique, () => {
      for (const verdict of ['deny', 'ask'] as const)
        for (const line of wanted[verdict] ?? []) {
          test(`${verdict}: ${titleOf(line)}`, () => {
            const decision = judge(line);
            assert.ok(isAtLeast(decision, verdict), `found ${decision.verdict}, want at least ${verdict}`);
          });
        }
    });
  }
});

describe('What only looks like an attack stays allowed', () => {
  for (const [look, lines] of Object.entries(LOOK_ALIKES)) {
    describe(look, () => {
      for (const line of lines) {
        test(titleOf(line), () => {
          const { verdict, reason } = judge(line);
          assert.equal(verdict, 'allow', reason);
        });
      }
    });
  }
});

describe('What developers write every day passes, and what must be asked about does not', () => {
  for (const [kind, { allow = [], ask = [] }] of Object.entries(PRACTICE)) {
    test(kind, () => {
      const verdictOf = (line: string): string => judge(line).verdict;
      assert.deepEqual({ asked: allow.filter((line) => verdictOf(line) !== 'allow') }, { asked: [] });
      assert.deepEqual({ passed: ask.filter((line) => verdictOf(line) === 'allow') }, { passed: [] });
    });
  }
});

test('every line stands in the corpus once', () => {
  const all = Object.values(EVASIONS).flatMap(({ deny = [], ask = [] }) => [...deny, ...ask]);
  assert.deepEqual(
    all.filter((line, index) => all.indexOf(line) !== index),
    [],
  );
  assert.ok(all.length >= 170, `found ${all.length} evasions`);
  assert.ok(Object.values(LOOK_ALIKES).flat().length >= 60);
});
