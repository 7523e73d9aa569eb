import { stripTypeScriptTypes } from 'node:module';

/**
 * Tells whether Node's own compiler takes a text for a module of TypeScript, which every one of JavaScript is.
 *
 * It is asked only about what the grammar does not take, such as syntax newer than the grammar. It says no more than yes
 * or no, so it cannot stand in for it.
 */
export function isTypeScript(text: string): boolean {
  try {
    stripTypeScriptTypes(text, { mode: 'transform' });
    return true;
  } catch {
    return false;
  }
}
