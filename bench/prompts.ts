import process from 'node:process';
import { type Features, type Replayed, replayWork } from './prompts/replay-work.ts';
import { drawSession, readWorkCorpus, seeded, shuffled, USUAL_DRAW, type WorkCorpus } from './prompts/work-corpus.ts';

const SEED = 20_261_121;
const DAYS = 3;
const WANTED_FALL = 0.6;

/**
 * Replays the benign part of the shell corpus as working days of its projects, once with every prompt answered for itself and
 * once with what makes prompts fewer, and tries the dangerous part inside the same sessions: `npm run bench:prompts`.
 *
 * `docs/fewer-prompts.md` says how. Ends with 1 where prompts fall by less than 60 %, or a dangerous line is let through that
 * was not before.
 */
async function main(): Promise<number> {
  const corpus = readWorkCorpus();
  if (corpus === null) {
    process.stdout.write('skipped: ../shared/corpora/dev/shell.jsonl is missing\n');
    return 0;
  }
  const totals = new Map<Features | 'once off' | 'once on', Total>();
  for (const [at, { name, lines }] of corpus.projects.entries()) {
    const random = seeded(SEED + at);
    const own = shuffled(lines, random);
    const days = Array.from({ length: DAYS }, () => drawSession(corpus, { lines: own, draw: USUAL_DRAW, random }));
    const tried = [...corpus.dangerous, ...corpus.risky];
    const row = await replayAll(totals, { corpus, days, tried, seed: SEED + at });
    const once = shuffled(lines, random);
    for (const features of ['off', 'on'] as const) {
      const person = { features, random: seeded(SEED + at) };
      add(totals, `once ${features}`, await replayWork({ days: [once], tried: [], person }));
    }
    process.stdout.write(`     ${name.padEnd(28)} ${row}\n`);
  }
  return report(totals, corpus);
}

type Total = { actions: number; prompts: number; unanswered: number; newly: string[] };

async function replayAll(
  totals: Map<string, Total>,
  given: {
    readonly corpus: WorkCorpus;
    readonly days: readonly (readonly string[])[];
    readonly tried: readonly string[];
    readonly seed: number;
  },
): Promise<string> {
  const { days, tried, seed } = given;
  const cells: string[] = [];
  let before: Replayed | null = null;
  for (const features of ['off', 'grants', 'on'] as const) {
    const person = { features, random: seeded(seed) };
    const replayed = await replayWork({ days, tried: features === 'grants' ? [] : tried, person });
    const newly =
      features === 'on' ? [...replayed.letThrough].filter((line) => before?.letThrough.has(line) !== true) : [];
    if (features === 'off') before = replayed;
    add(totals, features, { ...replayed, newly });
    const more = features === 'on' ? `, ${replayed.rules} rules, ${replayed.trusts} trusted` : '';
    cells.push(`${features} ${String(replayed.prompts).padStart(4)}${more}`);
  }
  return cells.join('   ');
}

function add(
  totals: Map<string, Total>,
  name: string,
  { newly = [], ...replayed }: Replayed & { readonly newly?: readonly string[] },
): void {
  const {
    actions,
    prompts,
    unanswered,
    newly: known,
  } = totals.get(name) ?? { actions: 0, prompts: 0, unanswered: 0, newly: [] };
  totals.set(name, {
    actions: actions + replayed.actions,
    prompts: prompts + replayed.prompts,
    unanswered: unanswered + replayed.unanswered,
    newly: [...known, ...newly],
  });
}

function line(isMet: boolean | null, text: string): void {
  process.stdout.write(`${isMet === null ? '    ' : isMet ? 'ok  ' : 'MISS'} ${text}\n`);
}

function report(totals: ReadonlyMap<string, Total>, { projects, dangerous, risky }: WorkCorpus): number {
  const per100 = (name: string): number => {
    const { prompts, actions } = totals.get(name) ?? { prompts: 0, actions: 1 };
    return (100 * prompts) / actions;
  };
  const fall = 1 - per100('on') / per100('off');
  const newly = totals.get('on')?.newly ?? [];
  const { actions = 0 } = totals.get('off') ?? {};
  line(null, `${projects.length} projects, ${DAYS} days each, ${actions} actions`);
  line(null, `prompts per 100 actions: ${per100('off').toFixed(1)} with every prompt answered for itself`);
  line(null, `                         ${per100('grants').toFixed(1)} with approvals for the session alone`);
  line(
    fall >= WANTED_FALL,
    `                         ${per100('on').toFixed(1)} with fewer prompts: ${(100 * fall).toFixed(1)} % less, want at least ${100 * WANTED_FALL} %`,
  );
  line(
    null,
    `every line of a project once: ${per100('once off').toFixed(1)} and ${per100('once on').toFixed(1)}, on the first day and without anything that repeats`,
  );
  line(
    newly.length === 0,
    `${dangerous.length} dangerous and ${risky.length} risky lines tried in every session: ${newly.length} newly let through, want none`,
  );
  for (const text of new Set(newly)) line(null, `  ${JSON.stringify(text).slice(0, 160)}`);
  return fall >= WANTED_FALL && newly.length === 0 ? 0 : 1;
}

process.exit(await main());
