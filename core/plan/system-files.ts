import { foldPath } from '../path/fold-path.ts';
import { baseName } from '../path/normalise-path.ts';
import { categorisePath, type PathCategory, type PathSurroundings } from '../path/path-category.ts';

/** Categories of paths that say what is allowed, or run by themselves, and how people call them. */
const SYSTEM_CATEGORIES: { readonly [Category in PathCategory]?: string } = {
  gateway: "the gateway's own files",
  'agent-configuration': 'agent configuration',
  ci: 'CI',
  'version-control': 'hooks or configuration of version control',
  'shell-startup': 'what shells run when they start',
  'editor-configuration': 'what editors run',
  system: 'files of the system',
  'block-device': 'a disk',
  'process-memory': 'the memory of a process',
};

/** Folders by name, in folded form. */
const SYSTEM_FOLDERS: { readonly [name: string]: string } = {
  policy: 'policy',
  policies: 'policy',
  enforcement: 'enforcement',
  githooks: 'hooks',
  upgrade: 'upgrade',
  upgrades: 'upgrade',
  updater: 'upgrade',
  'self-update': 'upgrade',
  'self-upgrade': 'upgrade',
};

/** Files by name, in folded form. */
const SYSTEM_NAMES: { readonly [name: string]: string } = {
  'agents.md': 'what agents are told',
  'claude.md': 'what agents are told',
  'gemini.md': 'what agents are told',
  'copilot-instructions.md': 'what agents are told',
  '.cursorrules': 'what agents are told',
  '.windsurfrules': 'what agents are told',
  '.clinerules': 'what agents are told',
  'policy.yaml': 'policy',
  'policy.yml': 'policy',
  'policy.json': 'policy',
  'safety.yaml': 'policy',
  'risk-weights.yaml': 'policy',
  codeowners: 'who must review',
  'lefthook.yaml': 'hooks',
  '.gitleaks.toml': 'enforcement',
  '.gitleaksignore': 'enforcement',
  '.semgrepignore': 'enforcement',
  'seccomp.json': 'enforcement',
  'renovate.json': 'upgrade',
  '.renovaterc': 'upgrade',
  '.renovaterc.json': 'upgrade',
};

const SYSTEM_ENDINGS: readonly (readonly [string, string])[] = [
  ['.cedar', 'policy'],
  ['.rego', 'policy'],
];

/** Where a workspace lies, and what lies around it. */
export type WorkspacePlace = PathSurroundings & {
  /** Absolute and normalised. */
  readonly workspace: string;
};

/** What is special about a file of the workspace. */
export function categoriesOf(path: string, place: WorkspacePlace): readonly PathCategory[] {
  return categorisePath(`${place.workspace}/${path}`, place);
}

/**
 * Says which part of what keeps agents in check a file of the workspace belongs to: policy, enforcement, CI, upgrade, hooks,
 * agent configuration. Null for an ordinary file. Names are compared as the most forgiving file system would.
 */
export function systemPartOf(path: string, place: WorkspacePlace): string | null {
  for (const category of categoriesOf(path, place)) {
    const part = SYSTEM_CATEGORIES[category];
    if (part !== undefined) return part;
  }
  const folded = foldPath(`/${path}`);
  const name = baseName(folded);
  if (Object.hasOwn(SYSTEM_NAMES, name)) return SYSTEM_NAMES[name] as string;
  const folder = folded
    .split('/')
    .slice(1, -1)
    .find((segment) => Object.hasOwn(SYSTEM_FOLDERS, segment));
  if (folder !== undefined) return SYSTEM_FOLDERS[folder] as string;
  return SYSTEM_ENDINGS.find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}
