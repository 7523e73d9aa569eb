import { type EscapeAttempt, escapedIf, perlEscapedIf } from './sandbox-escape-place.ts';

type Call = readonly [
  name: string,
  expression: string,
  control: EscapeAttempt['control'],
  heldBy?: EscapeAttempt['heldBy'],
];

const harm = { because: 'outside it would change this machine' } as const;
const may = { because: 'not every administrator may do it: containers and hardened machines forbid it' } as const;
const depends = { because: 'it depends on how the kernel was built' } as const;

/** Expressions of Perl that are true where the kernel (x64) did it. A filter that only says no is told from one that is not there. */
const CALLS: readonly Call[] = [
  ['mounts a file system', '$t = "tmpfs", $d = "/tmp", syscall(165, $t, $d, $t, 0, 0) == 0', harm],
  ['makes a namespace of users by unshare', 'syscall(272, 0x10000000) == 0', 'outside', 'namespaces.denied'],
  [
    'makes a namespace of users by clone',
    '$p = syscall(56, 0x10000011, 0, 0, 0, 0), ($p == 0 and exit), $p > 0',
    'outside',
    'namespaces.denied',
  ],
  [
    'makes a namespace of users by clone3',
    '$a = pack("Q11", 0x10000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0), $p = syscall(435, $a, 88), ($p == 0 and exit), $p > 0',
    'outside',
    'namespaces.denied',
  ],
  ['makes a namespace of mounts', 'syscall(272, 0x20000) == 0', 'outside-as-root'],
  ['moves the root', '$a = ".", $b = ".", syscall(155, $a, $b) == 0', harm],
  ['changes its root', '$d = ".", syscall(161, $d) == 0', 'outside-as-root'],
  ['clones a tree of mounts', '$d = "/", syscall(428, -100, $d, 1) >= 0', 'outside-as-root'],
  ['opens a file system to configure', '$t = "tmpfs", syscall(430, $t, 0) >= 0', 'outside-as-root'],
  [
    'changes the attributes of mounts',
    '$d = "/", $a = pack("Q4", 0, 0, 0, 0), syscall(442, -100, $d, 0, $a, 32) == 0',
    'outside-as-root',
  ],
  [
    'adds a key to the kernel',
    '$t = "user", $n = "countersign-suite", $v = "x", syscall(248, $t, $n, $v, 1, -3) > 0',
    'outside',
    'calls.filtered',
  ],
  ['reads the keys of its session', 'syscall(250, 0, -3, 1) > 0', 'outside', 'calls.filtered'],
  [
    'loads a program into the kernel',
    '$a = pack("I4x112", 1, 4, 4, 1), syscall(321, 0, $a, 48) >= 0',
    'outside-as-root',
  ],
  ['makes a ring of calls', '$p = "\\0" x 120, syscall(425, 1, $p) >= 0', depends, 'calls.filtered'],
  ['handles its own faults', 'syscall(323, 0) >= 0 || syscall(323, 1) >= 0', depends, 'calls.filtered'],
  [
    'watches the processor',
    '$a = pack("IIQx112", 1, 128, 0), syscall(298, $a, 0, -1, -1, 0) >= 0',
    depends,
    'calls.filtered',
  ],
  ['watches files of the machine', 'syscall(300, 0, 0) >= 0', 'outside-as-root', 'calls.filtered'],
  ['reads the log of the kernel', '$b = "\\0" x 64, syscall(103, 3, $b, 64) > 0', may, 'calls.filtered'],
  ['sets the clock', '$n = pack("QQ", 0, 2000000000), syscall(227, 0, $n) == 0', harm],
  ['renames the machine', '$h = "x", syscall(170, $h, 1) == 0', harm],
  ['loads a module', '$i = "x" x 64, $p = "", syscall(175, $i, 64, $p) == 0 || $! + 0 == 8', may],
  ['loads another kernel', 'syscall(246, 0, 0, 0, 0) == 0', harm],
  ['turns swap off', '$p = "/no-such-swap", syscall(168, $p) == 0 || $! + 0 == 2', 'outside-as-root'],
  ['restarts the machine', 'syscall(169, 0xfee1dead, 672274793, 0, 0) == 0', harm],
  ['keeps account of processes', 'syscall(163, 0) == 0', harm],
  ['reaches ports of the hardware', 'syscall(172, 3) == 0', may],
  ['maps addresses by no chance', 'syscall(135, 0x0040000) >= 0', 'outside', 'calls.filtered'],
  ['calls in the manner of x32', 'syscall(0x40000000 + 39) > 0', depends],
  ['becomes the administrator', 'syscall(105, 0) == 0 && $< == 0', 'outside-as-root'],
  ['takes another group', 'syscall(106, 0) == 0 && $( == 0', 'outside-as-root'],
  [
    'takes a capability back',
    '$h = pack("II", 0x20080522, 0), $d = pack("I6", 0x200000, 0x200000, 0, 0, 0, 0), syscall(126, $h, $d) == 0',
    'outside-as-root',
  ],
  ['makes a set-user file by mknod', '$n = "setid1", syscall(133, $n, 0104755, 0) == 0 && (-u "setid1")', 'outside'],
  [
    'makes a set-user file by creat',
    '$n = "setid2", syscall(85, $n, 04755) >= 0 && (-u "setid2")',
    'outside',
    'calls.filtered',
  ],
  [
    'makes a set-user file by open',
    '$n = "setid3", syscall(2, $n, 0101, 04755) >= 0 && (-u "setid3")',
    'outside',
    'calls.filtered',
  ],
  [
    'makes a set-user file by openat2',
    '$n = "setid4", $h = pack("Q3", 0101, 04755, 0), syscall(437, -100, $n, $h, 24) >= 0 && (-u "setid4")',
    'outside',
    'calls.filtered',
  ],
  [
    'makes a set-user file by the newest chmod',
    'open(F, ">", "setid5"), close(F), $n = "setid5", syscall(452, -100, $n, 04755, 0) == 0 && (-u "setid5")',
    'outside',
    'calls.filtered',
  ],
];

