import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findShadowing, type OfferedName } from './find-shadowing.ts';
import { skeletonOf } from './skeleton.ts';

function kinds(offered: OfferedName, ...known: readonly OfferedName[]): readonly string[] {
  const found = findShadowing(offered, (skeleton) => known.filter(({ name }) => skeletonOf(name) === skeleton));
  return found.map(({ kind }) => kind);
}

const named = (name: string, server = 'files'): OfferedName => ({ server, name });
const SEND = named('send_mail', 'mail');

test("finds the name of another server's tool, and not its own", () => {
  assert.deepEqual(kinds(named('send_mail'), SEND), ['shadowed-name']);
  assert.deepEqual(kinds(SEND, SEND), []);
  assert.deepEqual(kinds(named('read_notes'), SEND), []);
});

describe('a name that is taken for another', () => {
  const CONFUSABLE = [
    'sеnd_mail',
    'send-mail',
    'sendMail',
    'SEND_MAIL',
    'send_mai1',
    'send_maiI',
    'ｓend_mail',
    'sénd_mail',
    'ѕend_mail',
    'send_rnail',
    '𝗌end_mail',
  ];
  for (const name of CONFUSABLE) {
    test(`is found: ${name}`, () => assert.ok(kinds(named(name), SEND).includes('confusable-name')));
  }

  test('is found within one server too', () => {
    assert.deepEqual(kinds(named('send-mail', 'mail'), SEND), ['confusable-name']);
  });

  test('says of which server the other is, and nothing that the newcomer wrote', () => {
    const [warning] = findShadowing(named('send-mail'), () => [SEND]);
    assert.equal(warning?.text, 'the name looks like that of another tool of the server mail');
  });
});

test('finds the names of tools that agents bring along', () => {
  for (const name of ['Bash', 'Read', 'apply_patch', 'run_shell_command', 'applyPatch'])
    assert.deepEqual(kinds(named(name)), ['built-in-name'], name);
  assert.deepEqual(kinds(named('Ваsh')).includes('unusual-name'), true);
  assert.deepEqual(kinds(named('Bаsh')), ['built-in-name', 'unusual-name']);
});

test('leaves ordinary names alone, short words that only resemble built-in ones too', () => {
  for (const name of ['read', 'read_file', 'search', 'task', 'edit', 'list/all', 'a.b-c_d9', 'get_time'])
    assert.deepEqual(kinds(named(name)), [], name);
});

test('finds letters that names of tools do not have', () => {
  assert.deepEqual(kinds(named('größe')), ['unusual-name']);
  assert.deepEqual(kinds(named('send mail')), ['unusual-name']);
});

test('gives what looks alike one skeleton, and what does not another', () => {
  assert.equal(skeletonOf('Read_File-1'), skeletonOf('rеаdfile|'));
  assert.equal(skeletonOf('vvrite0'), skeletonOf('writeo'));
  assert.notEqual(skeletonOf('read_file'), skeletonOf('write_file'));
});

describe('what a server offers beside tools', () => {
  test('has a prompt’s own name looked at like that of a tool', () => {
    assert.deepEqual(kinds(named('prompt:haiku')), []);
    assert.deepEqual(kinds(named('prompt:haіku')), ['unusual-name']);
    assert.deepEqual(kinds(named('prompt:haiku'), named('prompt:haiku', 'mail')), ['shadowed-name']);
  });

  test('has an address flagged when another server has the very same, however it looks otherwise', () => {
    assert.deepEqual(kinds(named('resource:memo://a b'), named('resource:memo://ab', 'mail')), []);
    assert.deepEqual(kinds(named('template:memo://{id}'), named('template:memo://{id}', 'mail')), ['shadowed-name']);
  });

  test('has no name of its own where it is the server that speaks', () => {
    assert.deepEqual(kinds(named('server:instructions'), named('server:instructions', 'mail')), []);
  });
});
