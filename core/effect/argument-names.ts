/** What the name of an argument suggests of its value. Names are in the form of `normaliseName`. */
export type ArgumentHint =
  | 'path'
  | 'shell'
  | 'recipient'
  | 'guest'
  | 'amount'
  | 'money'
  | 'statement'
  | 'host'
  | 'patch'
  | 'branch'
  | 'repository'
  | 'remote';

const NAMES: { readonly [Hint in ArgumentHint]: readonly string[] } = {
  path: [
    'path',
    'file',
    'filepath',
    'filename',
    'dir',
    'directory',
    'folder',
    'destination',
    'source',
    'target',
    'output',
    'notebookpath',
    'paths',
    'files',
  ],
  shell: ['command', 'cmd', 'script', 'shell', 'code', 'bash', 'exec', 'commandline', 'python', 'javascript'],
  recipient: [
    'to',
    'recipient',
    'recipients',
    'cc',
    'bcc',
    'email',
    'channel',
    'channelid',
    'chatid',
    'phone',
    'phonenumber',
    'participants',
    'toaddresses',
  ],
  guest: ['attendees', 'invitees', 'guests', 'invite'],
  amount: ['amount', 'price', 'total'],
  money: ['currency', 'iban', 'payee', 'cardnumber', 'beneficiary', 'accountnumber'],
  statement: ['sql', 'statement'],
  host: ['url', 'uri', 'href', 'link', 'host', 'hostname', 'endpoint', 'server', 'baseurl', 'webhook', 'webhookurl'],
  patch: ['patch', 'diff', 'unifieddiff', 'patchtext', 'patchcontent'],
  branch: ['branch', 'ref', 'refspec', 'refs', 'targetbranch'],
  repository: ['repo', 'repository', 'repopath', 'reponame', 'repositoryurl'],
  remote: ['remote', 'remotename', 'remoteurl'],
};

const HINTS: ReadonlyMap<string, ArgumentHint> = new Map(
  (Object.keys(NAMES) as ArgumentHint[]).flatMap((hint) => NAMES[hint].map((name) => [name, hint] as const)),
);

/** What an argument's name suggests; null when it suggests nothing. The tool's author chose it: it proves nothing. */
export function hintOf(name: string): ArgumentHint | null {
  return HINTS.get(normaliseName(name)) ?? null;
}

/** What an edit looks for or takes away: it is in the file already. */
const REMOVED: ReadonlySet<string> = new Set([
  'oldstring',
  'oldstr',
  'oldtext',
  'oldcontent',
  'oldsource',
  'old',
  'search',
  'searchtext',
  'pattern',
  'find',
]);

/** Tells whether an argument by this name holds what is looked for or taken away, and adds nothing. */
export function isRemovedText(name: string): boolean {
  return REMOVED.has(normaliseName(name));
}

/** A name as it is compared: in lower case, without `_` and `-`. */
export function normaliseName(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll('_', '').replaceAll('-', '');
}
