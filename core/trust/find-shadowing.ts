import { offerKindOf } from './offer-kind.ts';
import { skeletonOf } from './skeleton.ts';
import type { ToolWarning } from './tool-warning.ts';

/** A tool's name and the server that offers it. */
export type OfferedName = { readonly server: string; readonly name: string };

/** Names under which agents know their own tools that run, change and fetch; a server that uses one wants to be mistaken. */
const BUILT_IN: ReadonlyMap<string, string> = new Map(
  [
    ...['Bash', 'BashOutput', 'Edit', 'MultiEdit', 'Write', 'Read', 'Grep', 'Glob', 'LS', 'NotebookEdit'],
    ...['WebFetch', 'WebSearch', 'TodoWrite', 'Task', 'apply_patch', 'exec_command', 'local_shell', 'shell'],
    ...['run_shell_command', 'run_terminal_cmd', 'str_replace_editor', 'str_replace_based_edit_tool'],
  ].map((name) => [skeletonOf(name), name]),
);

/** Longest skeletons of one word that are too common to accuse anybody of: these count only when written exactly alike. */
const SHORT_NAME = 8;

/**
 * Says which names a tool's name could be taken for: the same or a confusable name of another server, a confusable one of
 * its own, an agent's built-in tool; and whether the name has letters that names of tools do not have.
 *
 * Of what a server offers beside tools, a prompt's own name is looked at as a tool's, an address counts only when another server
 * has the very same, and instructions have no name of their own.
 *
 * `sameSkeleton` answers the known tools, of any server, whose names have a skeleton (see `skeletonOf`).
 */
export function findShadowing(
  { server, name }: OfferedName,
  sameSkeleton: (skeleton: string) => readonly OfferedName[],
): readonly ToolWarning[] {
  const kind = offerKindOf(name);
  if (kind === 'server') return [];
  const isAddress = kind === 'resource' || kind === 'template';
  const skeleton = skeletonOf(name);
  const own = kind === null ? name : name.slice(kind.length + 1);
  const warnings: ToolWarning[] = [];
  const others = sameSkeleton(skeleton).filter((other) => other.server !== server || other.name !== name);
  const shadowed = others.find((other) => other.server !== server && other.name === name);
  const confusable = others.find((other) => other.name !== name);
  if (shadowed !== undefined) {
    const what = kind ?? 'tool';
    warnings.push({ kind: 'shadowed-name', text: `the server ${shadowed.server} offers a ${what} of the same name` });
  }
  if (isAddress) return warnings;
  if (confusable !== undefined) {
    const text = `the name looks like that of another tool of the server ${confusable.server}`;
    warnings.push({ kind: 'confusable-name', text });
  }
  const builtIn = BUILT_IN.get(skeleton);
  if (builtIn !== undefined && (name === builtIn || builtIn.length >= SHORT_NAME || !isPlainName(own))) {
    warnings.push({ kind: 'built-in-name', text: `the name looks like ${builtIn}, a tool that agents bring along` });
  }
  if (!isPlainName(own)) {
    warnings.push({ kind: 'unusual-name', text: 'the name has other characters than A-Z, a-z, 0-9, _, -, . and /' });
  }
  return warnings;
}

function isPlainName(name: string): boolean {
  return [...name].every(
    (character) =>
      (character >= 'a' && character <= 'z') ||
      (character >= 'A' && character <= 'Z') ||
      (character >= '0' && character <= '9') ||
      '_-./'.includes(character),
  );
}
