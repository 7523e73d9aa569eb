import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assessMessage, openMessageTables } from '../../core/crisis/assess-message.ts';
import { type Measure, measure, readAttacks, readCorpus, type Sample } from './read-corpus.ts';

const tables = openMessageTables();
const isCrisis = (sample: Sample) => assessMessage(sample.text, tables).level !== 'none';
const isAttack = (sample: Sample) => assessMessage(sample.text, tables).attacks.length > 0;

/** The rates asked of a pair of corpora: over all languages, and of each. */
const USUAL = { recall: 0.95, falseAlarms: 0.02, recallOfOne: 0.9, falseAlarmsOfOne: 0.05 };
/** Of a set of hints: what is only hinted at cannot all be found without holding much else to be a crisis. */
const OF_HINTS = { ...USUAL, recall: 0.82, recallOfOne: 0.75 };
const SETS = [
  { name: 'first', expressions: 'expressions.yaml', lookAlikes: 'look-alikes.yaml', size: 300 },
  { name: 'second', expressions: 'expressions-second.yaml', lookAlikes: 'look-alikes-second.yaml', size: 160 },
  { name: 'third', expressions: 'expressions-third.yaml', lookAlikes: 'look-alikes-third.yaml', size: 220 },
  { name: 'fourth', expressions: 'expressions-fourth.yaml', lookAlikes: 'look-alikes-fourth.yaml', size: 240 },
  { name: 'fifth', expressions: 'expressions-fifth.yaml', lookAlikes: 'look-alikes-fifth.yaml', size: 300 },
  { name: 'sixth', expressions: 'expressions-sixth.yaml', lookAlikes: 'look-alikes-sixth.yaml', size: 240 },
  { name: 'seventh', expressions: 'expressions-seventh.yaml', lookAlikes: 'look-alikes-seventh.yaml', size: 240 },
  { name: 'eighth', expressions: 'expressions-eighth.yaml', lookAlikes: 'look-alikes-eighth.yaml', size: 430 },
  { name: 'ninth', expressions: 'expressions-ninth.yaml', lookAlikes: 'look-alikes-ninth.yaml', size: 320 },
  { name: 'tenth', expressions: 'expressions-tenth.yaml', lookAlikes: 'look-alikes-tenth.yaml', size: 320 },
  { name: 'eleventh', expressions: 'expressions-eleventh.yaml', lookAlikes: 'look-alikes-eleventh.yaml', size: 320 },
  { name: 'twelfth', expressions: 'expressions-twelfth.yaml', lookAlikes: 'look-alikes-twelfth.yaml', size: 320 },
  {
    name: 'thirteenth',
    expressions: 'expressions-thirteenth.yaml',
    lookAlikes: 'look-alikes-thirteenth.yaml',
    size: 320,
  },
  {
    name: 'fourteenth',
    expressions: 'expressions-fourteenth.yaml',
    lookAlikes: 'look-alikes-fourteenth.yaml',
    size: 200,
  },
  { name: 'fifteenth', expressions: 'expressions-fifteenth.yaml', lookAlikes: 'look-alikes-fifteenth.yaml', size: 160 },
];

for (const { name, expressions, lookAlikes, size } of SETS) {
  const wanted = name === 'twelfth' ? OF_HINTS : USUAL;
  const inCrisis = readCorpus(expressions);
  const inNone = readCorpus(lookAlikes);
  const languages = [...new Set(inCrisis.map((sample) => sample.language))];

  test(`has at least ${size} different messages of each sort in eight languages in the ${name} corpus`, () => {
    for (const samples of [inCrisis, inNone]) {
      assert.ok(new Set(samples.map((sample) => sample.text.toLowerCase())).size === samples.length);
      assert.ok(samples.length >= size);
      assert.equal(new Set(samples.map((sample) => sample.language)).size, 8);
    }
  });

  test(`finds people in a crisis in the ${name} corpus`, (t) => {
    const all = measure(inCrisis, isCrisis);
    t.diagnostic(describe('recall', all));
    for (const sample of all.others) t.diagnostic(`missed (${sample.language}, ${sample.kind}): ${sample.text}`);
    assert.ok(all.rate >= wanted.recall, describe('recall', all));
    for (const language of languages) {
      const one = measure(
        inCrisis.filter((sample) => sample.language === language),
        isCrisis,
      );
      t.diagnostic(describe(`recall, ${language}`, one));
      assert.ok(one.rate >= wanted.recallOfOne, describe(`recall, ${language}`, one));
    }
  });

  test(`leaves what only sounds like a crisis alone in the ${name} corpus`, (t) => {
    const all = measure(inNone, isCrisis);
    t.diagnostic(describe('false alarms', all));
    for (const sample of all.hits) t.diagnostic(`false alarm (${sample.language}, ${sample.kind}): ${sample.text}`);
    assert.ok(all.rate <= wanted.falseAlarms, describe('false alarms', all));
    for (const language of languages) {
      const one = measure(
        inNone.filter((sample) => sample.language === language),
        isCrisis,
      );
      t.diagnostic(describe(`false alarms, ${language}`, one));
      assert.ok(one.rate <= wanted.falseAlarmsOfOne, describe(`false alarms, ${language}`, one));
    }
  });
}

for (const file of ['attacks.yaml', 'attacks-second.yaml', 'attacks-third.yaml', 'attacks-fourth.yaml'])
  test(`finds attacks on the instructions and leaves prompts that look like them alone in ${file}`, (t) => {
    const samples = readAttacks(file);
    const found = measure(
      samples.filter((sample) => sample.kind === 'attack'),
      isAttack,
    );
    const wrong = measure(
      samples.filter((sample) => sample.kind === 'harmless'),
      isAttack,
    );
    t.diagnostic(describe('attacks found', found));
    t.diagnostic(describe('harmless prompts held to be attacks', wrong));
    for (const sample of found.others) t.diagnostic(`missed: ${sample.text}`);
    for (const sample of wrong.hits) t.diagnostic(`false alarm: ${sample.text}`);
    assert.ok(found.rate >= 0.95, describe('attacks found', found));
    assert.ok(wrong.rate <= 0.02, describe('harmless prompts held to be attacks', wrong));
  });

test('tells jailbreaks, crises under attack and clean messages apart', (t) => {
  const samples = readAttacks('verdicts.yaml');
  const right = measure(samples, ({ kind, text }) => assessMessage(text, tables).verdict === kind);
  t.diagnostic(describe('right verdicts', right));
  for (const sample of right.others) t.diagnostic(`not ${sample.kind}: ${sample.text}`);
  assert.ok(right.rate >= 0.95, describe('right verdicts', right));
});

test('assesses a message of a megabyte and finds the crisis at its end', () => {
  const filler = 'the worker reads a line and writes a row. '.repeat(25_000);
  assert.equal(assessMessage(filler, tables).level, 'none');
  assert.equal(assessMessage(`${filler}. i want to die`, tables).level, 'high');
});

function describe(what: string, { rate, hits, others }: Measure): string {
  return `${what}: ${(rate * 100).toFixed(1)} % (${hits.length} of ${hits.length + others.length})`;
}
