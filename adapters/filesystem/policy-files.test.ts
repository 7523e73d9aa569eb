import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openPolicyFiles } from './policy-files.ts';

function places(t: TestContext): { readonly configDirectory: string; readonly defaultsDirectory: string } {
  const root = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const [configDirectory, defaultsDirectory] = [join(root, 'config'), join(root, 'defaults')];
  for (const folder of [configDirectory, defaultsDirectory]) mkdirSync(join(folder, 'tools'), { recursive: true });
  writeFileSync(join(defaultsDirectory, 'default.yaml'), 'version: 1\n');
  writeFileSync(join(defaultsDirectory, 'risk-weights.yaml'), 'version: "1"\n');
  return { configDirectory, defaultsDirectory };
}

test("Profiles of servers are the operator's and then ours, each by name", async (t) => {
  const folders = places(t);
  writeFileSync(join(folders.defaultsDirectory, 'tools', 'b.yaml'), 'profile: ours-b\n');
  writeFileSync(join(folders.defaultsDirectory, 'tools', 'a.yaml'), 'profile: ours-a\n');
  writeFileSync(join(folders.configDirectory, 'tools', 'z.yml'), 'profile: own\n');
  writeFileSync(join(folders.configDirectory, 'tools', 'notes.txt'), 'not a profile');
  const loaded = await openPolicyFiles(folders).load();
  assert.ok(loaded.ok);
  const names = loaded.sources.profiles?.map(({ document }) => (document as { profile: string }).profile);
  assert.deepEqual(names, ['own', 'ours-a', 'ours-b']);
});

test('A profile that does not parse refuses the whole, as a policy does', async (t) => {
  const folders = places(t);
  writeFileSync(join(folders.configDirectory, 'tools', 'a.yaml'), 'profile: [');
  const loaded = await openPolicyFiles(folders).load();
  assert.ok(!loaded.ok);
  assert.ok(loaded.problems[0]?.source.endsWith(join('tools', 'a.yaml')));
});

test('Without profiles nothing is said of them', async (t) => {
  const loaded = await openPolicyFiles(places(t)).load();
  assert.ok(loaded.ok);
  assert.equal('profiles' in loaded.sources, false);
});

test('Replaces the operator’s file, keeps the one before beside it, and can put it back', (t) => {
  const folders = places(t);
  const { organisationText } = openPolicyFiles(folders);
  assert.ok(organisationText?.write !== undefined);
  const first = organisationText.write('version: 1\nprofile: safe\n');
  assert.equal(first.kept, null);
  assert.equal(organisationText.read().isOwn, true);
  const second = organisationText.write('version: 1\nprofile: dev\n');
  assert.equal(readFileSync(second.kept ?? '', 'utf8'), 'version: 1\nprofile: safe\n');
  second.putBack();
  assert.equal(organisationText.read().text, 'version: 1\nprofile: safe\n');
  first.putBack();
  assert.equal(organisationText.read().isOwn, false);
});
