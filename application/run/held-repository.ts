import { fromUtf8 } from '../../core/encoding/utf8.ts';
import type { GatewayPorts } from '../gateway-ports.ts';

const POINTER = 'gitdir: ';

/**
 * Whether a repository stands in a folder that programs, once they change the folder in place, cannot put another in the place of.
 *
 * Sandboxes hold `.git` and what it leads to as they are, each by a mount. What lies in a folder of the workspace can be moved with that
 * folder all the same, so that only a folder `.git`, and a file `.git` that leads out or to the top of the workspace, count; a link does
 * not, nor does a repository that has its settings elsewhere (`commondir`). Whatever cannot be read counts as none.
 */
export async function holdsRepository(
  { workspaces: { files }, pathResolver }: Pick<GatewayPorts, 'workspaces' | 'pathResolver'>,
  workspace: string,
): Promise<boolean> {
  const isAbsent = async (path: string): Promise<boolean> => (await files.state(workspace, path)).kind === 'absent';
  try {
    const found = (await files.list(workspace, '')).find(({ name }) => name === '.git');
    if (found?.kind === 'folder') return await isAbsent('.git/commondir');
    if (found?.kind !== 'file') return false;
    const text = fromUtf8((await files.read(workspace, '.git')).content)?.trimEnd() ?? '';
    const target = text.startsWith(POINTER) ? resolved(workspace, text.slice(POINTER.length)) : null;
    if (target === null || target === workspace) return false;
    const real = pathResolver.resolve([target])[target] ?? target;
    if (real.startsWith('/proc/')) return false;
    if (!target.startsWith(`${workspace}/`)) return !`${real}/`.startsWith(`${workspace}/`);
    const below = target.slice(workspace.length + 1);
    return real === target && !below.includes('/') && (await isAbsent(`${below}/commondir`));
  } catch {
    return false;
  }
}

/** A path as seen from a folder, without dots; null for one with a character that ends a text. */
function resolved(folder: string, path: string): string | null {
  if (path === '' || path.includes('\0')) return null;
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
