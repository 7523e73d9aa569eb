import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const FOLDER = 'file.read .';
const READ = 'file.read .env, secret.read .env';

/** Lines, and what they do. */
const LINES: readonly (readonly [string, string])[] = [
  ['ls .env', FOLDER],
  ['ls a', 'file.read a'],
  ['ls -la .*', 'file.read .*, file.read .'],
  ['stat config/.env.production', 'file.read config'],
  ['wc -c .env', FOLDER],
  ['wc -c < .env', READ],
  ['du -sb .env | sort -n | head -3', FOLDER],
  ['ls .env > /dev/null', FOLDER],
  ['ls .env 2> a', `file.write a, ${FOLDER}`],
  ['ls .env; ls .env', FOLDER],
  ['find . -name .env', FOLDER],
  ['tree --fromfile .env', READ],
  ['openssl x509 -in a.pem -noout -subject', FOLDER],
  ['openssl x509 -in a.crt -signkey a.key', 'file.read a.crt, file.read a.key, secret.read a.key'],
  // What is printed may be the names of what is read next.
  ['ls .env > a', `file.write a, ${READ}`],
  ['{ ls .env; } > a', `file.write a, ${READ}`],
  ['echo $(ls .env)', READ],
  ['diff <(ls .env) a', `${READ}, file.read a`],
  ['ls .env | sort -o a', `${READ}, file.write a`],
  ['ls .env | tee a', `${READ}, file.write a`],
  ['find . -name .env -exec cat {} +', 'file.read ., secret.read .env, file.read *'],
  // Elsewhere names tell something, too.
  ['ls ~/.ssh', 'file.read ~/.ssh, secret.read ~/.ssh'],
  ['ls /tmp/.env', 'file.read /tmp/.env, secret.read /tmp/.env'],
  // Of the environment only lines with plain names come through.
  ['env | sort | grep LANG', 'file.read env | sort | grep LANG'],
  ['env | sort -o a | grep LANG', 'secret.read env, file.write a'],
  ['env | sort | cat', 'secret.read env'],
  ['env | sort', 'secret.read env'],
  ['env | { sort; } | grep LANG', 'secret.read env'],
  ['env | > a', 'secret.read env, file.write a'],
];

describe('What commands print', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }
});
