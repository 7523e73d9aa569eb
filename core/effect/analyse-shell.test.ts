import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { openShellParser } from '../../adapters/tree-sitter/open-shell-parser.ts';
import { surroundingsOf } from '../decide.ts';
import { actionOf, factsOf, GATEWAY, HOME, policyOf } from '../testing/samples.ts';
import { type ActionPlace, placeOf } from './action-place.ts';
import { analyseShell, MAX_SHELL_LENGTH } from './analyse-shell.ts';
import { floorOfEffects } from './floor-of-effects.ts';

const PLACE = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf({}, { parseShell: await openShellParser() })));

function ruleOf(text: string, place: ActionPlace = PLACE): string | null {
  const { found, floor } = analyseShell(text, place);
  const effects = found.map(({ effect }) => effect);
  return (floor ?? floorOfEffects(effects, place))?.rule.slice('floor.'.length) ?? null;
}

/** Lines that no approval can let through, by rule. */
const FORBIDDEN: { readonly [rule: string]: readonly string[] } = {
  wipe: [
    'rm -rf /',
    'rm -fr --no-preserve-root /',
    'sudo rm -rf /*',
    'rm -rf ~',
    'rm -rf ~/',
    'rm -rf ~/*',
    'rm -rf "$HOME"',
    'rm -rf ${HOME}',
    'rm -rf "${HOME:?}"/*',
    'rm -r -f -- /',
    'rm --recursive --force /etc',
    'rm --rec /etc',
    'rm /etc -R',
    'rm -rf //',
    'rm -rf /./',
    'rm -rf /../',
    'rm -rf / *',
    'rm -rf /home/bob',
    'rm -rf /{bin,etc}',
    'rm -rf ..',
    'rm -rf ../*',
    'rm -rf /tmp/../usr',
    "'r'm -rf /",
    '\\rm -rf /',
    "$'\\x72m' -rf /",
    'rm$IFS-rf$IFS/',
    '/bin/rm -rf /',
    'env A=1 nice rm -rf /',
    'sudo -u root rm -rf /',
    'true && rm -rf / || false',
    'if true; then rm -rf /; fi',
    'for x in 1; do rm -rf /; done',
    'f() { rm -rf /; }',
    'echo $(rm -rf /)',
    'echo `rm -rf /`',
    'echo "$(rm -rf /)"',
    'cat <(rm -rf /)',
    'cat <<EOF\n$(rm -rf /)\nEOF',
    "sh -c 'rm -rf /'",
    'sudo bash -lc "rm -rf /"',
    "bash -euo pipefail -c 'rm -rf /'",
    "su root -c 'rm -rf /'",
    "su --command 'rm -rf /'",
    "runuser -l root -c 'rm -rf /'",
    'eval rm -rf /',
    "eval 'rm -rf /'",
    "env -S 'rm -rf /'",
    'sh -c "sh -c \'rm -rf /\'"',
    'bash <<EOF\nrm -rf /\nEOF',
    "bash <<< 'rm -rf /'",
    'sh -s a <<EOF\nrm -rf /\nEOF',
    "echo 'rm -rf /' | sh",
    "printf 'rm -rf /' | sudo sh",
    'cd / && rm -rf *',
    'cd ~; rm -rf .',
    "cd ~; sh -c 'rm -rf $PWD'",
    'rm -rf $PWD/../..',
    '(cd /; rm -rf *)',
    'find / -delete',
    'find -L / -type f -delete',
    'find /var -execdir /bin/rm -rf {} \\;',
    'find ~ -exec rm -rf {} +',
    `rm -rf ${HOME}/.local`,
  ],
  format: [
    'mkfs.ext4 /dev/sda1',
    'mkfs -t ext4 x',
    'mke2fs x',
    'mkswap /dev/sdb',
    'newfs_hfs /dev/disk2',
    'nvme format /dev/nvme0n1',
    'parted /dev/sda mklabel gpt',
    'diskutil eraseDisk JHFS+ X disk2',
  ],
  'device-write': [
    'dd if=/dev/zero of=/dev/sda',
    '> /dev/sda',
    'cat x >/dev/nvme0n1',
    'cat x >| /dev/sda',
    'echo x | tee /dev/sda',
    'cp image /dev/sdb',
    'shred /dev/sda',
    'wipefs -a /dev/sda',
    'sgdisk -Z /dev/sda',
    'blkdiscard /dev/sda',
  ],
  'fork-bomb': [':(){ :|:& };:', 'bomb() { bomb | bomb & }; bomb', 'function f { f & f; }; f', 'f() (f|f)'],
  power: [
    'shutdown now',
    'sudo reboot',
    'halt -p',
    'poweroff',
    'init 0',
    'telinit 6',
    'systemctl poweroff',
    'systemctl --no-wall reboot',
    'systemctl start poweroff.target',
    'systemctl isolate reboot.target',
    'loginctl poweroff',
    'kexec -e',
    'kexec --exec',
    'echo b > /proc/sysrq-trigger',
  ],
  'kill-everything': ['kill -9 -1', 'kill -1', 'kill -s KILL -1', 'kill -n 9 -1', 'kill -TERM -- -1', 'killall5 -9'],
  'stop-gateway': [
    'pkill countersign',
    'pkill -f countersign',
    'killall -9 Countersign',
    'kill $(pgrep -f countersign)',
    'pkill $(echo countersign)',
    'systemctl --user stop countersign',
    'service countersign restart',
    'launchctl bootout gui/501/countersign',
    'docker kill countersign',
  ],
  'gateway-state': [
    `rm ${GATEWAY}/log.db`,
    `sqlite3 ~/.local/share/countersign/log.db 'delete from x'`,
    `cat x > ${GATEWAY}/policy.yaml`,
    `tool --output=${GATEWAY}/x`,
    `cd ${GATEWAY} && rm log.db`,
  ],
  'self-approval': [
    'countersign approvals approve 0123',
    'countersign approvals watch',
    'countersign --json resume',
    '/usr/local/bin/countersign uninstall',
    'countersign token create',
  ],
  unparsable: [
    "rm -f x 'a",
    'rm -f x "a',
    'echo $(rm -f a',
    'echo `rm a',
    "sh -c 'echo \"a'",
    'a\0b',
    'x'.repeat(MAX_SHELL_LENGTH + 1),
    'eval '.repeat(10) + 'a',
  ],
};

