/** What code seldom does without harm, in lower case and without blanks, and how people call it. */
const PATTERNS: readonly (readonly [string, string])[] = [
  ['eval(', 'code that is made of text and run (eval)'],
  ['newfunction(', 'code that is made of text and run (new Function)'],
  ['exec(compile(', 'code that is made of text and run (exec)'],
  ['os.system(', 'a shell line that is made of text (os.system)'],
  ['shell=true', 'a shell line that is made of text (shell=True)'],
  ['shell:true', 'a shell line that is made of text (shell: true)'],
  ['pickle.loads(', 'data that runs when it is read (pickle)'],
  ['yaml.load(', 'data that runs when it is read (yaml.load)'],
  ['unserialize(', 'data that runs when it is read (unserialize)'],
  ['innerhtml=', 'text that becomes HTML (innerHTML)'],
  ['dangerouslysetinnerhtml', 'text that becomes HTML (dangerouslySetInnerHTML)'],
  ['rejectunauthorized:false', 'connections to hosts that prove nothing'],
  ['verify=false', 'connections to hosts that prove nothing'],
  ['insecureskipverify:true', 'connections to hosts that prove nothing'],
  ['node_tls_reject_unauthorized', 'connections to hosts that prove nothing'],
  ['stricthostkeychecking=no', 'connections to hosts that prove nothing'],
  ['curl--insecure', 'connections to hosts that prove nothing'],
  ['curl-kh', 'connections to hosts that prove nothing'],
  ['--no-verify', 'commits past the hooks'],
  ['rm-rf/', 'a deletion of whole trees'],
  ['rm-rf~', 'a deletion of whole trees'],
  ['rm-rf$', 'a deletion of whole trees'],
  ['droptable', 'a deletion of data (DROP)'],
  ['dropdatabase', 'a deletion of data (DROP)'],
  ['truncatetable', 'a deletion of data (TRUNCATE)'],
  ['chmod777', 'files that everybody may write'],
  ['gitpush--force', 'a push over the work of others'],
  ['@ts-no', 'a check that is switched off'],
  ['eslint-disable', 'a check that is switched off'],
  ['#nosec', 'a check that is switched off'],
  ['nosemgrep', 'a check that is switched off'],
];

/** Says which dangerous pattern added lines hold, the first by table; null for none. Blanks and case do not matter. Linear. */
export function dangerousPattern(added: readonly string[]): string | null {
  for (const line of added) {
    const compact = line.toLowerCase().split(' ').join('').split('\t').join('');
    const found = PATTERNS.find(([pattern]) => holds(compact, pattern));
    if (found !== undefined) return found[1];
    if (isPipedDownload(compact)) return 'a download that is run';
  }
  return null;
}

function isPipedDownload(line: string): boolean {
  const isDownload = holds(line, 'curl') || holds(line, 'wget');
  return isDownload && ['|sh', '|bash', '|sudo', '|python', '|node'].some((pipe) => line.includes(pipe));
}

/** A pattern that begins with a letter does not begin inside a word: `retrieval(` is no `eval(`. */
function holds(line: string, pattern: string): boolean {
  for (let at = line.indexOf(pattern); at >= 0; at = line.indexOf(pattern, at + 1)) {
    if (!isLetter(pattern.charAt(0)) || !isLetter(line.charAt(at - 1))) return true;
  }
  return false;
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || character === '_';
}
