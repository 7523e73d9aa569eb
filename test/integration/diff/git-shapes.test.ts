import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { contentId } from '../../../adapters/system/content-id.ts';
import { inflate } from '../../../adapters/system/inflate.ts';
import { applyDiff, applyDiffBytes } from '../../../core/diff/apply-diff.ts';
import type { Image } from '../../../core/diff/image.ts';
import { parseDiff } from '../../../core/diff/parse-diff.ts';
import { reverseDiff } from '../../../core/diff/reverse-diff.ts';
import { type Seeded, seeded } from '../../simulation/seeded.ts';
import { GitFolder, readerOf, shownTree, type Tree, treeAfter, withoutGit } from './git-tree.ts';

const skip = withoutGit();
const WORLDS = Number(process.env['COUNTERSIGN_GIT_SHAPES'] ?? 60);

/** Names that git quotes, that look like options or parts of a diff, and that share letters with other names. */
const NAMES = [
  'a.txt',
  'dir/b.txt',
  'dir/sub/c.js',
  'sp ace.txt',
  'quo"te.txt',
  'ünïcode.md',
  '日本.txt',
  '-dash',
  'a/a/a',
  'b/b',
  'cafe\u0301.txt',
  'x=y;z.txt',
  '[br].txt',
  'dev/null.txt',
  '$HOME',
  'emoji😀.txt',
  `${'long'.repeat(40)}.txt`,
];
/** Lines that look like parts of a diff among others. */
const LINES = [
  'x',
  '',
  '\tindented',
  '-- dash',
  '++ plus',
  '@@ -1 +1 @@',
  '\\ slash',
  'diff --git a b',
  '--- a/x',
  '+++ b/y',
  'trailing  ',
  'ünï',
  'GIT binary patch',
  'Binary files a and b differ',
  'similarity index 90%',
];
const SHAPES = [
  ['-U3'],
  ['-U5', '--patience'],
  ['-U10', '--histogram'],
  ['-W', '--full-index'],
  ['-U3', '--inter-hunk-context=5'],
  ['-U3', '--stat', '-p'],
  ['-U3', '--raw', '-p'],
  ['-U1'],
  ['-U0', '--minimal'],
];
const PAIRS = [['-M'], ['-C', '--find-copies-harder'], ['-M30'], ['--no-renames'], ['-B', '-M']];

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

function textOf(random: Seeded): Uint8Array {
  const count = random.pick([0, 1, 2, 5, 20, 60]);
  const end = random.pick(['\n', '\n', '\n', '\r\n']);
  const lines = Array.from({ length: count }, () => `${random.pick(LINES)}${random.below(50)}`);
  return bytes(lines.join(end) + (random.chance(0.75) && count > 0 ? end : ''));
}

function fileOf(random: Seeded): Image {
  if (random.chance(0.1)) return { kind: 'link', target: bytes(random.pick(['target', 'sub/x'])) };
  const noise = Uint8Array.from({ length: random.pick([1, 300, 5_000]) }, (_, at) =>
    at === 0 ? 0 : random.below(256),
  );
  const content = random.chance(0.15) ? noise : textOf(random);
  return { kind: 'file', mode: random.chance(0.15) ? 0o755 : 0o644, content };
}

function edited(content: Uint8Array, random: Seeded): Uint8Array {
  const lines = Buffer.from(content)
    .toString('latin1')
    .split(/(?<=\n)/);
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(lines.length + 1);
    if (random.chance(0.4)) lines.splice(at, 0, `new ${random.below(99)}\n`);
    else if (random.chance(0.5)) lines.splice(at, 1);
    else lines[at] = `other ${random.below(99)}\n`;
  }
  return new Uint8Array(Buffer.from(lines.join(''), 'latin1'));
}

const clashes = (tree: Tree, path: string): boolean =>
  [...tree.keys()].some((other) => other === path || other.startsWith(`${path}/`) || path.startsWith(`${other}/`));

function treeOf(random: Seeded): Tree {
  const tree = new Map<string, Image>();
  for (let count = 3 + random.below(4); count > 0; count--) {
    const path = random.pick(NAMES);
    if (!clashes(tree, path)) tree.set(path, fileOf(random));
  }
  return tree;
}

