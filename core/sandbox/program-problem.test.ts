import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOfVariable, programProblem } from './program-problem.ts';

test('says why a variable cannot be passed on', () => {
  assert.deepEqual(problemsOfVariable('PATH', '/bin'), []);
  for (const name of ['', 'a=b', 'a\0'])
    assert.match(problemsOfVariable(name, '')[0] ?? '', /^environment: found the name ".*", want one without =/);
  assert.deepEqual(problemsOfVariable('A', '\0'), ['environment.A: found a zero byte']);
});

test('says why a program cannot be started', () => {
  assert.equal(programProblem(['ls', '-l'], { PATH: '/bin' }), null);
  assert.equal(programProblem([], {}), 'it has no name');
  assert.equal(programProblem(['ls', 'a\0b'], {}), 'its arguments hold a zero byte');
  assert.equal(programProblem(['ls'], { A: 'a', B: '\0' }), 'environment.B: found a zero byte');
});
