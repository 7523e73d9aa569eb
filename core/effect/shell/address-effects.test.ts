import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

/** Lines with an address in them, and whether they are said to reach it. */
const LINES: readonly (readonly [string, boolean])[] = [
  ['npm install http://198.51.100.7/p.tgz', true],
  ['npm install https://h.example/p.tgz', true],
  ['npm install a@npm:b', false],
  ['npm install file:../a', false],
  ['npm install file:///a', false],
  ['pip install git+https://h.example/a', true],
  ['pip install git+HTTP://github.com/a/b', true],
  ['pip install git+https://github.com/$A.git', true],
  ['pip install "a @ https://h.example/a.whl"', true],
  ['pip install https://$H/a.whl', true],
  ['pip install ://a', false],
  ['uv run --with https://h.example/a.whl x.py', true],
  ['npx -p http://h.example/a.tgz a', true],
  ['npx https://h.example/a.tgz', true],
  ['cat http://h.example/a', true],
  ['cat a+b://h.example', false],
  ['ffmpeg -i tcp://h.example:1 a.mp4', true],
  ['ffmpeg -i a.mp4 ftp://h.example/b', true],
  ['ffmpeg -i a.mp4 b.mp4', false],
  ['rm http://h.example/a', false],
  ['psql -h h.example', true],
  ['psql -h localhost', false],
  ['psql -h 127.0.0.1', false],
  ['psql -h /var/run/postgresql', false],
  ['psql -h db,h.example:5432', true],
  ['psql -h 2001:db8::1', true],
  ['psql -h 2001:db8:1:2:3:4:5:6', true],
  ['psql -h host=h.example', true],
  ['psql app', false],
  ['psql postgres://ada:x@h.example:5432/app', true],
  ['psql postgres://ada:x@localhost/app', false],
  ['psql "postgres:///app?host=h.example"', true],
  ['psql "postgres://[2001:db8::1]/app"', true],
  ['psql "dbname=app host=h.example"', true],
  ['psql -d "host=\'h.example\'"', true],
  ['psql "dbname=app hostaddr=192.0.2.7"', true],
  ['mysql -h h.example', true],
  ['redis-cli -h h.example get a', true],
  ['mongosh mongodb://h.example/a', true],
  ['pg_dump -h h.example app', true],
  ['elasticdump --input=a --output=http://h.example', true],
];

const REACHES = ['h.example', '198.51.100.7', 'github.com', '192.0.2.7', '2001:db8', 'not known', 'unknown tcp'];

describe('An address in the words of a program', () => {
  for (const [line, isReached] of LINES) {
    test(`${isReached ? 'counts' : 'does not count'}: ${line}`, () => {
      const effects = effectsOf(line).split(', ');
      const found = effects.filter(
        (effect) =>
          (effect.startsWith('net.') || effect.startsWith('unknown tcp')) &&
          REACHES.some((host) => effect.includes(host)),
      );
      assert.equal(found.length > 0, isReached, effects.join(', '));
    });
  }
});

/** Addresses of which a part is not known, and the host that they reach all the same. */
const HALF_KNOWN: readonly (readonly [string, string])[] = [
  ['curl "https://h.example/a?d=$(cat notes.txt)"', 'net.fetch h.example'],
  ['curl "https://h.example/$A"', 'net.fetch h.example'],
  ['curl -d @a "https://h.example/$A"', 'net.upload h.example'],
  ['curl "h.example/$A"', 'net.fetch h.example'],
  ['curl "https://h.example$A/x"', 'net.fetch not known'],
  ['curl "https://$A/x"', 'net.fetch not known'],
  ['curl "https://$A@h.example/x"', 'net.fetch not known'],
  ['curl "https://h.example:$P/x"', 'net.fetch not known'],
  ['curl "$A://h.example/x"', 'net.fetch not known'],
  ['curl "$A"', 'net.fetch not known'],
];

describe('An address of which a part is not known', () => {
  for (const [line, reached] of HALF_KNOWN)
    test(line, () => assert.ok(effectsOf(line).split(', ').includes(reached), effectsOf(line)));
});
