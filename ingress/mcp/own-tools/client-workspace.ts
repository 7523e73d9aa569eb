import { fileURLToPath } from 'node:url';
import { isJsonObject, type JsonObject } from '../../../core/encoding/json.ts';
import type { CallContext } from '../call-context.ts';
import { textAt } from '../rpc.ts';

/** Which folder calls are about: a path, or why none is known. */
export type FoundWorkspace = { readonly path: string } | { readonly path: null; readonly why: string };

const KEY = 'countersign_roots';

/**
 * The folder in which a client's calls happen: the one that was given; else the client's own root; else, for a client that has no
 * roots, the folder in which this process was started. The model has no say in it.
 *
 * Of several roots it is the folder of this process where that is one of them, and otherwise the first. A client that says it has
 * roots and names none is not served in some other folder.
 */
export class ClientWorkspace {
  private readonly given: string | null;
  private readonly startedIn: string;
  private asked: Promise<FoundWorkspace> | null = null;

  constructor({ given, startedIn }: { readonly given: string | null; readonly startedIn: string }) {
    this.given = given;
    this.startedIn = startedIn;
  }

  /** The folder for a call of this client; asks the client once. */
  async find(context: CallContext): Promise<FoundWorkspace> {
    if (this.given !== null) return { path: this.given };
    if (!isJsonObject(context.hello.capabilities['roots'])) return { path: this.startedIn };
    const asked = this.asked ?? this.ask(context);
    this.asked = asked;
    const found = await asked;
    if (found.path === null && this.asked === asked) this.asked = null;
    return found;
  }

  /** Asks again at the next call: the client says that its roots changed. */
  forget(): void {
    this.asked = null;
  }

  private async ask(context: CallContext): Promise<FoundWorkspace> {
    try {
      const answers = await context.ask({ [KEY]: { method: 'roots/list', params: {} } });
      const answer = answers[KEY];
      return this.choose(isJsonObject(answer) ? answer : {});
    } catch {
      return { path: null, why: 'the client did not answer which folders are open' };
    }
  }

  private choose(answer: JsonObject): FoundWorkspace {
    const roots = Array.isArray(answer['roots']) ? answer['roots'].filter(isJsonObject) : [];
    const paths = roots.flatMap((root) => pathOf(textAt(root, 'uri') ?? ''));
    const path = paths.includes(this.startedIn) ? this.startedIn : paths[0];
    return path === undefined ? { path: null, why: 'the client names no folder as its root' } : { path };
  }
}

function pathOf(uri: string): readonly string[] {
  try {
    return uri.startsWith('file:') ? [fileURLToPath(uri).replace(/(?<=.)\/$/, '')] : [];
  } catch {
    return [];
  }
}
