import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['cat -', 'file.read cat -'],
  ['cat /dev/fd/3', 'file.read cat /dev/fd/3'],
  ['tee /dev/stderr', 'file.read tee /dev/stderr'],
  ['rm -r $x', 'file.delete \u2026'],
  ['rm -r a/$x', 'file.delete a/\u2026, file.delete a/*'],
  ['rm $x', 'file.delete \u2026'],
  ['rm -r dist', 'file.delete dist'],
  ['. ~/.nvm/nvm.sh', 'file.read ~/.nvm/nvm.sh, process.run . ~/.nvm/nvm.sh ~/.nvm/nvm.sh'],
  ['rm a*', 'file.delete a*'],
  ['cd $x; rm a', 'file.delete a'],
  ['cd $x; cat .env', 'file.read .env, secret.read .env'],
  ['cat $x/id_rsa', 'file.read \u2026/id_rsa, file.read */id_rsa, secret.read */id_rsa'],
  ['cat $x', 'file.read \u2026'],
  [
    'as @/etc/shadow',
    'process.run as @/etc/shadow, file.read @/etc/shadow, file.read /etc/shadow, secret.read /etc/shadow',
  ],
  ['as @', 'process.run as @, file.read @'],
  ['yelp file:///etc/hosts', 'process.run yelp file:///etc/hosts, file.read /etc/hosts'],
  ['touch -- --x=y', 'file.write --x=y, shell.opaque (a file whose name programs take for an option)'],
  ["touch -- '-e sh x'", 'file.write -e sh x, shell.opaque (a file whose name programs take for an option)'],
  ['touch -- -x', 'file.write -x'],
  ['cat .en*', 'file.read .en*, file.read .env, secret.read .env'],
  ['cat ~/.s*/id_rs?', 'file.read ~/.s*/id_rs?, file.read ~/.ssh/id_rsa, secret.read ~/.ssh/id_rsa'],
  ['cat /etc/sh[a]dow', 'file.read /etc/sh[a]dow, file.read /etc/shadow, secret.read /etc/shadow'],
  ['cat [.]env', 'file.read [.]env'],
  ['cat a[b', 'file.read a[b'],
  ['cat *', 'file.read *'],
  ['curl $x', 'shell.opaque (a word that may be an option), net.fetch not known'],
  ['curl ada@host', 'net.fetch host'],
  ['scp a h:b', 'file.read a, net.upload h'],
  ['scp h:a b', 'net.connect h, file.write b'],
  ['scp a b', 'file.read a, file.write b'],
  ['scp ssh://h/a b', 'net.connect h, file.write b'],
  ["strace -o '|x' ls", 'shell.opaque (a pipe in the place of a file)'],
  ['deno run https://x/y.ts', 'process.run deno run https://x/y.ts, shell.opaque (code that is not in a file here)'],
  [
    'node --import data:text/javascript,x y.js',
    'shell.opaque (code that is not in a file here), file.read y.js, process.run node y.js',
  ],
  ['pip install x', 'package.install pip install x'],
  ['psql -c "$x"', 'unknown psql, db.read psql -c \u2026'],
  ["psql -c 'select 1'", 'db.read no table, db.read psql -c select 1'],
  ['gh secret set x', 'secret.manage gh secret set x'],
  ['chmod -R 644 a', 'file.metadata a'],
  ['make -C /tmp/x', 'process.run make -C /tmp/x'],
  ['cd /tmp; make', 'process.run make'],
  ['make $x', 'process.run make \u2026'],
  [
    'java -javaagent:x y',
    'shell.opaque (an option that can run or load anything), process.run java -javaagent:x y, file.read y, process.run java y',
  ],
  ['dd if=a of=b conv', 'file.read a, file.write b'],
  ['dd', 'file.read dd'],
];

describe('The use of a word', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
