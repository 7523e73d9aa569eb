import { type EscapeAttempt, escapedIf, perlEscapedIf } from './sandbox-escape-place.ts';

const harm = {
  because: 'outside it would end what this machine runs; that nothing ends is what is looked at',
} as const;

/** Processes outside: seen, signalled, traced, read. */
export const PROCESS_ESCAPES: readonly EscapeAttempt[] = [
  {
    name: 'sees a process of the machine',
    line: ({ outsiderPid }) => escapedIf(`grep -qa '[s]leep.600' /proc/${outsiderPid}/cmdline /proc/[0-9]*/cmdline`),
    control: 'outside',
  },
  {
    name: 'counts the processes of the machine',
    line: () => escapedIf('[ "$(ls -d /proc/[0-9]* | wc -l)" -gt 12 ]'),
    heldBy: 'calls.filtered',
    control: 'outside',
  },
  {
    name: 'signals a process by its number',
    line: ({ outsiderPid }) => `kill -9 ${outsiderPid}; kill -9 -${outsiderPid}; true`,
    control: 'outside',
  },
  { name: 'signals every process it can', line: () => "perl -e 'kill 9, -1'; true", tools: ['perl'], control: harm },
  { name: 'ends the first process', line: () => 'kill -9 1; kill -TERM 1; true', control: harm },
  {
    name: 'signals the group and the session above',
    line: () => 'kill -9 -- -1 2>/dev/null; kill -9 0; true',
    control: harm,
  },
  {
    name: 'asks the kernel whether a process is there',
    line: ({ outsiderPid }) => escapedIf(`kill -0 ${outsiderPid}`),
    control: 'outside',
  },
  {
    name: 'traces a process',
    line: ({ outsiderPid }) => perlEscapedIf(`syscall(101, 16, ${outsiderPid}, 0, 0) == 0`),
    tools: ['perl'],
    isForX64: true,
    control: 'outside-as-root',
  },
  {
    name: 'seizes a process',
    line: ({ outsiderPid }) => perlEscapedIf(`syscall(101, 0x4206, ${outsiderPid}, 0, 0) == 0`),
    tools: ['perl'],
    isForX64: true,
    control: 'outside-as-root',
  },
  {
    name: 'reads the memory of a process by a call',
    line: ({ outsiderPid }) =>
      perlEscapedIf(
        `$b = "x" x 8, open(M, "/proc/${outsiderPid}/maps"), <M> =~ /^([0-9a-f]+)/, $a = hex $1, $p = pack("P8 Q", $b, 8), $q = pack("QQ", $a, 8), syscall(310, ${outsiderPid}, $p, 1, $q, 1, 0) > 0`,
      ),
    tools: ['perl'],
    isForX64: true,
    control: 'outside-as-root',
  },
  {
    name: 'reads the environment of a process',
    line: ({ outsiderPid }) => escapedIf(`cat /proc/${outsiderPid}/environ | grep -q .`),
    control: 'outside',
  },
  {
    name: 'reads how it was itself put in there',
    line: () =>
      escapedIf(
        "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -E -- '^(--ro-bind|--setenv|--overlay|--bundle|-kernel)$'",
      ),
    control: {
      because: 'there is nothing of the kind without a sandbox; the driver’s own test looks at what it starts',
    },
  },
  {
    name: 'takes a descriptor out of a process',
    line: ({ outsiderPid }) =>
      perlEscapedIf(`$f = syscall(434, ${outsiderPid}, 0), $f >= 0 && syscall(438, $f, 0, 0) >= 0`),
    tools: ['perl'],
    isForX64: true,
    control: 'outside-as-root',
  },
  {
    name: 'compares itself with a process',
    line: ({ outsiderPid }) => perlEscapedIf(`syscall(312, $$, ${outsiderPid}, 1, 0, 0) >= 0`),
    tools: ['perl'],
    isForX64: true,
    control: { because: 'not every kernel has the call' },
  },
  {
    name: 'slows a process down',
    line: ({ outsiderPid }) => escapedIf(`renice -n 1 -p ${outsiderPid}`),
    control: 'outside',
  },
  {
    name: 'binds a process to a processor',
    line: ({ outsiderPid }) => perlEscapedIf(`$m = pack("Q", 1), syscall(203, ${outsiderPid}, 8, $m) == 0`),
    tools: ['perl'],
    isForX64: true,
    control: 'outside',
  },
  {
    name: 'takes bounds off a process',
    line: ({ outsiderPid }) => perlEscapedIf(`$l = pack("QQ", 100, 100), syscall(302, ${outsiderPid}, 7, $l, 0) == 0`),
    tools: ['perl'],
    isForX64: true,
    control: 'outside',
  },
  {
    name: 'takes its own bounds off',
    line: () => escapedIf('ulimit -H -c unlimited && [ "$(ulimit -H -c)" = unlimited ]'),
    control: 'outside-as-root',
  },
  {
    name: 'moves into the namespaces of another process',
    line: ({ outsiderPid }) => escapedIf(`nsenter -t ${outsiderPid} -m -u -i -n -p true || nsenter -t 1 -m true`),
    control: 'outside-as-root',
  },
];
