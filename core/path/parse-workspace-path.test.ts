import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type PathRefusal, parseWorkspacePath } from './parse-workspace-path.ts';

const ROOTS = ['/work/site', '/data/site'];

const TAKEN: readonly (readonly [string, string])[] = [
  ['src/a.ts', 'src/a.ts'],
  ['./src//a.ts', 'src/a.ts'],
  ['src/./b/', 'src/b'],
  ['/work/site/src/a.ts', 'src/a.ts'],
  ['/work/site//a', 'a'],
  ['/data/site/a', 'a'],
  ['.env', '.env'],
  ['.claude/settings.json', '.claude/settings.json'],
  ['t/refs.main_.._.git', 't/refs.main_.._.git'],
  ['a b/(c)/[d]/{e}.js', 'a b/(c)/[d]/{e}.js'],
  ['\u4e2d\u6587/\ud55c\uae00/\u{1f315}.md', '\u4e2d\u6587/\ud55c\uae00/\u{1f315}.md'],
  ['\u0645\u06cc\u200c\u062e.md', '\u0645\u06cc\u200c\u062e.md'],
  ['\u{1f469}\u200d\u{1f4bb}.md', '\u{1f469}\u200d\u{1f4bb}.md'],
  ['~$report.docx', '~$report.docx'],
  ['-rf', '-rf'],
];

for (const [text, path] of TAKEN) {
  test(`takes ${JSON.stringify(text)} for ${path}`, () => {
    assert.deepEqual(parseWorkspacePath(text, { roots: ROOTS }), { ok: true, path });
  });
}

const REFUSED: readonly (readonly [string, readonly PathRefusal[]])[] = [
  ['', ['empty']],
  ['.', ['root']],
  ['./', ['root']],
  ['/work/site', ['root']],
  ['..', ['traversal']],
  ['a/../b', ['traversal']],
  ['/work/site/../x', ['traversal']],
  ['/work/siteX/a', ['outside']],
  ['/etc/passwd', ['outside']],
  ['/', ['outside']],
  ['//server/share', ['network']],
  ['\\\\server\\share', ['network', 'backslash']],
  ['\\\\.\\pipe', ['network', 'backslash']],
  ['C:/x', ['drive', 'stream']],
  ['~', ['home']],
  ['~/.ssh/id_rsa', ['home']],
  ['a\\b', ['backslash']],
  ['a\0b', ['control']],
  ['a\nb', ['control']],
  ['a\u0085b', ['control']],
  ['a\ud800', ['ill-formed']],
  ['a\u200bb', ['invisible']],
  ['a\u200cb', ['invisible']],
  ['\u200c\u4e2d', ['invisible']],
  ['\u202ea', ['invisible']],
  ['%2e%2e%2fx', ['encoded']],
  ['.git/hooks/pre-commit', ['git']],
  ['vendor/.GIT/config', ['git']],
  ['a.txt:evil', ['stream']],
  ['a/'.repeat(2_049), ['too-long']],
  ['\u4e2d'.repeat(86), ['too-long']],
  [`${'\u4e2d'.repeat(80)}/`.repeat(18), ['too-long']],
  ['../con.txt:x ', ['traversal', 'stream', 'device', 'trailing']],
];

for (const [text, refusals] of REFUSED) {
  test(`refuses ${JSON.stringify(text.slice(0, 40))}: ${refusals.join(', ')}`, () => {
    const parsed = parseWorkspacePath(text, { roots: ROOTS });
    assert.ok(!parsed.ok);
    assert.deepEqual([...parsed.refusals].sort(), [...refusals].sort());
  });
}

describe('Without a root', () => {
  test('only relative paths are taken', () => {
    assert.deepEqual(parseWorkspacePath('a/b'), { ok: true, path: 'a/b' });
    assert.equal(parseWorkspacePath('/work/site/a').ok, false);
  });
});

test('takes the whole file system for a workspace only when told so', () => {
  assert.deepEqual(parseWorkspacePath('/etc/hosts', { roots: ['/'] }), { ok: true, path: 'etc/hosts' });
});

test('does not judge the names of the root itself', () => {
  const roots = ['/srv/c:/aux/.git'];
  assert.deepEqual(parseWorkspacePath('/srv/c:/aux/.git/x', { roots }), { ok: true, path: 'x' });
});

test('says every reason at once', () => {
  const parsed = parseWorkspacePath('../a:b', { roots: ROOTS });
  assert.equal(
    parsed.ok ? '' : parsed.reason,
    'reading a path of the workspace: it holds a colon, which names a stream on Windows; it holds `..`; ' +
      'wanted a plain path relative to the workspace',
  );
});
