import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionOf } from '../testing/samples.ts';
import { setsVariables } from './sets-variables.ts';

function sets(command: string): boolean {
  return setsVariables(actionOf('Bash', { command }));
}

test('sees where a line may set variables, however it is written', () => {
  for (const line of [
    'HOME=. curl x',
    'https_proxy=http://evil curl x',
    'ls;A=1 curl x',
    'A+=1 curl x',
    'PATH[0]=. curl x',
    'env "A"=1 curl x',
    'env A"=1" curl x',
    "env 'A=1' curl x",
    'env -u https_proxy curl x',
    'unset https_proxy; curl x',
    'export A; curl x',
    'read A < f; curl x',
    'for https_proxy in http://evil; do curl x; done',
    ': ${A:=1}; curl x',
    'printf -v A x; curl x',
    '. ./f; curl x',
    '(A=1; curl x)',
    'curl x\nA=1 curl x',
  ])
    assert.equal(sets(line), true, line);
});

test('sees none in options, addresses, places and comparisons', () => {
  for (const line of [
    'curl x',
    'curl --max-time=3 https://a.example/x?a=1',
    'sed s/a=b/c/ x',
    '[ x = y ]',
    '',
    'make -j4 check',
    'ls ./a=b',
  ])
    assert.equal(sets(line), false, line);
});

test('takes a line that it cannot read for one that sets some, and what is no line for none', () => {
  assert.equal(setsVariables(actionOf('PowerShell', { command: 'curl x' })), true);
  assert.equal(setsVariables(actionOf('Write', { file_path: 'a', content: 'A=1' })), false);
  assert.equal(setsVariables(actionOf('nobody-knows-it', {})), false);
});
