import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composePolicy } from './compose-policy.ts';
import { parsePolicyLayer } from './parse-policy.ts';

const LIFE = { added: '2027-01-01T00:00:00Z', expires: '2027-04-01T00:00:00Z' };
const ENTRY = {
  pattern: 'git add *',
  scope: 'always',
  note: 'n',
  tool: 'builtin:claude-code Bash',
  effects: ['git.commit'],
  ...LIFE,
};
const FOLDER = { path: '~/src/site', note: 'n', ...LIFE };

function parse(more: object) {
  return parsePolicyLayer({ version: 1, ...more }, { layer: 'organisation', source: 'p' });
}

const takes = (entry: object): boolean => parse({ whitelist: [{ ...ENTRY, ...entry }] }).ok;
const takesFolder = (folder: object): boolean => parse({ trusted_folders: [{ ...FOLDER, ...folder }] }).ok;

test('reads entries and folders with their times', () => {
  const read = parse({ whitelist: [ENTRY], trusted_folders: [FOLDER] });
  assert.ok(read.ok);
  const life = { addedAtMs: Date.UTC(2027, 0, 1), expiresAtMs: Date.UTC(2027, 3, 1) };
  const { added: _, expires: __, ...entry } = ENTRY;
  assert.deepEqual(read.value.whitelist, [{ ...entry, ...life }]);
  assert.deepEqual(read.value.trustedFolders, [{ path: '~/src/site', note: 'n', ...life }]);
});

test('says nothing of lists that are empty or not there', () => {
  const read = parse({ whitelist: [], trusted_folders: [] });
  assert.ok(read.ok);
  assert.equal('whitelist' in read.value || 'trustedFolders' in read.value, false);
});

test('refuses entries that are not whole, or hold for more than ninety days', () => {
  assert.equal(takes({}), true);
  assert.equal(takes({ tool: 'builtin:claude-code Bash sha256:x' }), true);
  for (const wrong of [
    { pattern: 'a; b' },
    { pattern: 7 },
    { scope: 'session' },
    { note: '' },
    { tool: 'Bash' },
    { tool: '* Bash' },
    { tool: 7 },
    { effects: [] },
    { effects: 'git.commit' },
    { effects: [7] },
    { effects: ['file.delete'] },
    { effects: ['net.fetch'] },
    { added: '2027-01-01' },
    { added: 7 },
    { expires: '2027-04-01T00:00:01Z' },
    { expires: LIFE.added },
    { odd: 1 },
  ])
    assert.equal(takes(wrong), false, JSON.stringify(wrong));
  assert.equal(parse({ whitelist: ['git add'] }).ok, false);
  assert.equal(parse({ whitelist: {} }).ok, false);
});

test('holds at most ninety days, five hundred entries, and sixteen effects of one', () => {
  assert.deepEqual(
    ['2027-03-31T23:59:59Z', '2027-04-01T00:00:00Z', '2027-04-01T00:00:01Z'].map((expires) => takes({ expires })),
    [true, true, false],
  );
  const listed = (count: number): boolean => parse({ whitelist: Array.from({ length: count }, () => ENTRY) }).ok;
  assert.deepEqual([499, 500, 501].map(listed), [true, true, false]);
  const shown = (count: number): boolean => takes({ effects: Array.from({ length: count }, () => 'git.commit') });
  assert.deepEqual([15, 16, 17].map(shown), [true, true, false]);
});

test('trusts folders that are named in full, and not the root or a home whole', () => {
  assert.equal(takesFolder({ path: '/srv/site' }), true);
  for (const path of ['/', '/srv', '~', '~/', 'src', '../x', '/srv/../etc', '/srv/site/', '~/a/./b', '/srv/*', '', 7])
    assert.equal(takesFolder({ path }), false, String(path));
  assert.equal(takesFolder({ expires: '2028-01-01T00:00:00Z' }), false);
  assert.equal(takesFolder({ note: '' }), false);
  assert.equal(parse({ trusted_folders: ['/srv/site'] }).ok, false);
});

test('names every problem of an entry at once', () => {
  const read = parse({ whitelist: [{ ...ENTRY, pattern: 'sh *', effects: ['payment'], expires: 'soon' }] });
  assert.ok(!read.ok);
  assert.equal(read.failure.length, 3);
});

function compose(layer: 'organisation' | 'project') {
  const document = { version: 1, whitelist: [ENTRY], trusted_folders: [FOLDER] };
  const parsed = parsePolicyLayer(document, { layer, source: 'p' });
  assert.ok(parsed.ok);
  const weights = { version: '1', hundredths: {} as never };
  return composePolicy(
    { layers: [parsed.value], weights, cedarSource: null, timeZone: 'UTC' },
    () => new Uint8Array(32),
  );
}

test('comes from the operator, and is refused to a project, which may only tighten', () => {
  const composed = compose('organisation');
  assert.ok(composed.ok);
  assert.deepEqual([composed.value.whitelist?.length, composed.value.trustedFolders?.length], [1, 1]);
  const refused = compose('project');
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.failure.map(({ path }) => path),
    ['$.whitelist', '$.trusted_folders'],
  );
});
