import type { CountersignClient } from '../../../sdk/client.ts';
import { CliError } from '../cli-error.ts';

/** Length of a whole id, a UUID; what is shorter is looked up. */
const WHOLE = 36;
/** Most checkpoints that the gateway lists at once. */
const MAX_LISTED = 1_000;

/** As much of an id as people type. Its end: ids begin with their time, and those of one minute begin alike. */
export function shortCheckpointId(id: string): string {
  return id.slice(-8);
}

/**
 * The whole id of a checkpoint, by a part that it alone begins or ends with, among the newest 1,000.
 *
 * A whole id is given back as it is. Raises `failed` where none fits, `usage` where several do.
 */
export async function findCheckpointId(client: CountersignClient, part: string): Promise<string> {
  if (part.length >= WHOLE) return part;
  const listed = await client.checkpoints.list({ limit: MAX_LISTED });
  return onlyOne(part, { what: 'checkpoint', ids: listed.map(({ id }) => id) });
}

/** The whole id of an action that changed a workspace, in the same way, among those that checkpoints were taken for. */
export async function findActionId(
  client: CountersignClient,
  { part, root }: { readonly part: string; readonly root: string },
): Promise<string> {
  if (part.length >= WHOLE) return part;
  const listed = await client.checkpoints.list({ root, limit: MAX_LISTED });
  return onlyOne(part, { what: 'action', ids: listed.flatMap(({ action }) => (action === null ? [] : [action])) });
}

function onlyOne(
  part: string,
  { what, ids }: { readonly what: 'checkpoint' | 'action'; readonly ids: readonly string[] },
): string {
  const fitting = [...new Set(ids)].filter((id) => id.startsWith(part) || id.endsWith(part));
  const [first] = fitting;
  if (first !== undefined && fitting.length === 1) return first;
  const shown = JSON.stringify(part.slice(0, 64));
  if (first === undefined) {
    throw new CliError('failed', `find ${what} ${shown}: found none whose id begins or ends so, want one`, {
      remedies: ['List them: `countersign checkpoint list --all`.'],
    });
  }
  throw new CliError('usage', `find ${what} ${shown}: ${fitting.length} ids begin or end so, want one`, {
    remedies: [`Give more of the id: ${fitting.slice(0, 5).join(', ')}.`],
  });
}
