import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EscapeAttempt, escapedIf } from './sandbox-escape-place.ts';

const harm = { because: 'outside it would take this machine’s memory, processes or disk' } as const;

/** Bombs, floods, and what is tried at the end of a program. */
export const RESOURCE_ESCAPES: readonly EscapeAttempt[] = [
  {
    name: 'forks without end',
    line: () =>
      escapedIf(
        `n=$(perl -e 'for (1..4000) { $p = fork; last unless defined $p; if (!$p) { sleep 30; exit } $n++ } print $n'); [ "$n" -gt 600 ]`,
      ),
    tools: ['perl'],
    heldBy: 'limit.processes',
    control: harm,
  },
  {
    name: 'forks a bomb',
    line: () => "bash -c ':(){ :|:& };: ; sleep 2'",
    tools: ['bash'],
    heldBy: 'limit.processes',
    control: harm,
  },
  {
    name: 'takes all memory',
    line: () =>
      `perl -e '$i = 0; while ($i < 256) { $x[$i] = chr(65 + $i % 26) x (16 << 20); $i++ } print "ESCAPED\\n"'`,
    tools: ['perl'],
    heldBy: 'limit.memory',
    control: harm,
  },
  {
    name: 'takes all memory in many processes',
    line: () =>
      `for i in 1 2 3 4 5 6 7 8 9 10 11 12; do perl -e '$x = "a" x (300 << 20); sleep 3; print "y\\n"' & done | grep -c y | awk '$1 > 6 { print "ESCAPED" }'; wait`,
    tools: ['perl'],
    heldBy: 'limit.memory',
    control: harm,
  },
  {
    name: 'fills temporary files',
    line: () => escapedIf('for i in 1 2 3 4 5 6 7 8; do head -c 30000000 /dev/zero > /tmp/$i || exit 1; done'),
    heldBy: 'limit.files',
    control: harm,
  },
  {
    name: 'fills its home',
    line: () => escapedIf('for i in 1 2 3 4 5 6 7 8; do head -c 30000000 /dev/zero > ~/$i || exit 1; done'),
    heldBy: 'limit.files',
    control: harm,
  },
  {
    name: 'fills the memory of devices',
    line: () =>
      escapedIf(
        'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do head -c 30000000 /dev/zero > /dev/shm/$i || exit 1; done',
      ),
    heldBy: 'limit.memory',
    control: harm,
  },
  {
    name: 'writes an endless file',
    line: () => escapedIf('head -c 200000000 /dev/zero > big'),
    heldBy: 'limit.files',
    control: harm,
  },
  {
    name: 'makes an endless file of holes',
    line: () => escapedIf('truncate -s 1T holes'),
    heldBy: 'limit.files',
    control: 'outside',
  },
  { name: 'prints without end', line: () => 'yes ESCAPE | head -c 100000000; echo ESCAPED', control: harm },
  {
    name: 'opens files without end',
    line: () =>
      escapedIf(
        `n=$(perl -e '$n = 0; while (open($f[$n], "<", "/dev/null")) { last if ++$n > 200000 } print $n'); [ "$n" -gt 150000 ]`,
      ),
    tools: ['perl'],
    control: harm,
  },
  {
    name: 'leaves a program behind that waits for its end',
    line: ({ base }) => `setsid sh -c 'sleep 1; echo x > ${base}/made; echo x > late-one' > /dev/null 2>&1 & exit 0`,
    tools: ['setsid'],
    seen: ({ base }) => (existsSync(join(base, 'made')) ? 'a program lived on' : null),
    control: { because: 'it would be seen only after the test looks; the life cycle tests wait for it' },
  },
  {
    name: 'is still there after what was left behind',
    line: () => 'sleep 1.5; [ -e late-one ] && echo ESCAPED',
    control: { because: 'it looks for what the attempt before it left' },
  },
  {
    name: 'leaves a program that ignores its end',
    line: () => "(trap '' TERM HUP INT QUIT; setsid sh -c 'trap \"\" TERM HUP; sleep 1; echo x > late-two' &) ; exit 0",
    tools: ['setsid'],
    control: { because: 'the attempt after it looks' },
  },
  {
    name: 'is still there after what ignores its end',
    line: () => 'sleep 1.5; [ -e late-two ] && echo ESCAPED',
    control: { because: 'it looks for what the attempt before it left' },
  },
  {
    name: 'prints what commands a terminal',
    line: () => 'printf "\\033]52;c;RVNDQVBFRA==\\007\\033[21t\\033P+q\\033\\\\\\033]0;x\\007"',
    control: { because: 'what is printed is data for whoever shows it; nothing interprets it here' },
  },
  {
    name: 'removes what cleans up after it',
    line: () => 'rm -rf / 2>/dev/null; rm -rf /tmp/* /run/* ~/* 2>/dev/null; true',
    seen: ({ base, neighbour }) =>
      existsSync(join(neighbour, 'theirs')) && existsSync(join(base, 'home')) ? null : 'files outside are gone',
    control: harm,
  },
];
