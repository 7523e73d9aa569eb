import { randomBytes } from 'node:crypto';

const NAME = 'countersign_answer';
const BYTES = 18;
const LENGTH = 24;

/** The browser's own random name as its cookie has it; null where there is none, or more than one. */
export function readBrowser(headers: Headers): string | null {
  const values = (headers.get('cookie') ?? '')
    .slice(0, 8_192)
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1));
  const [only] = values;
  return only !== undefined && values.length === 1 && isName(only) ? only : null;
}

/** A name for a browser that has none yet. */
export function newBrowser(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** Keeps the name in the browser, out of reach of scripts and of other sites. */
export function browserCookie(browser: string, { isSecure }: { readonly isSecure: boolean }): string {
  return `${NAME}=${browser}; Path=/answer; Max-Age=86400; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
}

function isName(text: string): boolean {
  return (
    text.length === LENGTH &&
    [...text].every(
      (c) => (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '-' || c === '_',
    )
  );
}
