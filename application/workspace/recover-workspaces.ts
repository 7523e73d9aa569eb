import type { FlowContext } from '../flow-context.ts';

/**
 * Finishes or undoes what a crash interrupted in any workspace, and puts it on record. Called once, before anything is decided.
 *
 * A workspace where neither was possible stays closed for writing until a person has looked; it is named in the record, and
 * people are told (`ClosedWorkspaces`).
 */
export async function recoverWorkspaces({
  ports,
  sequencer,
  closed,
}: Pick<FlowContext, 'ports' | 'sequencer' | 'closed'>): Promise<void> {
  const recovered = await ports.workspaces.files.recover();
  if (recovered.length === 0) return;
  const atMs = ports.clock.nowMs();
  const base = { type: 'workspace.changed' as const, atMs, actor: 'gateway', session: null, action: null };
  await sequencer.append({
    entries: recovered.map(({ id, result, paths, root, problem }) => ({
      entry: { ...base, data: { change: id, paths: paths.length, result, stage: 'recovered' } },
      payload: JSON.stringify({ root, paths: paths.slice(0, 1_000), problem }),
    })),
    changes: () => [],
  });
  for (const { root, result, problem } of recovered)
    if (result === 'inconsistent') closed.note({ root, problem: problem ?? 'unknown', sinceMs: atMs });
}