for (const [rule, lines] of Object.entries(FORBIDDEN)) {
  describe(`The rule ${rule}`, () => {
    for (const line of lines) {
      test(`forbids ${JSON.stringify(line.slice(0, 60))}`, () => assert.equal(ruleOf(line), rule));
    }
  });
}

/** Lines that an approval can let through, or that do nothing of the kind. */
const OPEN: readonly string[] = [
  '',
  "echo 'a",
  'mkdir -p a &&',
  'echo "rm -rf /"',
  'git commit -m "rm -rf /"',
  "echo 'it''s' \"it's\"",
  "cat <<EOF\nit's\nEOF",
  "# it's",
  'echo rm -rf /',
  'rm -rf ./build dist/* node_modules',
  'rm -rf /tmp/x',
  'rm -rf ""',
  'rm -rf $x',
  'rm /etc/hosts',
  'rm -f -- -r /etc/x',
  "rm -rf '~'",
  "rm -rf '$HOME'",
  'rm -rf {a,{b}',
  'cd $x && rm -rf *',
  "cd $x && sh -c 'rm -rf $PWD/*'",
  'command',
  'systemctl stop $x',
  'systemctl stop',
  '(cd /; ls); rm -rf *',
  'cd /tmp && rm -rf x/*',
  "find /var/log -name '*.gz' -delete",
  'find . -delete',
  'find / -name x -exec rm {} +',
  'find / -exec ls {} +',
  'find $x -delete',
  'find',
  'dd if=/dev/sda of=backup.img',
  'dd if=$x of=$y',
  'cp /dev/sda backup.img',
  'wipefs /dev/sda',
  'sgdisk -p /dev/sda',
  'parted /dev/sda print',
  'mkswap swapfile',
  'newfs_hfs image',
  'diskutil list',
  'echo x > /dev/null 2>&1',
  'cat x > $f',
  'shutdown -c',
  'reboot --help',
  'halt --help',
  'poweroff --help',
  'init 3',
  'telinit 3',
  'kexec -l vmlinuz',
  'systemctl status reboot.target',
  'systemctl start nginx',
  'systemctl status countersign',
  'loginctl list-sessions',
  'kill -9 1234',
  'kill -1 1234',
  'kill 1234',
  'kill',
  'pkill node',
  'pkill $x',
  'docker logs countersign',
  'countersign status',
  'countersign approvals list',
  'countersign',
  'man reboot',
  'which shutdown',
  'command -v reboot',
  '[[ $x =~ (halt|reboot) ]]',
  'case $1 in halt) echo;; esac',
  'actions=(halt reboot)',
  'walk() { for x in *; do walk "$x"; done; }',
  'fib() { fib 1; fib 2; }',
  'f() { g | g & }; f',
  'bash script.sh <<EOF\nrm -rf /\nEOF',
  "cat <<< 'rm -rf /'",
  "echo 'rm -rf /' | cat",
  "$x 'rm -rf /' | sh",
  'ls | sh',
  'eval $x',
  'bash -c',
  'bash -c $x',
  'cat x | echo $y | sh',
];

