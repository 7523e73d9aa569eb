import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkEnvironment, variableProblem } from './check-environment.ts';

const FIXED = { CI: 'true', NO_COLOR: '1', TERM: 'dumb' };

test('passes on what programs need, and nothing else', () => {
  const own = { PATH: '/bin', HOME: '/home/ada', LC_ALL: 'C', AWS_PROFILE: 'prod', TERM: 'xterm', GONE: undefined };
  assert.deepEqual(checkEnvironment(own, { named: [] }), { PATH: '/bin', HOME: '/home/ada', LC_ALL: 'C', ...FIXED });
});

test('passes on what the operator named, unless it is a secret', () => {
  const own = {
    DATABASE_URL: ['postgres://app', 's3cr3t-Pw9@db.internal/x'].join(':'),
    PGDATABASE: 'test',
    API_TOKEN: 'x',
    LD_PRELOAD: '/tmp/x.so',
    LONG: 'x'.repeat(40_000),
    NUL: 'a\0b',
  };
  assert.deepEqual(checkEnvironment(own, { named: Object.keys(own) }), { PGDATABASE: 'test', ...FIXED });
});

describe('An operator cannot have passed on', () => {
  const refused = [
    '',
    '1A',
    'A-B',
    'a'.repeat(65),
    'API_TOKEN',
    'DB_PASSWORD',
    'LD_PRELOAD',
    'node_options',
    'GIT_SSH_COMMAND',
  ];
  for (const name of refused)
    test(JSON.stringify(name.slice(0, 20)), () => assert.notEqual(variableProblem(name), null));
});

test('lets an operator name others', () => {
  assert.deepEqual(['PGDATABASE', '_x', 'ENVIRONMENT', 'A1'].map(variableProblem), [null, null, null, null]);
});
