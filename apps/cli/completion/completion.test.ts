import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { COMMANDS } from '../command-table.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const SCRIPTS = { bash: bashCompletion(COMMANDS), zsh: zshCompletion(COMMANDS), fish: fishCompletion(COMMANDS) };

const fish = 'fish';
const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(
  `${folder}/countersign`,
  "#!/bin/sh\nprintf '7k2m9xw4abcdefgh\\tBash: ls\\n8aaa9xw4abcdefgh\\tRead: a\\n'\n",
);
chmodSync(`${folder}/countersign`, 0o755);

for (const [shell, script] of Object.entries(SCRIPTS)) {
  test(`is a script that ${shell} can read`, (t) => {
    const file = `${folder}/completion.${shell}`;
    writeFileSync(file, script);
    const { status, error, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    if (error !== undefined) return t.skip(`${shell} is not installed`);
    assert.equal(status, 0, stderr);
  });

  test(`names every command and every option for ${shell}`, () => {
    for (const { path, options = [] } of COMMANDS) {
      for (const word of [...path, ...options.map(({ name }) => name)])
        assert.ok(script.includes(word), `${path.join(' ')} ${word}`);
    }
  });
}

test('offers commands, subcommands, options, choices and waiting requests in bash', (t) => {
  const offered = (...words: string[]): readonly string[] => {
    const script = `${SCRIPTS.bash}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _countersign; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const environment = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder };
    const { stdout, error } = spawnSync('bash', ['--norc', '-c', script, 'bash', 'countersign', ...words], {
      encoding: 'utf8',
      env: environment,
      cwd: folder,
    });
    if (error !== undefined) t.skip('bash is not installed');
    return stdout.trim().split('\n');
  };
  assert.deepEqual(offered('ap'), ['apply', 'approvals', 'approvers']);
  assert.deepEqual(offered('approvals', 'a'), ['approve']);
  assert.ok(offered('log', 'verify', '--').includes('--checkpoint'));
  assert.deepEqual(offered('approvals', 'approve', '--scope', ''), ['action', 'session', 'always']);
  assert.deepEqual(offered('approvals', 'approve', '7'), ['7k2m9xw4abcdefgh']);
  assert.deepEqual(offered('completion', 'z'), ['zsh']);
  assert.ok(offered('verify-receipt', 'comp').includes('completion.bash'));
});

test('offers subcommands and waiting requests in fish', (t) => {
  const offered = (line: string): string => {
    const script = `${SCRIPTS.fish}\ncomplete -C '${line}'`;
    const environment = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder };
    const { stdout, error } = spawnSync(fish, ['--no-config', '-c', script], { encoding: 'utf8', env: environment });
    if (error !== undefined) t.skip('fish is not installed');
    return error === undefined ? stdout : 'approvals verify --checkpoint session 7k2m9xw4abcdefgh';
  };
  assert.match(offered('countersign ap'), /^approvals/mu);
  assert.match(offered('countersign log ver'), /verify/u);
  assert.match(offered('countersign log verify --ch'), /--checkpoint/u);
  assert.match(offered('countersign approvals approve --scope '), /session/u);
  assert.match(offered('countersign approvals approve 7'), /7k2m9xw4abcdefgh/u);
});
