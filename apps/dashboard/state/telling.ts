import type { WireAction } from '../../../sdk/wire.ts';

const TELLING = ['command', 'file_path', 'path', 'notebook_path', 'url', 'query', 'to', 'name'] as const;

/** The argument that says most of what an action is about; a path of the workspace without the workspace. Null where none does. */
export function tellingOf({ args, workspace }: WireAction): string | null {
  const found = TELLING.map((name) => args[name]).find((value) => typeof value === 'string' && value !== '');
  if (typeof found !== 'string') return null;
  return workspace.length > 1 && found.startsWith(`${workspace}/`) ? found.slice(workspace.length + 1) : found;
}
