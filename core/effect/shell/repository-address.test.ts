import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const UNCLEAR = 'shell.opaque (an address that is not clear)';

/** Addresses of repositories, and what reaching them counts as beside reading from a remote. */
const ADDRESSES: readonly (readonly [string, string])[] = [
  ['origin', ''],
  ['../a', ''],
  ['./a:b', ''],
  ['"$x"', ''],
  ['file:///srv/a', ''],
  ['https://github.com/a/b', ''],
  ['https://ada:secret@github.com/a/b', ''],
  ['git@github.com:a/b', ''],
  ['ssh://git@github.com:22/a/b', ''],
  ['https://h.example/a', 'net.fetch h.example'],
  ['https://h.example?a', 'net.fetch h.example'],
  ['https://6.6.6.6/a', 'net.fetch 6.6.6.6'],
  ['git@6.6.6.6:a', 'net.fetch 6.6.6.6'],
  ['h.example:a', 'net.fetch h.example'],
  ['"git@$x:a"', 'net.fetch not known'],
  ['"https://$x/a"', 'net.fetch not known'],
  ['git+ssh://h.example/a', 'net.fetch h.example'],
  ['svn://h.example/a', 'net.fetch h.example'],
  ['ssh://h.example:2222/a', 'net.fetch h.example'],
  ['"[h.example:22]:a"', 'net.fetch h.example'],
  ['"git@[2001:db8::1]:a"', 'net.fetch [2001:db8:0:0:0:0:0:1]'],
  ['s3://bucket/a', 'unknown s3://bucket'],
  ['ssh://-oProxyCommand=x/y', UNCLEAR],
  ['ssh://-oProxyCommand=x@h/y', UNCLEAR],
  ['ssh://user@-oProxyCommand=x/y', UNCLEAR],
  ['user@-oProxyCommand=x:path', UNCLEAR],
  ['-- -oProxyCommand=x:y', UNCLEAR],
  ['ssh:///y', UNCLEAR],
  ['ssh://h:x:y/z', UNCLEAR],
  ['ssh://h:2x/z', UNCLEAR],
  ['"git@ho st:x"', UNCLEAR],
  ['helper::x', UNCLEAR],
];

describe('The address of a repository', () => {
  for (const [address, effects] of ADDRESSES) {
    test(address, () => {
      const found = effectsOf(`git ls-remote ${address}`).split(', ');
      assert.equal(found.filter((effect) => !effect.startsWith('net.fetch git')).join(', '), effects);
    });
  }
});

test('counts wherever git is given one', () => {
  const lines = [
    'git clone h.example:a b',
    'git fetch h.example:a',
    'git pull h.example:a',
    'git push h.example:a',
    'git remote add x h.example:a',
    'git remote set-url x h.example:a',
    'git submodule add h.example:a',
    'git subtree add --prefix x h.example:a main',
    'git archive --remote h.example:a main',
    'pre-commit try-repo h.example:a',
    'cargo install --git ssh://h.example/a',
  ];
  assert.deepEqual(
    lines.filter((line) => !effectsOf(line).includes('net.fetch h.example')),
    [],
  );
});
