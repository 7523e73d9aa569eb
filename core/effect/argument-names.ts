/** What the name of an argument suggests of its value. Names are in the form of `normaliseName`. */
export type ArgumentHint = 'path' | 'shell' | 'recipient' | 'amount' | 'money' | 'statement' | 'host';

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
    'chatid',
    'phone',
    'participants',
    'attendees',
  ],
  amount: ['amount', 'price', 'total'],
  money: ['currency', 'iban', 'payee', 'cardnumber'],
  statement: ['sql', 'statement'],
  host: ['url', 'uri', 'href', 'link', 'host', 'hostname', 'endpoint', 'server', 'baseurl', 'webhook'],
};

const HINTS: ReadonlyMap<string, ArgumentHint> = new Map(
  (Object.keys(NAMES) as ArgumentHint[]).flatMap((hint) => NAMES[hint].map((name) => [name, hint] as const)),
);

/** What an argument's name suggests; null when it suggests nothing. The tool's author chose it: it proves nothing. */
export function hintOf(name: string): ArgumentHint | null {
  return HINTS.get(normaliseName(name)) ?? null;
}

function normaliseName(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll('_', '').replaceAll('-', '');
}
