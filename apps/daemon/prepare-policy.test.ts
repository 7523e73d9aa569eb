import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPolicyFiles } from '../../adapters/filesystem/policy-files.ts';
import type { PolicySources } from '../../ports/policy-source.ts';
import { openParsers } from './open-parsers.ts';
import { preparePolicyWith } from './prepare-policy.ts';

const GROUND = { timeZone: 'UTC', home: '/home/dev' };
const parsers = await openParsers();

async function shipped(): Promise<PolicySources> {
  const loaded = await openPolicyFiles({ configDirectory: '/nowhere', defaultsDirectory: 'policies' }).load();
  assert.ok(loaded.ok);
  return loaded.sources;
}

/** The shipped profiles as if the operator had written them. */
async function asOwn(): Promise<PolicySources> {
  const sources = await shipped();
  const profiles = (sources.profiles ?? []).map((profile) => ({ ...profile, supplied: false }));
  return { ...sources, profiles };
}

test('the examples of every profile that comes with Countersign hold', async () => {
  const sources = await asOwn();
  assert.ok((sources.profiles ?? []).length >= 12);
  const prepared = preparePolicyWith(GROUND, parsers)(sources);
  assert.ok(prepared.ok, prepared.ok ? '' : prepared.failure.join('\n'));
});

test('an example of the operator that does not hold refuses the policy', async () => {
  const { profiles = [], ...rest } = await asOwn();
  const filesystem = profiles.filter(({ source }) => source.endsWith('filesystem.yaml'));
  assert.equal(filesystem.length, 1);
  const wrong = filesystem.map(({ document, ...profile }) => {
    const { examples, ...others } = document as { examples: { effects: string[] }[] };
    return { ...profile, document: { ...others, examples: examples.map((one) => ({ ...one, effects: ['payment'] })) } };
  });
  const refused = preparePolicyWith(GROUND, parsers)({ ...rest, profiles: wrong });
  assert.ok(!refused.ok);
  assert.match(refused.failure.join('\n'), /run the examples of profile filesystem/);
});

test('a start needs no parser of SQL', async () => {
  let parsed = 0;
  const parseSql: typeof parsers.parseSql = (text) => {
    parsed += 1;
    return parsers.parseSql(text);
  };
  assert.ok(preparePolicyWith(GROUND, { ...parsers, parseSql })(await shipped()).ok);
  assert.equal(parsed, 0);
});
