import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../adapters/tree-sitter/open-shell-parser.ts';
import { isHarmlessSetting } from './harmless-settings.ts';
import { effectsOfLine } from './testing/effects-of-line.ts';

const effectsOf = effectsOfLine(await openShellParser());
const LEFT_AS_IT_IS = 'file.read a';

/** What is set, and what a program that reads one file is then said to do. */
const LINES: readonly (readonly [string, string])[] = [
  ['HOME=. cat a', 'process.run HOME=., file.read a'],
  ['HOME=$X cat a', 'process.run HOME=…, file.read a'],
  ['HOME= cat a', LEFT_AS_IT_IS],
  ['PIP_INDEX_URL=http://h cat a', 'process.run PIP_INDEX_URL=http://h, net.fetch h, file.read a'],
  [
    'npm_config_registry=https://h.example cat a',
    'process.run npm_config_registry=https://h.example, net.fetch h.example, file.read a',
  ],
  [
    'GOPROXY="https://h.example|off" cat a',
    'process.run GOPROXY=https://h.example|off, net.fetch h.example, file.read a',
  ],
  ['PYTHONPATH=a:b cat a', 'process.run PYTHONPATH=a:b, file.read a'],
  ['PYTHONPATH=$PWD/b cat a', 'process.run PYTHONPATH=b, file.read a'],
  [
    'PYTHONPATH=.. cat a',
    'shell.opaque (a variable that makes programs run others), process.run PYTHONPATH=.., file.read a',
  ],
  [
    'PYTHONPATH=$X cat a',
    'shell.opaque (a variable that makes programs run others), process.run PYTHONPATH=…, file.read a',
  ],
  [
    'cd $X; PYTHONPATH=a cat /b',
    'shell.opaque (a variable that makes programs run others), process.run PYTHONPATH=a, file.read /b',
  ],
  [
    'PYTHONPATH=a; cat a',
    'shell.opaque (a variable that makes programs run others), process.run PYTHONPATH=a, file.read a',
  ],
  ['CI=1 LC_ALL=C cat a', LEFT_AS_IT_IS],
  ['A=1; cat a', LEFT_AS_IT_IS],
  ['HOME=.; cat a', 'process.run HOME=., file.read a'],
  ['GIT_DIR=x; cat a', 'process.run GIT_DIR=x, file.read x, process.run cat x, file.read a'],
  ['GIT_WORK_TREE=/opt/x cat a', 'process.run GIT_WORK_TREE=/opt/x, file.write /opt/x, file.read a'],
  ['GIT_TRACE=/opt/x cat a', 'process.run GIT_TRACE=/opt/x, file.write /opt/x, file.read a'],
  ['GIT_TRACE2_EVENT=1 cat a', 'process.run GIT_TRACE2_EVENT=1, file.read a'],
  ['https_proxy=http://h; cat a', 'process.run https_proxy=http://h, net.fetch h, file.read a'],
  ['for HOME in .; do cat a; done', 'process.run HOME=., file.read a'],
  ['IFS= read -r x; cat a', LEFT_AS_IT_IS],
  ['HOME=. eval cat a', 'process.run HOME=., file.read a'],
  ['f() { export A=1; }; f; cat a', 'process.run A=1, file.read a'],
  ['f() { cat a; }; HOME=. f', 'file.read a, process.run HOME=.'],
  ["alias f='cat a'; HOME=. f", 'file.read a, process.run HOME=.'],
  ['if x=1; then HOME=.; else HOME=/b; fi; cat a', 'process.run HOME=…, file.read a'],
  ['if x=1; then export CI=1; fi; cat a', LEFT_AS_IT_IS],
  ['export A=1; if x=1; then B=1; fi; cat a', 'process.run A=1, file.read a'],
  ['export A=1; if x=1; then export A=2; fi; cat a', 'process.run A=…, file.read a'],
  ['if x=1; then set -a; fi; A=1; cat a', 'process.run A=1, file.read a'],
  ['PATH=/opt/b:$PATH cat a', LEFT_AS_IT_IS],
  ['PATH=/opt/b:$PATH; export PATH=$PATH:/opt/c; cat a', LEFT_AS_IT_IS],
  ['PATH=$PWD/b:$PATH cat a', 'process.run PATH=b:/usr/bin, file.read a'],
  ['PATH=$(c) cat a', 'unknown c, process.run PATH=…, file.read a'],
  ['PATH=$(c):/opt/b cat a', 'unknown c, process.run PATH=…:/opt/b, file.read a'],
];

describe('A variable that programs are given', () => {
  for (const [line, effects] of LINES) {
    test(JSON.stringify(line), () => assert.equal(effectsOf(line), effects));
  }

  test('is followed for as many as a text may set, and no further', () => {
    const many = Array.from({ length: 300 }, (_, at) => `export A${at}=1`).join('; ');
    assert.match(effectsOf(`${many}; cat a`), /process\.run A0=1/);
    assert.doesNotMatch(effectsOf(`${many}; cat a`), /process\.run A299=1/);
  });
});

test('leaves a program what it is where it names no file, no host and no program', () => {
  for (const setting of [
    'CI=true',
    'TZ=UTC',
    'GIT_PAGER=cat',
    'EDITOR=true',
    'PYTHONPATH=',
    'NODE_OPTIONS=--no-warnings',
  ])
    assert.equal(isHarmlessSetting(setting), true, setting);
  for (const setting of ['PATH=', 'HOME=.', 'GIT_PAGER=./x', 'BASH_ENV=cat', 'NODE_OPTIONS=--require=./x', 'X=1'])
    assert.equal(isHarmlessSetting(setting), false, setting);
});
