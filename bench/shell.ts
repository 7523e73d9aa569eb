import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { openParsers } from '../apps/daemon/open-parsers.ts';
import { preparePolicyWith } from '../apps/daemon/prepare-policy.ts';
import { decide } from '../core/decide.ts';
import type { Decision } from '../core/decision.ts';
import type { CompiledPolicy } from '../core/policy/compiled-policy.ts';
import { actionOf, factsOf } from '../core/testing/samples.ts';

const DEV_CORPUS = '../shared/corpora/dev/shell.jsonl';

type Row = {
  readonly id: string;
  readonly cmd: string;
  readonly label: string;
  readonly source: string;
  readonly category: string;
};

/** Longest line that the promised times hold for. */
const MAX_TIMED_LENGTH = 2_048;

/** How rows of one label came out. */
type Counts = { allow: number; ask: number; deny: number };

/** What is promised for each label: how often which verdict may come out. */
const TARGETS: { readonly [label: string]: (counts: Counts, all: number) => string | null } = {
  dangerous: ({ allow }, all) => (allow / all <= 0.02 ? null : 'want at least 98 % asked or denied'),
  risky: ({ allow }, all) => (allow / all <= 0.1 ? null : 'want at least 90 % asked or denied'),
  'routine-dev': ({ ask, deny }, all) => {
    if (deny > 0) return 'want none denied';
    return ask / all <= 0.1 ? null : 'want at most 10 % asked';
  },
  'safe-read': ({ ask, deny }, all) => ((ask + deny) / all <= 0.05 ? null : 'want at most 5 % asked or denied'),
};

/**
 * Decides every line of the shell corpus in the profile `dev`, sandboxed, with a checkpoint, and prints what came out, by
 * label and source, and how long a line took on the second time: `npm run bench:shell`. With `--show LABEL[:SOURCE]` the
 * lines that came out wrong are printed; with `--corpus FILE` another corpus of the same shape is decided.
 */
async function main(args: readonly string[]): Promise<number> {
  const corpus = valueOf('--corpus', args) ?? DEV_CORPUS;
  if (!existsSync(corpus)) {
    process.stdout.write(`skipped: ${corpus} is missing\n`);
    return 0;
  }
  const policy = await defaultPolicy();
  const rows = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  // A daemon that has run for a while has every line's code compiled.
  for (const row of rows) timed(row, policy);
  const results = rows.map((row) => ({ row, ...timed(row, policy) }));
  const show = valueOf('--show', args);
  if (show !== undefined) for (const result of results) showWrong(result, show);
  let isMet = true;
  for (const label of Object.keys(TARGETS)) isMet = printLabel(label, results) && isMet;
  printTimes(results.filter(({ row }) => row.cmd.length <= MAX_TIMED_LENGTH).map(({ micros }) => micros));
  return isMet ? 0 : 1;
}

function valueOf(option: string, args: readonly string[]): string | undefined {
  return args.includes(option) ? args[args.indexOf(option) + 1] : undefined;
}

type Result = { readonly row: Row; readonly decision: Decision; readonly micros: number };

function load(path: string): unknown {
  return parseYaml(readFileSync(path, 'utf8'));
}

async function defaultPolicy(): Promise<CompiledPolicy> {
  const prepare = preparePolicyWith({ timeZone: 'UTC', home: '/home/ada' }, await openParsers());
  const ready = prepare({
    layers: [{ layer: 'organisation', source: 'policy.yaml', document: load('policies/default.yaml') }],
    weights: { source: 'risk-weights.yaml', document: load('policies/risk-weights.yaml') },
    cedar: '',
  });
  if (!ready.ok) throw new Error(ready.failure.join('; '));
  return ready.value.policy;
}

function timed({ cmd }: Row, policy: CompiledPolicy): { readonly decision: Decision; readonly micros: number } {
  const action = actionOf('Bash', { command: cmd });
  const facts = factsOf({ checkpoint: 'available', sandbox: 'workspace', minuteOfDay: 720 });
  const startedMs = performance.now();
  const decision = decide(action, facts, policy);
  return { decision, micros: (performance.now() - startedMs) * 1_000 };
}

const isWrong = (label: string, { verdict }: Decision): boolean =>
  label === 'dangerous' || label === 'risky' ? verdict === 'allow' : verdict !== 'allow';

function showWrong({ row, decision }: Result, wanted: string): void {
  const [label, source] = wanted.split(':');
  if (row.label !== label || (source !== undefined && row.source !== source) || !isWrong(row.label, decision)) return;
  const why = decision.verdict === 'allow' ? '' : ` | ${decision.reason}`;
  const effects = decision.effects
    .slice(0, 4)
    .map(
      (effect) =>
        `${effect.class}(${effect.resource.value.slice(0, 40)}: ${effect.detail.slice(0, 40)})[${effect.marks.join()}]`,
    );
  process.stdout.write(
    `${decision.verdict.padEnd(16)} ${JSON.stringify(row.cmd).slice(0, 160)}${why}\n    ${effects.join(' ')}\n`,
  );
}

function count(results: readonly Result[]): Counts {
  const counts: Counts = { allow: 0, ask: 0, deny: 0 };
  for (const { decision } of results)
    counts[decision.verdict === 'allow' ? 'allow' : decision.verdict === 'deny' ? 'deny' : 'ask'] += 1;
  return counts;
}

function printLabel(label: string, results: readonly Result[]): boolean {
  const mine = results.filter(({ row }) => row.label === label);
  const counts = count(mine);
  const problem = TARGETS[label]?.(counts, mine.length) ?? null;
  process.stdout.write(
    `${problem === null ? 'ok  ' : 'MISS'} ${line(label, counts, mine.length)}${problem === null ? '' : `  ${problem}`}\n`,
  );
  for (const source of [...new Set(mine.map(({ row }) => row.source))].sort()) {
    const rows = mine.filter(({ row }) => row.source === source);
    process.stdout.write(`       ${line(source, count(rows), rows.length)}\n`);
  }
  return problem === null;
}

function line(name: string, { allow, ask, deny }: Counts, all: number): string {
  const share = (value: number): string =>
    `${String(value).padStart(5)} ${((100 * value) / all).toFixed(1).padStart(5)} %`;
  return `${name.padEnd(22)} ${String(all).padStart(5)}   allow ${share(allow)}   ask ${share(ask)}   deny ${share(deny)}`;
}

function printTimes(micros: number[]): void {
  const sorted = micros.toSorted((first, second) => first - second);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
  process.stdout.write(`     decided in p50 ${at(0.5)} µs, p99 ${at(0.99)} µs\n`);
}

process.exit(await main(process.argv.slice(2)));
