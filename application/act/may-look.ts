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

/** Whether files may be looked at for a change that is not decided yet: by all, by the gateway alone, or by nobody. */
export type MayLook = 'openly' | 'unseen' | 'not';

/**
 * Tells whether a change may be worked out before it is decided.
 *
 * How a diff fits tells what a file holds. So nothing is looked at while the emergency state or a rule stops the call anyway.
 * Where the agent may not read every file that is named without being asked about, the change is decided as it stands, and worked
 * out only once it is allowed; the gateway alone takes note of what stands there meanwhile. Reads no file.
 */
export async function mayLook(run: OwnRun, { args, paths }: NamedChange): Promise<MayLook> {
  const { home, gatewayPaths } = run.context.settings;
  const isPrivate = (path: string): boolean =>
    [run.call.workspace, run.realWorkspace].some((root) =>
      categorisePath(`${root}/${path}`, { home, gatewayPaths }).some((category) => PRIVATE.has(category)),
    );
  if ((await foreseeOwn(run, { tool: run.call.tool, args })).verdict === 'deny') return 'not';
  if (paths.some(isPrivate)) return 'unseen';
  if (paths.length === 0) return 'openly';
  const reading = await foreseeOwn(run, { tool: 'read_file', args: { path: [...paths] } });
  return reading.verdict === 'allow' ? 'openly' : 'unseen';
}
