import { launcherPath } from '../paths.ts';
import type { Style } from '../terminal/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { wrapWords } from '../terminal/wrap-text.ts';
import type { PlannedChange } from './apply-change.ts';
import { type FoundFile, type NamedServer, serversIn } from './mcp/discover-servers.ts';
import { showDiff } from './show-diff.ts';

/** A change as a diff, with what would be hidden made visible and what is secret masked. */
export function renderDiff({ shown }: PlannedChange, style: Style): string {
  return showDiff(showable(shown.before), showable(shown.after), style);
}

/** A change with the file it is made to, and what it is for in lines that fit. */
export function renderChange(
  change: PlannedChange,
  { title, terminal }: { readonly title: string; readonly terminal: Terminal },
): string {
  const { style, columns } = terminal;
  const isNew = change.before === null ? ' (new)' : '';
  const lines = wrapWords(title, { columns: columns() - 2 }).split('\n');
  const said = lines.map((line) => style.dim(`  ${line}`)).join('\n');
  return `${style.bold(change.path)}${isNew}\n${said}\n${renderDiff(change, style)}\n`;
}

/** What was found, in one sentence. */
export function renderFound(titles: readonly string[], files: readonly FoundFile[]): string {
  const count = (states: Parameters<typeof serversIn>[1]): number => serversIn(files, states).length;
  const parts: readonly (readonly [number, string])[] = [
    [count(['unwrapped', 'elsewhere']), 'to wrap'],
    [count(['wrapped']), 'wrapped already'],
    [count(['remote']), 'remote'],
    [count(['unclear']), 'not clear'],
  ];
  const all = parts.reduce((sum, [number]) => sum + number, 0);
  const places = files.filter(({ plan }) => plan.servers.length > 0).length;
  const states = parts.filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
  const servers =
    all === 0 ? 'no MCP servers' : `${counted(all, 'MCP server')} in ${counted(places, 'file')}: ${states.join(', ')}`;
  return [...(titles.length === 0 ? [] : [titles.join(', ')]), servers].join('; ');
}

/** What wrapping does to the servers of a file, in a few words. */
export function describeWrapping({ file, plan }: FoundFile): string {
  const names = plan.change?.wrapped.map(({ name }) => visibleText(name)) ?? [];
  const shared = file.scope === 'project' ? '; whoever shares this file needs Countersign at the same place' : '';
  // Claude Code keeps more than settings there, and writes it all back while it runs.
  const busy = file.path.endsWith('/.claude.json')
    ? '; close Claude Code first, it rewrites this file while it runs'
    : '';
  return `${file.title}: start ${names.join(', ')} through ${launcherPath()}${shared}${busy}`;
}

/** A server by its name, its agent and what is special about it. */
export function describeServer({ name, file, detail }: NamedServer): string {
  return `${visibleText(name)} (${file.title}${detail === '' ? '' : `, ${visibleText(detail)}`})`;
}

/** A number of things in words. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Line ends, indentation and a byte order mark are no secrets and not worth an escape; anything else that hides is. */
function showable(text: string): string {
  const plain = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return visibleText(plain.replaceAll('\r\n', '\n').replaceAll('\t', '  '), { keepLineBreaks: true });
}
