import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['cp x/.npmrc .', 'config.modify .npmrc, file.read x/.npmrc, file.write .'],
  ['cp x/HEAD y', 'config.modify y/HEAD, file.read x/HEAD, file.write y'],
  ['cp x/HEAD y/', 'config.modify y/HEAD, file.read x/HEAD, file.write y'],
  ['cp a .envrc/ y', 'config.modify y/.envrc, file.read a, file.read .envrc, file.write y'],
  ['cp x/HEAD y.txt', 'file.read x/HEAD, file.write y.txt'],
  ['cp a.ts b', 'file.read a.ts, file.write b'],
  ['cp "$x" b', 'file.read …, file.write b'],
  ['cp a', 'file.read a'],
  ['cp -t y x/HEAD', 'config.modify y/HEAD, file.write y, file.read x/HEAD'],
  ['cp --target-directory=y x/HEAD', 'config.modify y/HEAD, file.write y, file.read x/HEAD'],
  ['cp x/HEAD -t', 'file.read x/HEAD'],
  ['gunzip -f x.sh.gz', 'file.write x.sh, file.write x.sh.gz'],
  ['gunzip .npmrc.gz', 'file.write .npmrc, config.modify .npmrc, file.write .npmrc.gz'],
  ['xz -d a.xz', 'file.write a, file.write a.xz'],
  ['xz a', 'file.write a'],
  ['gunzip a', 'file.write a'],
  ['compress --uncompress a.Z', 'file.write a, file.write a.Z'],
  ["gunzip -S '' a.gz", 'file.write a, file.write a.gz'],
  ['cp a y h:b', 'file.read a, file.read y, file.write h:b, unknown h:b'],
  ['cp x/HEAD y/.', 'config.modify y/HEAD, file.read x/HEAD, file.write y'],
  ['cp x/HEAD ..', 'config.modify ~/HEAD, file.read x/HEAD, file.write ~'],
  ['xz --decompress a.txz', 'file.write a.tar, file.write a.txz'],
  ['bunzip2 a.bz2', 'file.write a, file.write a.bz2'],
  ['unzstd a.zst', 'file.write a, file.write a.zst'],
  ['gunzip -c a.gz', 'file.read a.gz'],
  ['gunzip --stdout a.gz', 'file.read a.gz'],
  ['gunzip -N a.gz', 'file.write …, file.write a.gz'],
  ['gunzip --name a.gz', 'file.write …, file.write a.gz'],
  ['gunzip -S .q a.q', 'file.write a, file.write a.q'],
  ['gunzip a.gz -S', 'file.write a, file.write a.gz'],
];

describe('The names that a command writes under', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
