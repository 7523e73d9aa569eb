import process from 'node:process';
import { passingAnyway, type Replayed, replayWork } from './prompts/replay-work.ts';
import {
  CORPUS,
  drawSession,
  readWorkCorpus,
  seeded,
  shuffled,
  USUAL_DRAW,
  type WorkCorpus,
} from './prompts/work-corpus.ts';

const SEED = 20_261_121;
const DAYS = 3;
const WANTED_FALL = 0.6;

/**
 * Replays the benign part of a shell corpus as working days of its projects, once with every prompt answered for itself and
 * once with what makes prompts fewer, and tries its dangerous part, and variants of what passes unasked, inside the same sessions:
 * `npm run bench:prompts`, or `npm run bench:prompts -- FILE` for another corpus.
 *
 * `docs/fewer-prompts.md` says how. Ends with 1 where prompts fall by less than 60 %, or anything is let through that was not
 * before.
 */
async function main([path = CORPUS]: readonly string[]): Promise<number> {
  const corpus = readWorkCorpus(path);
  if (corpus === null) {
    process.stdout.write(`skipped: ${path} is missing\n`);
    return 0;
  }
  const totals = new Map<string, Total>();
  for (const [at, { name, lines }] of corpus.projects.entries()) {
    const random = seeded(SEED + at);
    const own = shuffled(lines, random);
    const days = Array.from({ length: DAYS }, () => drawSession(corpus, { lines: own, draw: USUAL_DRAW, random }));
    const tried = shuffled([...corpus.dangerous, ...corpus.risky], random);
    const row = await replayAll(totals, { days, tried, seed: SEED + at });
    const once = shuffled(lines, random);
    for (const features of ['off', 'on'] as const) {
      const person = { features, random: seeded(SEED + at) };
      const replayed = await replayWork({ days: [once], tried: [], variants: false, person });
      add(totals, `once ${features}`, { ...replayed, newly: [] });
    }
    process.stdout.write(`     ${name.padEnd(28)} ${row}\n`);
  }
  return report(totals, corpus);
}

type Total = { actions: number; prompts: number; unanswered: number; tried: number; newly: string[] };

async function replayAll(
  totals: Map<string, Total>,
  {
    days,
    tried,
    seed,
  }: { readonly days: readonly (readonly string[])[]; readonly tried: readonly string[]; readonly seed: number },
): Promise<string> {
  const cells: string[] = [];
  for (const features of ['off', 'grants', 'on'] as const) {
    const person = { features, random: seeded(seed) };
    const isOn = features === 'on';
    // Bad lines are proposed and denied with every setting, so that what people refused weighs on each alike.
    const replayed = await replayWork({ days, tried: isOn ? tried : tried.slice(0, 300), variants: isOn, person });
    const passing = isOn ? await passingAnyway([...replayed.letThrough]) : new Set<string>();
    const newly = isOn ? [...replayed.letThrough].filter((line) => !passing.has(line)) : [];
    add(totals, features, { ...replayed, newly });
    const more = isOn ? `, ${replayed.rules} rules, ${replayed.trusts} trusted` : '';
    cells.push(`${features} ${String(replayed.prompts).padStart(4)}${more}`);
  }
  return cells.join('   ');
}

function add(totals: Map<string, Total>, name: string, more: Replayed & { readonly newly: readonly string[] }): void {
  const before = totals.get(name) ?? { actions: 0, prompts: 0, unanswered: 0, tried: 0, newly: [] };
  totals.set(name, {
    actions: before.actions + more.actions,
    prompts: before.prompts + more.prompts,
    unanswered: before.unanswered + more.unanswered,
    tried: before.tried + more.tried,
    newly: [...before.newly, ...more.newly],
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
  const { newly = [], tried = 0 } = totals.get('on') ?? {};
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
    `${tried} times one of ${dangerous.length} dangerous and ${risky.length} risky lines or a variant of what passes was tried in the same sessions: ${newly.length} newly let through, want none`,
  );
  for (const text of new Set(newly)) line(null, `  ${JSON.stringify(text).slice(0, 160)}`);
  return fall >= WANTED_FALL && newly.length === 0 ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
