import type { Action } from '../action/action.ts';
import { isNetworkAddress } from '../effect/analyse-address.ts';
import { readPatched } from '../effect/diff/read-patched.ts';
import type { Effect } from '../effect/effect.ts';
import { filePathOf } from '../effect/file-url.ts';
import { type ArgumentUse, TOOL_CATALOGUE } from '../effect/tool-catalogue.ts';
import type { Json } from '../encoding/json.ts';
import { normalisePath } from '../path/normalise-path.ts';
import { commandPieces } from './command-pieces.ts';
import { hostOfName, hostOfUrl } from './host-pattern.ts';
import type { PathPlaces } from './path-pattern.ts';

/** What a tool call names as the things it is used on, read from its arguments as given and from its effects. */
export type Operands = {
  /** Shell texts as given; of a tool that does not say which argument is one, those of its effects. */
  readonly commands: readonly string[];
  /** The simple commands that may be in these and in the effects; see `commandPieces`. */
  readonly pieces: readonly string[];
  /** Normalised absolute paths among the arguments. */
  readonly paths: readonly string[];
  /** URLs among the arguments, as given. */
  readonly urls: readonly string[];
  /** Other arguments of a catalogued tool that say what it is used on, such as a search. */
  readonly declared: readonly string[];
  /** Texts of which nobody says what they are. They may be paths under the working directory. Only restrictions look here. */
  readonly texts: readonly string[];
  readonly possiblePaths: readonly string[];
  /** Hosts of URLs and effects, in their normal form. */
  readonly hosts: readonly string[];
  /** An argument, or a host, that a rule would have to look at could not be read: that counts against the action. */
  readonly unreadable: boolean;
  readonly unreadableHost: boolean;
};

/** Most argument values that are looked at; with more the call counts as unreadable. */
const MAX_VALUES = 2_000;
/** Longest text that can be a path (Linux PATH_MAX). */
const MAX_PATH = 4_096;

/**
 * Reads what an action is used on. Catalogued tools say which argument is a path, a URL or a shell text; of any other tool
 * every text is taken for whatever it may be, and what its effects touch is added.
 */
export function readOperands(action: Action, effects: readonly Effect[], places: PathPlaces): Operands {
  const reader = new OperandReader(action, places);
  const uses = catalogued(action);
  if (uses === undefined) reader.readEveryArgument();
  else for (const use of uses) reader.readUse(use);
  reader.readEffects(effects);
  return reader.operands();
}

/** How the catalogue says a tool uses its arguments; undefined for a tool that is not in it. */
function catalogued({ tool: { origin, name } }: Action): readonly ArgumentUse[] | undefined {
  const tools = Object.hasOwn(TOOL_CATALOGUE, origin) ? TOOL_CATALOGUE[origin] : undefined;
  return tools !== undefined && Object.hasOwn(tools, name) ? tools[name] : undefined;
}

class OperandReader {
  private readonly action: Action;
  private readonly places: PathPlaces;
  private readonly commands: string[] = [];
  private readonly effectCommands: string[] = [];
  private readonly paths: string[] = [];
  private readonly urls: string[] = [];
  private readonly declared: string[] = [];
  private readonly texts: string[] = [];
  private readonly possiblePaths: string[] = [];
  private readonly hosts: string[] = [];
  private unreadable = false;
  private unreadableHost = false;

  constructor(action: Action, places: PathPlaces) {
    this.action = action;
    this.places = places;
  }

  operands(): Operands {
    const { commands, paths, urls, declared, texts, possiblePaths, hosts, unreadable, unreadableHost } = this;
    const pieces = [...commands, ...this.effectCommands].flatMap(commandPieces);
    return { commands, pieces, paths, urls, declared, texts, possiblePaths, hosts, unreadable, unreadableHost };
  }

  readUse(use: ArgumentUse): void {
    const given = Object.entries(this.action.args).find(([name]) => name === use.argument)?.[1];
    const value = given === undefined && use.kind === 'file' && use.orCwd === true ? this.action.cwd : given;
    if (use.kind === 'effect') this.readOptionalText(value);
    else if (typeof value !== 'string') this.unreadable = true;
    else if (use.kind === 'file') this.readPath(value);
    else if (use.kind === 'url') this.readUrl(value);
    else if (use.kind === 'patch') this.readPatched(value);
    else if (use.kind === 'resource') this.readAddress(value);
    else this.commands.push(value);
  }

  /** Walks without recursion; depth and size were bounded when the action was parsed. */
  readEveryArgument(): void {
    const pending: Json[] = [this.action.args];
    for (let seen = 0; seen < pending.length; seen++) {
      if (seen > MAX_VALUES) {
        this.unreadable = true;
        return;
      }
      const value = pending[seen];
      if (typeof value === 'string') this.readUnknownText(value);
      else if (typeof value === 'object' && value !== null)
        for (const item of Object.values<Json>(value)) pending.push(item);
    }
  }

  readEffects(effects: readonly Effect[]): void {
    const commandsOfEffects = this.commands.length > 0 ? this.effectCommands : this.commands;
    for (const { resource } of effects) {
      const { kind, value } = resource;
      if (kind === 'host') this.addHost(hostOfName(value));
      else if (kind === 'url') this.readHostOfUrl(value);
      else if (kind === 'command') commandsOfEffects.push(value);
      else if (kind !== 'path' && kind !== 'tool') this.texts.push(value);
    }
  }

  private readOptionalText(value: Json | undefined): void {
    if (typeof value === 'string') this.declared.push(value);
    else if (value !== undefined) this.unreadable = true;
  }

  private readPath(text: string): void {
    const path = this.normalised(text);
    if (path === null) this.unreadable = true;
    else this.paths.push(path);
  }

  private readAddress(uri: string): void {
    const path = filePathOf(uri);
    if (path !== null) this.readPath(path);
    else if (isNetworkAddress(uri)) this.readUrl(uri);
    else this.declared.push(uri);
  }

  private readPatched(text: string): void {
    const files = readPatched(text);
    if (files === null) this.unreadable = true;
    else for (const { path } of files) this.readPath(path);
  }

  private readUrl(text: string): void {
    this.urls.push(text);
    this.readHostOfUrl(text);
  }

  private readUnknownText(text: string): void {
    this.texts.push(text);
    if (text.includes('://')) this.readUrl(text);
    if (text.length > MAX_PATH || text.includes('\n')) return;
    const path = this.normalised(text);
    if (path !== null) (looksLikePath(text) ? this.paths : this.possiblePaths).push(path);
  }

  private readHostOfUrl(text: string): void {
    this.addHost(hostOfUrl(text));
  }

  private addHost(host: string | null): void {
    if (host === null) this.unreadableHost = true;
    else this.hosts.push(host);
  }

  private normalised(text: string): string | null {
    return normalisePath(text, { cwd: this.action.cwd, home: this.places.home });
  }
}

function looksLikePath(text: string): boolean {
  return text.startsWith('/') || text.startsWith('~/') || text.startsWith('./') || text.startsWith('../');
}
