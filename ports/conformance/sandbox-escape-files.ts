import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EscapeAttempt, type EscapePlace, escapedIf, perlEscapedIf } from './sandbox-escape-place.ts';

/** Of the same value, so that nothing of the machine changes where it succeeds. */
const rewrite = (path: string): string => escapedIf(`v=$(cat ${path}) && printf "%s" "$v" > ${path}`);

const wroteBeside = ({ base }: EscapePlace): string | null => (existsSync(join(base, 'made')) ? 'a file beside' : null);
const kept = { because: 'it changes what the place holds for the attempts after it; `seen` reads it back' } as const;

const MAY_NOT = { because: 'not every administrator may do it: containers and hardened machines forbid it' } as const;

/** Files that are nobody's business in there: to read, to write, and ways around the root. */
export const FILE_ESCAPES: readonly EscapeAttempt[] = [
  { name: 'reads a key of the home', line: ({ secret }) => `cat ${secret}`, control: 'outside' },
  {
    name: 'reads a neighbour’s workspace',
    line: ({ neighbour }) => escapedIf(`cat ${neighbour}/theirs`),
    control: 'outside',
  },
  {
    name: 'reads a neighbour’s workspace by a relative path',
    line: () => escapedIf('cat ../two/theirs'),
    control: 'outside',
  },
  {
    name: 'lists what lies beside the workspace',
    line: ({ base }) => escapedIf(`ls ${base}/tasks ${base} | grep -E "^(two|home)$"`),
    control: 'outside',
  },
  {
    name: 'reads the passwords of the machine',
    line: () => escapedIf('grep -q : /etc/shadow'),
    control: 'outside-as-root',
  },
  {
    name: 'reads the administrator’s home',
    line: () => escapedIf('ls -A /root | grep -q .'),
    control: 'outside-as-root',
  },
  { name: 'reads the logs of the machine', line: () => escapedIf('ls -A /var/log | grep -q .'), control: 'outside' },
  {
    name: 'finds the secret anywhere',
    line: ({ base }) => `timeout 8 grep -rsh SECRET- ${base} /home /root /tmp /run /var/tmp /opt 2>/dev/null`,
    control: { because: 'it would search all of this machine' },
  },
  {
    name: 'writes beside the workspace',
    line: ({ base }) => `echo x > ${base}/made`,
    seen: wroteBeside,
    control: 'outside',
  },
  {
    name: 'writes to a neighbour’s workspace',
    line: ({ neighbour }) => `echo x >> ${neighbour}/theirs; rm -f ${neighbour}/theirs`,
    seen: ({ neighbour }) =>
      existsSync(join(neighbour, 'theirs')) && readFileSync(join(neighbour, 'theirs'), 'utf8') === 'theirs\n'
        ? null
        : 'a neighbour’s file changed',
    control: 'outside',
  },
  { name: 'changes the system’s programs', line: () => escapedIf(': >> /usr/bin/env'), control: 'outside-as-root' },
  {
    name: 'changes the root',
    line: () => escapedIf('[ -w / ] && [ -w /etc ] && [ -w /usr ]'),
    control: 'outside-as-root',
  },
  {
    name: 'mounts the root writable again',
    line: () => escapedIf('mount -o remount,rw,bind / && : > /countersign-made && rm /countersign-made'),
    control: { because: 'it would touch the mounts of this machine; the call is shown by name below' },
  },
  {
    name: 'makes a file outside through a link of its own',
    line: ({ base }) => `ln -sfn ${base} way; echo x > way/made`,
    seen: wroteBeside,
    control: 'outside',
  },
  {
    name: 'reads through a link of its own',
    line: ({ secret }) => `ln -sf ${secret} key; cat key`,
    control: 'outside',
  },
  {
    name: 'links a file of the outside into the workspace',
    line: ({ secret }) => `ln ${secret} hard; cat hard`,
    control: 'outside',
  },
  {
    name: 'swaps a folder for a link while it is written to',
    line: ({ base }) =>
      `mkdir -p race; perl -e 'if (!fork) { for (1..3000) { rename("race","r2"); symlink("${base}","race"); unlink("race"); rename("r2","race") } exit } for (1..3000) { open(F, ">", "race/made") and close F }' ; rm -rf race r2`,
    tools: ['perl'],
    seen: wroteBeside,
    control: 'outside',
  },
  {
    name: 'climbs out by the working folder of a parent',
    line: ({ secret }) => `cd ../../../../../../../../..; cat .${secret}`,
    control: 'outside',
  },
  {
    name: 'climbs out by a descriptor of a folder',
    line: () =>
      perlEscapedIf('opendir(D, "."), mkdir("c"), chroot("c"), chdir("../../../../../../../../.."), -e "root/.bashrc"'),
    tools: ['perl'],
    control: 'outside-as-root',
  },
  {
    name: 'reads the outside through the first process’s root',
    line: ({ secret }) => `cat /proc/1/root${secret}`,
    control: MAY_NOT,
  },
  {
    name: 'reads the outside through its parent’s folder',
    line: ({ secret }) =>
      `for p in /proc/[0-9]*; do cat $p/cwd/../../../..${secret} $p/root${secret} 2>/dev/null; done`,
    control: 'outside',
  },
  {
    name: 'finds a descriptor that somebody left open',
    line: () =>
      "ls -l /proc/self/fd > fds; grep -v '/dev/null$' fds | grep -E ' ([3-9]|[0-9][0-9]+) -> ' | grep -v ' -> /proc/' && echo ESCAPED; true",
    control: { because: 'it depends on what started the test; the driver’s own test leaks one and looks for it' },
  },
  {
    name: 'opens a file of the outside by its handle',
    line: () => perlEscapedIf('$h = pack("Iia128", 128, 0, ""), syscall(304, -100, $h, 0) != -1 || $!+0 == 116'),
    tools: ['perl'],
    isForX64: true,
    control: 'outside-as-root',
  },
  {
    name: 'makes a device of the disk',
    line: () => escapedIf('mknod disk b 8 0 && rm disk || mknod disk b 254 0 && rm disk'),
    control: MAY_NOT,
  },
  {
    name: 'makes a device of the memory',
    line: () => escapedIf('mknod mem c 1 1 && rm mem'),
    control: 'outside-as-root',
  },
  {
    name: 'finds devices of the machine',
    line: () =>
      escapedIf(
        'ls /dev/mem /dev/kmsg /dev/kvm /dev/fuse /dev/loop0 /dev/vda /dev/sda /dev/nvme0n1 2>/dev/null | grep -q .',
      ),
    control: 'outside',
  },
  {
    name: 'leaves a program that runs as its owner',
    line: () => 'cp /bin/sh shell; chmod 4755 shell; chmod 6755 shell; true',
    seen: ({ folder }) => (isSetId(join(folder, 'shell')) ? 'a set-user file' : null),
    control: 'outside',
  },
  {
    name: 'runs a program with its owner’s rights',
    line: () =>
      escapedIf(
        'for f in /usr/bin/su /bin/mount /usr/bin/passwd; do [ -u $f ] && [ "$(grep NoNewPrivs /proc/self/status | tr -dc 01)" = 0 ] && exit 0; done; exit 1',
      ),
    control: 'outside',
  },
  {
    name: 'changes what names a core file',
    line: () => rewrite('/proc/sys/kernel/core_pattern'),
    control: { because: 'the machine’s own file is not written outside, not even with its own value' },
  },
  {
    name: 'may write what names a core file',
    line: () => escapedIf('[ -w /proc/sys/kernel/core_pattern ]'),
    control: 'outside-as-root',
  },
  {
    name: 'may press the system’s request key',
    line: () => escapedIf('[ -w /proc/sysrq-trigger ] && [ ! -c /proc/sysrq-trigger ]'),
    control: MAY_NOT,
  },
  {
    name: 'may load code by name',
    line: () => escapedIf('[ -w /proc/sys/kernel/modprobe ]'),
    control: MAY_NOT,
  },
  {
    name: 'registers a kind of program',
    line: () => escapedIf('[ -w /proc/sys/fs/binfmt_misc/register ] || [ -w /sys/kernel/uevent_helper ]'),
    control: { because: 'those files are not there on every machine' },
  },
  {
    name: 'reads the memory of the kernel',
    line: () => escapedIf('[ "$(head -c 1 /proc/kcore 2>/dev/null | wc -c)" = 1 ]'),
    control: MAY_NOT,
  },
  {
    name: 'sees the disks and the hardware',
    line: () => escapedIf('ls /sys/block/* /sys/class/net/* 2>/dev/null | grep -q .'),
    heldBy: 'calls.filtered',
    control: 'outside',
  },
  {
    name: 'leaves its control group',
    line: () =>
      escapedIf(
        'ls -d /sys/fs/cgroup/*/cgroup.procs /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/*/tasks 2>/dev/null | while read f; do [ -w "$f" ] && echo y; done | grep -q y',
      ),
    control: 'outside-as-root',
  },
  {
    name: 'changes what git will run',
    line: () =>
      'echo x > .git/hooks/post-checkout 2>/dev/null; mkdir -p .git/hooks && echo x > .git/hooks/post-checkout',
    seen: ({ folder }) => (existsSync(join(folder, '.git/hooks/post-checkout')) ? 'a hook of git' : null),
    control: 'outside',
  },
  {
    name: 'changes the workspace itself',
    line: () => 'echo x > kept; rm -rf folder; true',
    seen: ({ folder }) =>
      readFileSync(join(folder, 'kept'), 'utf8') === 'kept\n' && readdirSync(join(folder, 'folder')).length === 1
        ? null
        : 'the workspace changed',
    heldBy: 'files.copy-on-write',
    control: kept,
  },
];

function isSetId(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & 0o6000) !== 0;
}
