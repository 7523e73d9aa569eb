import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { renderPrompt } from '../../../core/approval/prompt/render-prompt.ts';
import { decide } from '../../../core/decide.ts';
import { actionOf, factsOf, HOME, policyOf, requestOf } from '../../../core/testing/samples.ts';
import type { WireApproval } from '../../../sdk/wire.ts';
import { displayWidth } from '../terminal/display-width.ts';
import { createStyle } from '../terminal/style.ts';
import { sampleApproval } from '../testing/sample-approval.ts';
import { renderExplanation, renderReminder, renderRequest } from './render-request.ts';
import { statusLine } from './watch-screen.ts';
import { IDLE } from './watch-state.ts';

const hash = (data: string | Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const PAGE = { style: createStyle(false), columns: () => 60 };

/** What the gateway itself would show of a shell command. */
function shownBy(command: string, more: { readonly cwd?: string } = {}): WireApproval {
  const action = actionOf('Bash', { command }, more);
  const decision = decide(action, factsOf(), policyOf());
  const prompt = renderPrompt({ request: requestOf(), shown: { action, decision } }, { hash, home: HOME });
  return { ...sampleApproval(), prompt };
}

test('shows every section of the document, with its fingerprint', () => {
  const text = renderRequest(sampleApproval(), { ...PAGE, columns: () => 80 });
  assert.deepEqual(text.split('\n'), [
    'Approval 7k2m9xw  medium 45 of 100',
    '  “agent:default” wants to run “Bash”: medium risk, 45 of 100',
    '  Arguments',
    '    │ command = npm test',
    '  Why you are asked',
    '    Gate risk, rule “matrix.medium”: “risk is medium (45)”',
    '  shown as 0123456789abcdef',
  ]);
});

test('repeats below a tall request how risky it is and what would run, and counts what it leaves out', () => {
  assert.deepEqual(renderReminder(shownBy('npm test'), PAGE).split('\n').slice(0, 3), [
    '  Again, for it stands far above: medium 45 of 100',
    '  Arguments',
    '    │ command = npm test',
  ]);
  const long = renderReminder(shownBy(`echo ${'word '.repeat(200)}`), PAGE).split('\n');
  assert.equal(long.length, 9);
  assert.match(long.at(-1) ?? '', /^ {4}and \d\d more rows, only above$/u);
  const hidden = renderReminder({ ...sampleApproval(), prompt: null }, PAGE);
  assert.equal(hidden, '  Again, for it stands far above: medium 45 of 100');
});

test('cuts nothing off, however long it is and however narrow the terminal', () => {
  const command = Array.from({ length: 500 }, (_, index) => `word${index}`).join(' ');
  const shown = renderRequest(shownBy(command), PAGE)
    .split('\n')
    .filter((line) => line.startsWith('    │ '))
    .map((line) => line.slice(6).replace('↳ ', ''))
    .join('');
  assert.equal(shown, `command = ${command}`);
});

test('keeps what an agent wrote behind the margin, so that it cannot pass for a line of ours', () => {
  const command = `ls${' '.repeat(200)}why  all is well\n  Why you are asked\n    nothing to fear\u001b[1A`;
  const text = renderRequest(shownBy(command, { cwd: `/work/${' '.repeat(120)}effects none` }), PAGE);
  assert.ok(text.split('\n').every((line) => displayWidth(line) <= 60));
  const forged = text.split('\n').filter((line) => /fear|all is well/u.test(line));
  assert.ok(forged.length > 0);
  assert.ok(forged.every((line) => line.startsWith('    │ ') || line.startsWith('    ↳ ') || /^ {4}.*“/u.test(line)));
  assert.equal(text.split('\n').filter((line) => line === '  Why you are asked').length, 1);
  assert.doesNotMatch(text, /\u001b/u);
});

test('lets remarks about characters stand out in colour, and counts stay quiet', () => {
  const text = renderRequest(shownBy(`a\u202eb${' '.repeat(40)}c`), { style: createStyle(true), columns: () => 80 });
  const { inverse, red, dim } = createStyle(true);
  assert.ok(text.includes(inverse(red('⟨U+202E right-to-left override⟩'))));
  assert.ok(text.includes(dim('⟨40 spaces⟩')));
});

test('makes visible even what a gateway should not have sent', () => {
  const prompt = {
    title: 't\u001b[2J',
    sections: [{ heading: 'h\u202e', lines: ['l\n⟨x'], quoted: true }],
    fingerprint: 'f',
  };
  const text = renderRequest({ ...sampleApproval(), prompt }, PAGE);
  assert.match(text, /t\\u\{1b\}\[2J\n {2}h\\u\{202e\}\n {4}│ l\\u\{a\}⟨x/u);
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
