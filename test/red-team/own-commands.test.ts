import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from '../../apps/cli/command-table.ts';
import { COMMANDS_OF_AGENTS } from '../../core/effect/shell/own-commands.ts';
import { openJudge } from './judge-line.ts';

const judge = await openJudge();
const lines = COMMANDS.map(({ path }) => path.join(' '));

test('every command that an agent may not use is denied, and nobody can approve it', () => {
  const ofPeople = lines.filter((line) => !isForAgents(line));
  assert.ok(ofPeople.includes('dashboard') && ofPeople.includes('approvals approve'));
  for (const line of ofPeople)
    for (const spelt of [`countersign ${line} x`, `sh -c 'countersign ${line} x'`, `npx countersign ${line} x`]) {
      const { verdict, gates } = judge(spelt);
      assert.equal(verdict, 'deny', spelt);
      assert.equal(gates.find(({ gate }) => gate === 'hard-floor')?.rule, 'floor.self-approval', spelt);
    }
});

test('no command of the list for agents is one that is gone, and each is judged by what it does', () => {
  const known = new Set([...lines, ...lines.map((line) => line.split(' ')[0] ?? '')]);
  const words = ['', 'help', '--help', '-h', '--version', '-V'];
  for (const line of COMMANDS_OF_AGENTS) assert.ok(words.includes(line) || known.has(line), line);
  for (const line of COMMANDS_OF_AGENTS) assert.notEqual(judge(`countersign ${line}`).verdict, 'deny', line);
});

test('what other terminals and the clipboard hold is asked about: a link that logs in may stand there', () => {
  for (const line of ['tmux capture-pane -p', 'wl-paste', 'pbpaste', 'xclip -o', 'xsel', 'tmux show-buffer'])
    assert.equal(judge(line).verdict, 'require-approval', line);
});

function isForAgents(line: string): boolean {
  return COMMANDS_OF_AGENTS.has(line) || COMMANDS_OF_AGENTS.has(line.split(' ')[0] ?? '');
}
