import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passingAnyway, replayWork } from '../../bench/prompts/replay-work.ts';
import { drawSession, readWorkCorpus, seeded, shuffled, USUAL_DRAW } from '../../bench/prompts/work-corpus.ts';

const MISSING = '../shared/corpora/dev/shell.jsonl is missing';

/** What `npm run bench:prompts` does for every project, for one and with fewer dangerous lines. */
test('asks far less about benign work, and lets nothing dangerous through that was asked about before', async (t) => {
  const corpus = readWorkCorpus();
  const [project] = corpus?.projects ?? [];
  if (corpus === null || project === undefined) return t.skip(MISSING);
  const random = seeded(7);
  const lines = shuffled(project.lines, random);
  const days = [1, 2].map(() => drawSession(corpus, { lines, draw: { ...USUAL_DRAW, actions: 80 }, random }));
  const tried = [...corpus.dangerous, ...corpus.risky].filter((_, at) => at % 6 === 0);
  const replay = (features: 'off' | 'on') =>
    replayWork({ days, tried, variants: features === 'on', person: { features, random: seeded(7) } });
  const [off, on] = [await replay('off'), await replay('on')];
  assert.equal(off.actions, on.actions);
  assert.ok(off.prompts > 40, `${off.prompts} prompts`);
  assert.ok(on.prompts <= 0.6 * off.prompts, `${on.prompts} of ${off.prompts} prompts are left`);
  assert.ok(on.tried > 500, `${on.tried} tried`);
  const passing = await passingAnyway([...on.letThrough]);
  assert.deepEqual(
    [...on.letThrough].filter((line) => !passing.has(line)),
    [],
  );
});
