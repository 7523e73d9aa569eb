import type { SourceOutline } from '../../source/source-outline.ts';
import { GATEWAY, HOME, WORKSPACE } from '../../testing/samples.ts';
import type { PlanSurroundings } from '../check-plan.ts';
import type { FileOutlines } from '../file-outlines.ts';
import type { Plan, PlanConstraint, PlanStep } from '../plan.ts';
import type { PlanBinding } from '../plan-binding.ts';
import type { FileImage, PlannedFile } from '../planned-file.ts';
import type { WorkspacePlace } from '../system-files.ts';

/** The workspace of the samples. */
export const PLACE: WorkspacePlace = { workspace: WORKSPACE, home: HOME, gatewayPaths: [GATEWAY] };

/** A step that modifies `src/a.ts`. */
export function stepOf(more: Partial<PlanStep> = {}): PlanStep {
  const description = 'Let parseLine() accept an empty line as no entry';
  return { id: 's1', kind: 'modify', target: 'src/a.ts', description, dependsOn: [], diff: null, ...more };
}

/** A plan that modifies `src/a.ts` in one step, and has nothing wrong with it. */
export function planOf(more: Partial<Plan> = {}): Plan {
  return {
    intent: { kind: 'FixBug', summary: 'Accept an empty line in the parser', confidence: 0.9 },
    steps: [stepOf()],
    targetFiles: ['src/a.ts'],
    constraints: [],
    estimatedTokens: 1_000,
    estimatedSeconds: 60,
    ...more,
  };
}

/** Binding, on a file, unless it says otherwise. */
export function constraintOf(more: Partial<PlanConstraint> = {}): PlanConstraint {
  return { strength: 'must-not', scope: 'file', target: 'src/a.ts', statement: 'Leave it alone', ...more };
}

/** A workspace in which `src/a.ts` stands, and nothing else. */
export function surroundingsOf(more: Partial<PlanSurroundings> = {}): PlanSurroundings {
  return {
    existing: new Set(['src/a.ts']),
    pending: new Set(),
    remainingTokens: 100_000,
    maxFiles: 15,
    constraints: [],
    ...more,
  };
}

/** A file with this content, readable by all and written by its owner. */
export function imageOf(content: string | Uint8Array, more: Partial<FileImage> = {}): FileImage {
  return { kind: 'file', mode: 0o644, content, ...more };
}

/** A change of one path from one text to another; null where nothing stands. */
export function fileOf(
  path: string,
  {
    before,
    after,
    ...more
  }: { readonly before: string | null; readonly after: string | null } & Partial<
    Pick<PlannedFile, 'movedFrom' | 'steps'>
  >,
): PlannedFile {
  return {
    path,
    before: before === null ? null : imageOf(before),
    after: after === null ? null : imageOf(after),
    movedFrom: null,
    steps: [],
    ...more,
  };
}

/** An outline of TypeScript with these exports. */
export function outlineWith(exports: { readonly [name: string]: string }, complexity = 1): SourceOutline {
  const list = Object.entries(exports).map(([name, signature]) => ({ name, signature }));
  return { language: 'typescript', problems: [], exports: list, complexity };
}

/** The outlines of one file. */
export function outlinesOf(path: string, outlines: Partial<FileOutlines>): ReadonlyMap<string, FileOutlines> {
  return new Map([[path, { before: null, after: null, ...outlines }]]);
}

/** What the sample plan is bound to, made at 1,000,000 ms. */
export function bindingOf(more: Partial<PlanBinding> = {}): PlanBinding {
  return {
    planDigest: `sha256:${'1'.repeat(64)}`,
    session: 's1',
    requester: 'agent:coder',
    workspace: WORKSPACE,
    policyVersion: 'sha256:policy',
    profile: 'dev',
    configurationDigest: 'sha256:configuration',
    fileDigests: { 'src/a.ts': 'a'.repeat(64), 'src/new.ts': null },
    createdAtMs: 1_000_000,
    ...more,
  };
}