/** Calls of the kernel that would change what holds a program. */
export const CALL_ESCAPES: readonly EscapeAttempt[] = [
  ...CALLS.map(
    ([name, expression, control, heldBy]): EscapeAttempt => ({
      name,
      line: () => perlEscapedIf(expression),
      tools: ['perl'],
      isForX64: true,
      control,
      ...(heldBy === undefined ? {} : { heldBy }),
    }),
  ),
  {
    name: 'has a capability',
    line: () =>
      escapedIf("grep -E '^Cap(Prm|Eff|Bnd|Amb|Inh):' /proc/self/status | grep -q '[1-9a-f]$\\|[1-9a-f][0-9a-f]*$'"),
    control: 'outside-as-root',
  },
  {
    name: 'may gain privileges by running a program',
    line: () => escapedIf("grep -q '^NoNewPrivs:.0' /proc/self/status"),
    heldBy: 'calls.filtered',
    control: 'outside',
  },
  {
    name: 'is not filtered',
    line: () => escapedIf("grep -q '^Seccomp:.0' /proc/self/status"),
    heldBy: 'calls.filtered',
    control: 'outside',
  },
  {
    name: 'is the administrator of this machine',
    line: () =>
      escapedIf(
        "[ \"$(id -u)\" = 0 ] || awk '$1 == 0 && $2 == 0 { found = 1 } END { exit !found }' /proc/self/uid_map && ! grep -q ' 1$' /proc/self/uid_map",
      ),
    control: 'outside-as-root',
  },
  {
    name: 'types for the terminal of whoever started it',
    line: () =>
      `${perlEscapedIf('$c = "x", syscall(16, 0, 0x5412, $c) == 0')}; ${perlEscapedIf('$c = "x", syscall(16, 0, 0x100005412, $c) == 0')}; ${perlEscapedIf('open(T, "+<", "/dev/tty") && ($c = "x", 1) && syscall(16, fileno(T), 0x5412, $c) == 0')}`,
    tools: ['perl'],
    isForX64: true,
    control: { because: 'the test has no terminal to type for; the terminal tests have' },
  },
  {
    name: 'pastes into the console',
    line: () =>
      perlEscapedIf('open(T, "+<", "/dev/tty0") && ($c = "\\2", 1) && syscall(16, fileno(T), 0x541c, $c) >= 0'),
    tools: ['perl'],
    isForX64: true,
    control: harm,
  },
];
