import type { IntentKind, Plan, PlanStep } from '../plan.ts';
import { wordsOfCode } from '../words-of-code.ts';
import { type Measure, measureOf, shareOf } from './measure.ts';

/** What a plan for an intent has at least one of. */
const WANTED_STEP: {
  readonly [Kind in IntentKind]: { readonly kinds: readonly PlanStep['kind'][]; readonly name: string };
} = {
  CreateProject: { kinds: ['create'], name: 'a step that creates a file' },
  AddFeature: { kinds: ['create', 'modify'], name: 'a step that creates or modifies a file' },
  FixBug: { kinds: ['modify', 'create', 'delete'], name: 'a step that changes a file' },
  BuildPackage: { kinds: ['build'], name: 'a step that builds' },
};

/** Words of a summary that say nothing of what is wanted. */
const STOP_WORDS: ReadonlySet<string> = new Set([
  ...[
    'that',
    'this',
    'with',
    'from',
    'into',
    'when',
    'where',
    'which',
    'should',
    'would',
    'could',
    'have',
    'does',
    'must',
  ],
  ...[
    'make',
    'need',
    'want',
    'also',
    'then',
    'than',
    'them',
    'they',
    'their',
    'there',
    'some',
    'such',
    'only',
    'will',
    'your',
  ],
  ...['feature', 'project', 'package', 'code', 'file', 'files', 'please', 'implement', 'support', 'create', 'build'],
]);

const SHARES = { targets: 50, step: 20, summary: 30 } as const;

/**
 * Measures whether a plan covers its intent. 50: the share of target files that a step changes. 20: it has a step of the kind
 * that such an intent needs. 30: the words of the summary (four letters and more) that its steps use, half of them counting as
 * all, since words differ. A plan without steps has nothing.
 */
export function measureCompleteness({ intent, steps, targetFiles }: Plan): Measure {
  if (steps.length === 0) return measureOf(0, ['it has no steps']);
  const evidence: string[] = [];
  const touched = new Set(steps.filter(({ kind }) => kind !== 'build').map(({ target }) => target));
  const missed = targetFiles.filter((file) => !touched.has(file));
  for (const file of missed) evidence.push(`no step changes ${file}`);
  const targets = shareOf(SHARES.targets, { of: targetFiles.length - missed.length, all: targetFiles.length });
  const wanted = WANTED_STEP[intent.kind];
  const hasStep = steps.some(({ kind }) => wanted.kinds.includes(kind));
  if (!hasStep) evidence.push(`${intent.kind} wants ${wanted.name}`);
  const words = wordsOfSummary(intent.summary);
  const used = usedWords(steps);
  const unused = words.filter((word) => !used.some((other) => isAlike(word, other)));
  if (2 * unused.length > words.length) evidence.push(`no step speaks of ${unused.join(', ')}`);
  const summary = Math.min(
    SHARES.summary,
    2 * shareOf(SHARES.summary, { of: words.length - unused.length, all: words.length }),
  );
  return measureOf(targets + (hasStep ? SHARES.step : 0) + summary, evidence);
}

function wordsOfSummary(summary: string): readonly string[] {
  return [...new Set(wordsOfCode(summary))].filter((word) => word.length >= 4 && !STOP_WORDS.has(word));
}

function usedWords(steps: readonly PlanStep[]): readonly string[] {
  return [...new Set(steps.flatMap(({ target, description }) => wordsOfCode(`${target} ${description}`)))];
}

/** One word begins with the other, four letters at least: `parse` and `parser`, `login` and `logins`. */
function isAlike(word: string, other: string): boolean {
  return other.length >= 4 && (word.startsWith(other) || other.startsWith(word));
}
