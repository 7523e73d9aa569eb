import type { JsonObject } from '../../core/encoding/json.ts';
import { categorisePath, type PathCategory } from '../../core/path/path-category.ts';
import { foreseeOwn, type OwnRun } from './own-call.ts';

/** What a change says before any file was looked at: its arguments as they are decided on, and the paths they name. */
export type NamedChange = { readonly args: JsonObject; readonly paths: readonly string[] };

/** Files whose content is nobody's but their owner's: whether a text stands in them is told to no agent unasked. */
const PRIVATE: ReadonlySet<PathCategory> = new Set([
  'credential',
  'environment-file',
  'gateway',
  'block-device',
  'process-memory',
]);

/**
 * Tells whether a change may be worked out before it is decided.
 *
 * How a diff fits tells what a file holds. So nothing is looked at while the emergency state or a rule stops the call anyway, nor
 * where the agent may not read every file that is named without being asked about; such a change is decided as it stands, and
 * worked out only once it is allowed. Reads no file.
 */
export async function mayLook(run: OwnRun, { args, paths }: NamedChange): Promise<boolean> {
  const { home, gatewayPaths } = run.context.settings;
  const isPrivate = (path: string): boolean =>
    [run.call.workspace, run.realWorkspace].some((root) =>
      categorisePath(`${root}/${path}`, { home, gatewayPaths }).some((category) => PRIVATE.has(category)),
    );
  if (paths.some(isPrivate)) return false;
  if ((await foreseeOwn(run, { tool: run.call.tool, args })).verdict === 'deny') return false;
  if (paths.length === 0) return true;
  return (await foreseeOwn(run, { tool: 'read_file', args: { path: [...paths] } })).verdict === 'allow';
}