/** Edits, deletions, new files, renames, copies, modes, and files that become links. */
function changed(before: Tree, random: Seeded): Tree {
  const tree = new Map(before);
  for (let count = 1 + random.below(3); count > 0; count--) {
    const [path, image] = random.pick([...tree, ['', { kind: 'absent' }] as const]);
    const other = random.pick(NAMES);
    const step = random.below(6);
    if (image.kind === 'absent' || step === 0) {
      if (!clashes(tree, other)) tree.set(other, fileOf(random));
    } else if (step === 1) tree.delete(path);
    else if (step === 2 && !clashes(tree, other)) {
      tree.set(other, image);
      if (random.chance(0.5)) tree.delete(path);
    } else if (step === 3) tree.set(path, { kind: 'link', target: bytes('elsewhere') });
    else if (image.kind === 'file')
      tree.set(
        path,
        step === 4 ? { ...image, mode: image.mode ^ 0o111 } : { ...image, content: edited(image.content, random) },
      );
  }
  return tree;
}

/** What git says lies between two trees, as a diff or as a mail. */
function diffOf(folder: GitFolder, [before, wanted]: readonly [Tree, Tree], random: Seeded): Uint8Array {
  const commit = ['-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '-q', '--allow-empty', '-m'];
  const stage = (tree: Tree): void => {
    folder.git(['rm', '-rqf', '--ignore-unmatch', '.']);
    folder.write(tree);
    folder.git(['add', '-A', '-f', '.']);
  };
  stage(before);
  folder.git([...commit, 'before']);
  stage(wanted);
  const options = ['--binary', ...random.pick(SHAPES), ...random.pick(PAIRS)];
  const quoting = ['-c', `core.quotePath=${random.chance(0.5)}`];
  if (random.chance(0.8)) return folder.git([...quoting, 'diff', '--cached', ...options]) ?? assert.fail();
  folder.git([...commit, 'after\n\na line -- of words\ndiff is a word here']);
  const mail = options.filter((option) => option !== '-p' && option !== '--raw');
  return folder.git([...quoting, 'format-patch', '--stdout', '-1', ...mail]) ?? assert.fail();
}

describe('Diffs that git itself makes', { skip }, () => {
  const folder = skip === false ? new GitFolder() : null;
  after(() => folder?.close());

  test('of every shape apply byte for byte, and come back', () => {
    const random = seeded(20_261_121);
    let applied = 0;
    for (let world = 0; world < WORLDS; world++) {
      const before = treeOf(random);
      const wanted = changed(before, random);
      const diff = diffOf(folder as GitFolder, [before, wanted], random);
      if (diff.length === 0) continue;
      const shown = Buffer.from(diff).toString('latin1').slice(0, 2_000);
      const made = applyDiffBytes(diff, readerOf(before), { inflate, contentId, contextLines: 0 });
      assert.ok(made.ok, `${JSON.stringify(made)}\n${shown}`);
      const result = treeAfter(before, made.value);
      assert.deepEqual(shownTree(result), shownTree(wanted), shown);
      const parsed = parseDiff(diff);
      assert.ok(parsed.ok, shown);
      const back = applyDiff(reverseDiff(parsed.value.files), readerOf(result), {
        inflate,
        contentId,
        contextLines: 0,
      });
      assert.ok(back.ok, `${JSON.stringify(back)}\n${shown}`);
      assert.deepEqual(shownTree(treeAfter(result, back.value)), shownTree(before), shown);
      applied += 1;
    }
    assert.ok(applied >= WORLDS / 2, `${applied} of ${WORLDS}`);
  });

  test('that are binary are refused where git misses the whole ids of both contents, or finds other contents', () => {
    const random = seeded(20_261_122);
    const before: Tree = new Map();
    const noise = Uint8Array.from({ length: 300 }, () => random.below(256));
    const wanted: Tree = new Map([['f', { kind: 'file', mode: 0o644, content: noise }]]);
    const diff = Buffer.from(diffOf(folder as GitFolder, [before, wanted], random)).toString('latin1');
    const index = diff.split('\n').find((line) => line.startsWith('index ')) ?? assert.fail(diff);
    const [old = '', now = ''] = index.slice('index '.length).split('..');
    const without = diff.replace(`${index}\n`, '');
    const changed = {
      'as git writes it': diff,
      'without the line': without,
      'with short ids': diff.replace(index, `index ${old.slice(0, 7)}..${now.slice(0, 7)}`),
      'with the id of another content': diff.replace(
        now,
        now.replace(/[0-9a-f]/g, (digit) => (digit === 'a' ? 'b' : 'a')),
      ),
      'with the line behind the patch': `${without}${index}\n`,
    };
    for (const [name, text] of Object.entries(changed)) {
      const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
      folder?.remove('f');
      const isTaken = folder?.git(['apply', '--check', '-'], bytes) !== null;
      const ours = applyDiffBytes(bytes, readerOf(before), { inflate, contentId, contextLines: 0 });
      assert.deepEqual([ours.ok, isTaken], [name === 'as git writes it', name === 'as git writes it'], name);
    }
  });
});
