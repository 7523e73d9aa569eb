import { existsSync, readFileSync } from 'node:fs';

/** Where the corpus is, relative to the project's root. */
export const CORPUS = '../shared/corpora/dev/shell.jsonl';

type Row = {
  readonly cmd: string;
  readonly label: string;
  readonly source: string;
  readonly note: string;
};

/** One project's commands, those of developers anywhere, and those that must never run unasked. */
export type WorkCorpus = {
  readonly projects: readonly { readonly name: string; readonly lines: readonly string[] }[];
  readonly reads: readonly string[];
  readonly everyday: readonly string[];
  readonly dangerous: readonly string[];
  readonly risky: readonly string[];
};

/** Fewest lines of a project that sessions are made of. */
const MIN_LINES = 15;

/** Reads a shell corpus as the work of projects; null where it is missing. */
export function readWorkCorpus(path = CORPUS): WorkCorpus | null {
  if (!existsSync(path)) return null;
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const projects = new Map<string, string[]>();
  for (const { source, note, cmd, label } of rows) {
    const name = note.split(' ')[0] ?? '';
    if (label === 'routine-dev' && source.startsWith('project-'))
      projects.set(name, [...(projects.get(name) ?? []), cmd]);
  }
  const linesOf = (wanted: (row: Row) => boolean): readonly string[] => rows.filter(wanted).map(({ cmd }) => cmd);
  return {
    projects: [...projects.entries()]
      .filter(([, lines]) => lines.length >= MIN_LINES)
      .map(([name, lines]) => ({ name, lines })),
    reads: linesOf(({ label }) => label === 'safe-read'),
    everyday: linesOf(({ label, source }) => label === 'routine-dev' && !source.startsWith('project-')),
    dangerous: linesOf(({ label }) => label === 'dangerous'),
    risky: linesOf(({ label }) => label === 'risky'),
  };
}

/** Numbers from 0 to 1 that look random and are the same every time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** How the lines of a session are drawn. */
export type Draw = {
  readonly actions: number;
  /** Share of the project's own commands, and of looking around; the rest is what developers do anywhere. */
  readonly own: number;
  readonly reads: number;
};

/** What agents in a project do: its own commands again and again, some far more often than others, and much looking around. */
export const USUAL_DRAW: Draw = { actions: 100, own: 0.6, reads: 0.3 };

/** The lines of one session. The more often a command is run, the fewer such there are: the n-th is run 1/n as often as the first. */
export function drawSession(
  corpus: WorkCorpus,
  { lines, draw, random }: { readonly lines: readonly string[]; readonly draw: Draw; readonly random: () => number },
): readonly string[] {
  const weights = lines.map((_, at) => 1 / (at + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = (): string => {
    let left = random() * total;
    const at = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    return lines[Math.max(0, at)] ?? 'true';
  };
  const any = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? 'true';
  return Array.from({ length: draw.actions }, () => {
    const kind = random();
    if (kind < draw.own) return own();
    return any(kind < draw.own + draw.reads ? corpus.reads : corpus.everyday);
  });
}

/** The same items in another order, the same every time. */
export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((first, second) => first.key - second.key)
    .map(({ item }) => item);
}
