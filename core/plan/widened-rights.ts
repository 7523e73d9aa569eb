import { foldPath } from '../path/fold-path.ts';
import { baseName } from '../path/normalise-path.ts';
import { findSecrets } from '../secret/find-secrets.ts';
import { redactSecrets } from '../secret/redact-secrets.ts';
import { changedLines } from './changed-lines.ts';
import { type PlannedFile, textOfImage } from './planned-file.ts';
import { RIGHTS_ADDED, RIGHTS_ANYWHERE, RIGHTS_REMOVED, type RightsFile } from './rights-words.ts';
import { categoriesOf, systemPartOf, type WorkspacePlace } from './system-files.ts';
import { widensMode } from './widens-mode.ts';

/** Most reasons that are given of one file. */
const MAX_REASONS = 5;
/** Files for people: what they say gives nobody a right. */
const PROSE_ENDINGS = ['.md', '.rst', '.adoc'];
const CONTAINER_NAMES = ['dockerfile', 'containerfile'];

/**
 * Says by what a change of one file would widen somebody's rights, in words; empty where nothing does.
 *
 * Seen are: permission bits that let more run or write, set-user-ID bits, links that lead out of the workspace, sudo rules,
 * permits that policy or agent configuration gains and restrictions that they lose, permissions and secrets in CI, containers
 * that are let out, and credentials. Only what the change adds or takes away counts. A net, not a proof: a plan that is none
 * of these still goes through every gate.
 */
export function widenedRights(file: PlannedFile, place: WorkspacePlace): readonly string[] {
  const sort = rightsFileOf(file.path, place);
  // A deletion widens rights where what is deleted restricts.
  if (file.after === null && sort !== 'policy' && sort !== 'agent') return [];
  const categories = file.after === null ? [] : categoriesOf(file.path, place);
  const reasons = [...widenedMode(file), ...linkOut(file)];
  if (categories.some((category) => category === 'credential' || category === 'environment-file'))
    reasons.push('it changes a file of credentials');
  const before = textOfImage(file.before);
  const after = textOfImage(file.after);
  if (before !== null && after !== null) reasons.push(...widenedText(changedLines(before, after), sort));
  return reasons.slice(0, MAX_REASONS);
}

function widenedMode({ before, after }: PlannedFile): readonly string[] {
  if (after === null || after.kind !== 'file') return [];
  const gained = after.mode & ~(before?.kind === 'file' ? before.mode : 0o666);
  const reasons: string[] = [];
  if ((gained & 0o6000) !== 0)
    reasons.push('it lets the file run with the rights of its owner or group (setuid, setgid)');
  if ((gained & 0o111) !== 0) reasons.push('it makes the file executable');
  const wasOpen = before?.kind === 'file' && (before.mode & 0o002) !== 0;
  if ((after.mode & 0o002) !== 0 && !wasOpen) reasons.push('it lets everybody write the file');
  return reasons;
}

function linkOut({ path, after }: PlannedFile): readonly string[] {
  if (after?.kind !== 'link') return [];
  const target = textOfImage(after);
  if (target === null || target.startsWith('/')) return ['it makes a link that leads out of the workspace'];
  const segments = path.split('/').slice(0, -1);
  for (const name of target.split('/')) {
    if (name === '..' && segments.pop() === undefined) return ['it makes a link that leads out of the workspace'];
    if (name !== '..' && name !== '.') segments.push(name);
  }
  return [];
}

/** Which tables of words a file is held against. */
function rightsFileOf(path: string, place: WorkspacePlace): RightsFile {
  const folded = foldPath(`/${path}`);
  const name = baseName(folded);
  if (folded.includes('sudoers')) return 'sudoers';
  const part = systemPartOf(path, place);
  if (part === 'policy') return 'policy';
  if (part === 'CI') return 'ci';
  if (part === 'agent configuration') return folded.includes('/.countersign/') ? 'policy' : 'agent';
  if (CONTAINER_NAMES.some((word) => name.startsWith(word) || name.endsWith(`.${word}`))) return 'container';
  return PROSE_ENDINGS.some((ending) => name.endsWith(ending)) ? 'prose' : 'other';
}

function widenedText(
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
  sort: RightsFile,
): readonly string[] {
  const reasons = findSecrets(added.join('\n')).map(({ kind }) => `it adds a credential (${kind})`);
  if (sort === 'prose') return reasons;
  if (sort === 'sudoers' && added.length + removed.length > 0) reasons.push('it changes who may become root');
  const widening = [...RIGHTS_ANYWHERE, ...RIGHTS_ADDED[sort]];
  for (const line of added) if (holdsOneOf(line, widening) || widensMode(line)) reasons.push(`it adds ${shown(line)}`);
  for (const line of removed) if (holdsOneOf(line, RIGHTS_REMOVED[sort])) reasons.push(`it takes away ${shown(line)}`);
  return reasons;
}

function holdsOneOf(line: string, words: readonly string[]): boolean {
  const text = compact(line);
  return words.some((word) => text.includes(word));
}

/** Lower case, without blanks and quotes, so that YAML, JSON and assignments read alike. */
function compact(line: string): string {
  return Array.from(line.toLowerCase())
    .filter((letter) => !' \t"\'`'.includes(letter))
    .join('');
}

function shown(line: string): string {
  const { text } = redactSecrets(line.trim().slice(0, 4_096));
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
