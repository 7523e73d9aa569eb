import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GATEWAY, HOME } from '../testing/samples.ts';
import { categorisePath, isAboveCredentials, isBlockDevice } from './path-category.ts';

const PLACE = { home: HOME, gatewayPaths: [GATEWAY] };

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['/home/ada/site/src/a.ts', []],
  ['/home/ada/.ssh/id_ed25519', ['credential']],
  ['/home/ada/.ssh', ['credential']],
  ['/home/ada/.sshx/a', []],
  ['/home/ada/.docker/config.json', ['credential']],
  ['/home/ada/.docker/other.json', []],
  ['/home/ada/.netrc', ['credential']],
  ['/home/ada/.claude/.credentials.json', ['credential', 'agent-configuration']],
  ['/home/ada/.claude/plans/a.md', ['agent-configuration']],
  ['/home/ada/site/.claude/settings.json', ['agent-configuration']],
  ['/home/ada/site/.claude/notes.md', []],
  ['/home/ada/site/.mcp.json', ['agent-configuration']],
  ['/home/ada/.copilot/hooks/countersign.json', ['agent-configuration']],
  ['/home/ada/.config/opencode/plugins/countersign.js', ['agent-configuration']],
  ['/home/ada/site/.opencode/plugins/a.js', ['agent-configuration']],
  ['/home/ada/site/.opencode/plans/a.md', []],
  ['/home/ada/site/.github/hooks/a.json', ['agent-configuration']],
  ['/home/ada/site/.vscode/tasks.json', ['editor-configuration']],
  ['/home/ada/site/.github/workflows/ci.yml', ['ci']],
  ['/home/ada/site/Jenkinsfile', ['ci']],
  ['/home/ada/site/.git/hooks/pre-commit', ['version-control']],
  ['/home/ada/site/.GIT/config', ['version-control']],
  ['/home/ada/site/my.git/config', []],
  ['/home/ada/.gitconfig', ['version-control']],
  ['/home/ada/site/cfg/git/config', ['version-control']],
  ['/home/ada/site/x/HEAD', ['version-control']],
  ['/home/ada/site/.cargo/config.toml', ['tool-configuration']],
  ['/home/ada/site/a/.yarnrc.yml', ['tool-configuration']],
  ['/home/ada/site/.mvn/jvm.config', ['tool-configuration']],
  ['/home/ada/site/x/config', []],
  ['/home/ada/site/.envrc', ['shell-startup']],
  ['/home/ada/.bashrc', ['shell-startup']],
  ['/home/bob/.bashrc', []],
  ['/home/ada/site/.env', ['environment-file']],
  ['/home/ada/site/.env.production', ['environment-file']],
  ['/home/ada/site/prod.env', ['environment-file']],
  ['/home/ada/site/.env.example', []],
  ['/home/ada/site/.env-staging', ['environment-file']],
  ['/home/ada/site/.env_example', []],
  ['/home/ada/site/.env~', ['environment-file']],
  ['/home/ada/site/.dev.vars', ['environment-file']],
  ['/home/ada/site/tls.key', ['credential']],
  ['/home/ada/site/tls.pub.pem', []],
  ['/home/ada/site/credentials.json', ['credential']],
  ['/home/ada/site/deploy/AuthKey.p8', ['credential']],
  ['/home/ada/site/.vscode/mcp.json', ['agent-configuration']],
  ['/home/ada/site/.kiro/hooks/a.json', ['agent-configuration']],
  ['/home/ada/.codeium/windsurf/mcp_config.json', ['agent-configuration']],
  ['/home/ada/site/.githooks/pre-push', ['version-control']],
  ['/home/ada/site/.hg/hgrc', ['version-control']],
  ['/home/ada/.zshrc', ['shell-startup']],
  ['/home/ada/.local/bin/git', ['shell-startup']],
  ['/home/ada/.config/nvim/init.lua', ['editor-configuration']],
  [`${GATEWAY}/keys/approver.pem`, ['gateway', 'credential']],
  ['/home/ada/.LOCAL/share/countersign/log', ['gateway']],
  ['/etc/hosts', ['system']],
  ['/etc/shadow', ['credential', 'system']],
  ['/etc/security/opasswd', ['credential', 'system']],
  ['/home/ada/Library/Messages/chat.db', ['credential']],
  ['/etc/sudoers.d/x', ['credential', 'system']],
  ['/', ['system']],
  ['/dev/null', []],
  ['/dev/sda1', ['block-device', 'system']],
  ['/dev/mapper/root', ['block-device', 'system']],
  ['/dev/mem', ['process-memory', 'system']],
  ['/dev/vcsa1', ['process-memory', 'system']],
  ['/proc/1/environ', ['process-memory', 'system']],
  ['/proc/self/root/etc/shadow', ['process-memory', 'system']],
  ['/proc/self/fd/3', ['process-memory', 'system']],
  ['/proc/cpuinfo', ['system']],
  ['/tmp/a', []],
];

for (const [path, expected] of CASES) {
  test(`finds ${path} ${expected.length === 0 ? 'ordinary' : expected.join(', ')}`, () => {
    assert.deepEqual([...categorisePath(path, PLACE)].sort(), [...expected].sort());
  });
}

describe('With the root as home', () => {
  test('still finds what lies below the home', () => {
    const place = { home: '/', gatewayPaths: [] };
    assert.deepEqual(categorisePath('/.aws/config', place), ['credential']);
    assert.deepEqual(categorisePath('/etc/hosts', place), ['system']);
  });
  test('does not take a home in a system folder for the system', () => {
    assert.deepEqual(categorisePath('/root/site/a', { home: '/root', gatewayPaths: [] }), []);
  });
});

test('knows disks from other devices', () => {
  assert.deepEqual(['/dev/sda', '/dev/nvme0n1', '/dev/disk/by-id/x', '/dev/rdisk2'].map(isBlockDevice), [
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual(['/dev/null', '/dev/tty', '/dev/random', '/w/dev/sda'].map(isBlockDevice), [
    false,
    false,
    false,
    false,
  ]);
});

test('reads a path of 4,096 characters in linear time', () => {
  const path = '/a'.repeat(2_048);
  const started = process.cpuUsage();
  for (let round = 0; round < 100; round++) categorisePath(path, PLACE);
  assert.ok(process.cpuUsage(started).user < 1_000_000);
});

test('knows the folders of a home below which keys are kept', () => {
  const around = { home: '/home/ada' };
  for (const path of ['/home/ada', '/home/ada/.config', '/home/ada/.LOCAL/share', '/home/ada/.cargo'])
    assert.equal(isAboveCredentials(path, around), true, path);
  for (const path of ['/home', '/home/ada/.config/nvim', '/home/ada/site', '/srv/.config'])
    assert.equal(isAboveCredentials(path, around), false, path);
});
