import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayWidth } from '../terminal/display-width.ts';
import { createStyle } from '../terminal/style.ts';
import { sampleApproval } from '../testing/sample-approval.ts';
import { renderExplanation, renderRequest } from './render-request.ts';
import { statusLine } from './watch-screen.ts';
import { IDLE } from './watch-state.ts';

const PAGE = { style: createStyle(false), columns: () => 60 };

test('shows everything an approver must know', () => {
  const text = renderRequest(sampleApproval(), { ...PAGE, columns: () => 120 });
  for (const wanted of [
    '7k2m9xw',
    'medium 45',
    'Bash',
    'npm test',
    '/work/project',
    'agent:default',
    'session-1',
    'human:operator',
  ]) {
    assert.ok(text.includes(wanted), wanted);
  }
  assert.match(text, /why +risk is medium/u);
  assert.match(text, /\[matrix\.medium\]/u);
  assert.match(text, /effect:message\.send 31/u);
  assert.match(text, /file\.write .*reversible/u);
  assert.match(text, /session +would allow Bash on file\.write/u);
  assert.match(text, /always +would approve once and propose/u);
});

test('cuts nothing off, however long it is', () => {
  const command = Array.from({ length: 500 }, (_, index) => `word${index}`).join(' ');
  const text = renderRequest(sampleApproval({ action: { args: { command } } }), PAGE);
  const shown = text
    .split('\n')
    .filter((line) => line.startsWith('    │ '))
    .map((line) => line.slice(6))
    .join('');
  assert.equal(shown, command);
});

test('keeps what an agent wrote behind the margin, so that it cannot pass for a line of ours', () => {
  const command = `ls${' '.repeat(200)}why  all is well\n  why         nothing to fear\u001b[1A`;
  const cwd = `/work/${' '.repeat(120)}effects none`;
  const text = renderRequest(sampleApproval({ action: { args: { command }, cwd } }), PAGE);
  assert.ok(text.split('\n').every((line) => displayWidth(line) <= 60));
  const forged = text.split('\n').filter((line) => /fear|all is well/u.test(line));
  assert.ok(forged.every((line) => line.startsWith('    │ ')));
  assert.doesNotMatch(text, /\u001b/u);
  assert.match(text, /contains hidden characters/u);
});

test('shows bidirectional overrides in arguments and in their names', () => {
  const text = renderRequest(sampleApproval({ action: { args: { 'na\u202Eme': 'x\u2066y' } } }), PAGE);
  assert.match(text, /na\\u\{202e\}me/u);
  assert.match(text, /x\\u\{2066\}y/u);
});

test('says that what was erased cannot be judged', () => {
  assert.match(renderRequest({ ...sampleApproval(), shown: null }, PAGE), /erased/u);
});

test('explains every gate and every part of the score', () => {
  const text = renderExplanation(sampleApproval(), { ...PAGE, columns: () => 120 });
  assert.match(text, /policy +pass: no rule matches/u);
  assert.match(text, /risk +require-approval: .*\[matrix\.medium\]/u);
  assert.match(text, /floor +31 effect:message\.send/u);
});

test('draws a countdown with the keys that are open, in one line', () => {
  const at = { nowMs: 1_700_000_018_000, style: createStyle(false) };
  const medium = { ...IDLE, queue: [sampleApproval(), sampleApproval({ id: 'bbbb111122223333' })] };
  assert.equal(
    statusLine(medium, { ...at, columns: 100 }),
    '7k2m9xw 0:42  y once  s session  a always  n no  e edit  ? explain  q quit   +1 waiting',
  );
  const high = { ...IDLE, queue: [sampleApproval({ level: 'high' })] };
  assert.equal(statusLine(high, { ...at, columns: 100 }), '7k2m9xw 0:42  y once  n no  e edit  ? explain  q quit');
  assert.ok(displayWidth(statusLine(medium, { ...at, columns: 40 })) < 40);
});
