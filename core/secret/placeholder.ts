/** What people write where a secret would stand. In lower case. */
const PLACEHOLDERS = [
  'example',
  'xxxx',
  '****',
  '....',
  '____',
  '0000000',
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

/** Tells whether a value is meant to be replaced, so that it gives nothing away. */
export function isPlaceholder(value: string): boolean {
  const folded = value.toLowerCase();
  return PLACEHOLDERS.some((text) => folded.includes(text)) || hasLongRun(folded);
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

/** The same character six times in a row. */
function hasLongRun(text: string): boolean {
  let run = 1;
  for (let at = 1; at < text.length; at++) {
    run = text.charCodeAt(at) === text.charCodeAt(at - 1) ? run + 1 : 1;
    if (run >= 6) return true;
  }
  return false;
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
