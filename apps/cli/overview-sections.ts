/** One line of the first page: a command, or a group of them with what it is for. */
export type OverviewLine = {
  readonly name: string;
  /** What a group is for; null for a command, which says it itself. */
  readonly group: string | null;
};

/** A part of the first page. */
export type OverviewSection = { readonly title: string; readonly lines: readonly OverviewLine[] };

/**
 * The first page in the order in which somebody meets the commands: connecting, answering, being asked less, looking, undoing.
 *
 * Invariant: the first word of every command stands in exactly one section, as `run-command.test.ts` checks.
 */
export const OVERVIEW_SECTIONS: readonly OverviewSection[] = [
  section('Start', ['demo', 'up', 'init', 'run', 'dashboard', 'login', 'doctor', 'status', 'uninstall']),
  section('Answer what agents ask', [
    ['approvals', 'requests that wait'],
    ['approvers', 'people, keys and second factors'],
    ['delegations', 'who answers in whose turn'],
    ['browsers', 'browsers that are logged in'],
    ['channels', 'ways to reach people'],
  ]),
  section('Be asked less', [
    ['whitelist', 'commands that nobody is asked about'],
    ['trust', 'sessions and folders that are trusted'],
    'learn',
    'report',
    'fatigue',
    ['reviewer', 'reviewer models'],
  ]),
  section('Know what would be decided', [
    'check',
    'explain',
    ['policy', 'the rules'],
    ['tools', "MCP servers' tools"],
    'scan',
  ]),
  section('Take back', [
    'undo',
    'redo',
    'revert',
    ['deleted', 'files that agents deleted'],
    ['checkpoint', 'states of a workspace'],
    ['workspace', 'workspaces that the gateway closed'],
    'apply',
  ]),
  section('Bound what runs', [
    ['runs', 'programs in sandboxes'],
    'sandboxes',
    ['lease', 'what agents may do, and how long'],
    ['budget', 'limits of tokens and money'],
    'usage',
    ['secret', 'secrets and where they may go'],
    ['token', 'bearer tokens of agents and people'],
  ]),
  section('Stop everything', ['halt', 'resume', 'lift', ['safe-mode', 'agents can only read']]),
  section('Prove what happened', [['log', 'the signed record'], 'verify-receipt', 'witness']),
  section('More', [
    ['mcp', 'between MCP servers and clients'],
    ['hook', "what agents' settings call"],
    'support',
    'completion',
    'version',
  ]),
];

function section(title: string, words: readonly (string | readonly [string, string])[]): OverviewSection {
  const lines = words.map((word) =>
    typeof word === 'string' ? { name: word, group: null } : { name: word[0], group: word[1] },
  );
  return { title, lines };
}
