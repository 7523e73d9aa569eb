import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());

describe('A mode that lends the rights of an owner or group, or opens a folder to everybody, is told', () => {
  for (const line of [
    'chmod 4755 a',
    'chmod 02755 a',
    'chmod u+s a',
    'chmod g+rx,u=xs a',
    'chmod +s a',
    'chmod -R ug+s a',
    'install -m 6755 a b',
    'install -m=xs a b',
    'install -Dm4755 a b',
    'install --mode=u+s a b',
    'install --mode 4755 a b',
    'mkdir -m 2775 a',
    'chmod -R 777 a',
    'chmod --recursive o+w a',
    'chmod -fR u=r,a=rw a',
  ])
    test(line, () => assert.match(effectsOf(line), /config\.modify/));
});

describe('Any other mode is not', () => {
  for (const line of [
    'chmod 755 a',
    'chmod 0755 a',
    'chmod 1777 a',
    'chmod +x a.sh',
    'chmod u-s a',
    'chmod x+s a',
    'chmod o=u a',
    'chmod +sit a',
    'chmod $x a',
    'install -m 755 a b',
    'install -m',
    'install a=s b',
    'mkdir -p a',
    'chmod 777 a',
    'chmod -R 755 a',
    'chmod -R u+w a',
    'chmod -R o=r a',
    'chmod -R 1 a',
  ])
    test(line, () => assert.doesNotMatch(effectsOf(line), /config\.modify/));
});