describe('The hard floor', () => {
  for (const line of OPEN) {
    test(`leaves ${JSON.stringify(line.slice(0, 60))} to people`, () => assert.equal(ruleOf(line), null));
  }

  test('reads relative words in the gateway’s own folder as its state', () => {
    assert.equal(ruleOf('rm log.db', { ...PLACE, cwd: GATEWAY }), 'gateway-state');
  });

  test('answers the worst texts of 100,000 characters in bounded time', () => {
    const units = [
      '(',
      '((',
      '$(',
      '`',
      '${',
      '$[',
      'a=(',
      '<<E\n',
      '[[ ',
      '!(',
      'sudo ',
      'env ',
      ':|:&',
      'sh -c ',
      "sh -c 'a' ",
      'rm -r {a,b}{a,b} ',
    ];
    for (const unit of [...units, 'f(){ f;']) {
      const text = unit.repeat(Math.floor(MAX_SHELL_LENGTH / unit.length));
      const started = process.cpuUsage();
      analyseShell(text, PLACE);
      assert.ok(process.cpuUsage(started).user < 10_000_000, unit);
    }
  });
});

describe('The shell corpus', () => {
  const file = '../shared/corpora/dev/shell.jsonl';
  type Row = { readonly cmd: string; readonly label: string };
  const rows = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];
  /** Really unbalanced: bash refuses both. */
  const disputed = ['echo "', "find $SOURCE -type f -mtime +$KEEP | sed ‘s#.*/##'"];

  test('has no harmless line that the floor forbids', (t) => {
    if (rows.length === 0) return t.skip(`${file} is missing`);
    const harmless = rows.filter(
      ({ label, cmd }) => (label === 'safe-read' || label === 'routine-dev') && !disputed.includes(cmd),
    );
    assert.deepEqual(
      harmless.filter(({ cmd }) => ruleOf(cmd) !== null).map(({ cmd }) => cmd),
      [],
    );
  });

  test('has at least 110 dangerous lines that the floor forbids', (t) => {
    if (rows.length === 0) return t.skip(`${file} is missing`);
    const found = rows.filter(({ label, cmd }) => label === 'dangerous' && ruleOf(cmd) !== null);
    assert.ok(found.length >= 110, `found ${found.length}`);
  });
});
