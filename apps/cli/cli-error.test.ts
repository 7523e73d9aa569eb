import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCliError } from './cli-error.ts';

test('says what to do where the system refused to write', () => {
  for (const code of ['EACCES', 'ENOSPC', 'EROFS']) {
    const refused = Object.assign(new Error(code), { code, syscall: 'open', path: '/state/file' });
    const { message, remedies } = toCliError(refused);
    assert.match(message, /^open \/state\/file: /u);
    assert.match(remedies.join(), /COUNTERSIGN_STATE/u, code);
  }
  for (const code of ['ENOENT', 'EPERM']) {
    const refused = Object.assign(new Error(code), { code, syscall: 'mkdir', path: '/proc/state' });
    assert.equal(toCliError(refused).message, 'mkdir /proc/state: no folder can be made there');
    assert.match(toCliError(refused).remedies.join(), /COUNTERSIGN_STATE/u, code);
  }
  assert.deepEqual(toCliError(Object.assign(new Error('x'), { code: 'EMFILE', syscall: 'open' })).remedies, []);
});
