/** A place in the operating system where keys are kept for one person, opened by logging in. */
export interface Keychain {
  /** Whether it works here, found out by asking it; with the reason where not. */
  probe(): Promise<{ readonly works: true } | { readonly works: false; readonly why: string }>;
  /** What is kept under an account; null where nothing is. Raises an Error where it cannot be asked. */
  load(account: string): Promise<string | null>;
  /** Keeps a text under an account, in place of what was there. Raises an Error where it could not be kept. */
  store(account: string, secret: string): Promise<void>;
}
