/** What people write where a secret would stand. In lower case. */
const PLACEHOLDERS = [
  'example',
  '...',
  '\u2026',
  'your_',
  'your-',
  'yourpass',
  'yourtoken',
  'yourkey',
  'yoursecret',
  'your ',
  'changeme',
  'change_me',
  'change-me',
  'placeholder',
  'redacted',
  'removed',
  'dummy',
  'insert_',
  'replace',
  'not_a_real',
  'not-a-real',
  'notreal',
  'fake',
  'sample',
  'foobar',
  'lorem',
  '0123456789',
  '0011223344',
  'test-key',
  'test_key',
  'testkey',
  'test-token',
  'test_token',
  'testtoken',
  'test-secret',
  'test_secret',
] as const;

/** How a value starts that names where the secret is kept, instead of being it. */
const REFERENCES = [
  '$',
  '%',
  '{{',
  '{%',
  '<',
  '[',
  '(',
  '#{',
  '@{',
  '!ref',
  '!sub',
  'env.',
  'env:',
  'process.env',
  'os.environ',
  'os.getenv',
  'secrets.',
  'secret://',
  'vault:',
  'op://',
  'arn:',
  'ref+',
  'file:',
  'var.',
  'local.',
  'data.',
  'self.',
  'this.',
  'config.',
] as const;

/** What people repeat to fill a place, fewer times than any other character. */
const FILLERS = 'x*._';
const LEAST_FILLERS = 4;
const LEAST_RUN = 6;
/** Longer than what people fill by hand; drawn texts of this length may hold a run that means something. */
const LONG = 64;

/** Tells whether a value is meant to be replaced, so that it gives nothing away. */
export function isPlaceholder(value: string): boolean {
  const folded = value.toLowerCase();
  return PLACEHOLDERS.some((text) => folded.includes(text)) || isFilled(folded);
}

/** What people type to fill a place: rows of a keyboard, digits and letters in their order, words that hexadecimal digits spell. */
const COUNTED = ['01234567', '12345678', 'abcdefgh', 'qwerty', 'deadbeef', 'cafebabe', '76543210', 'asdfgh'] as const;

/** Tells whether a value was typed in order, so that nobody drew it. */
export function isCounted(value: string): boolean {
  const folded = value.toLowerCase();
  return COUNTED.some((text) => folded.includes(text));
}

/** Tells whether a value names a place where a secret is kept: an environment variable, a template, a vault. */
export function isReference(value: string): boolean {
  const folded = value.slice(0, 16).toLowerCase();
  return REFERENCES.some((start) => folded.startsWith(start)) || value.includes('${') || value.includes('{{');
}

/** The same character so often in a row that nobody drew it: anywhere in a short text, in a quarter of a long one. */
function isFilled(text: string): boolean {
  let [run, filled] = [1, 0];
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && text.charCodeAt(at) === text.charCodeAt(at - 1)) {
      run++;
      continue;
    }
    if (run >= LEAST_RUN || (run >= LEAST_FILLERS && FILLERS.includes(text.charAt(at - 1)))) filled += run;
    run = 1;
  }
  return filled > 0 && (text.length <= LONG || filled * 4 >= text.length);
}

/** Shannon's entropy of the characters of a text, in bits a character: 0 for `aaaa`, 6 for good base64. */
export function entropyOf(text: string): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
