import type { Effect } from '../effect/effect.ts';
import { normalisePath } from '../path/normalise-path.ts';
import { hostOfName, hostOfUrl } from './host-pattern.ts';
import { type Operands, readOperands } from './operands.ts';
import type { PathPlaces } from './path-pattern.ts';
import type { RuleContext } from './rule-outcome.ts';
import { toolNames } from './tool-names.ts';

/** The host that an effect reaches, in its normal form; null when it cannot be read. */
type ReachedHost = { readonly name: string | null };

/**
 * An action seen by rules: its effects at once, and what it is used on read at most once, when the first rule asks.
 *
 * Asking for places or operands throws a `RangeError` when the home or the workspace is not an absolute path: a rule that
 * needs them cannot be evaluated, and says so.
 */
export class Subject {
  readonly context: RuleContext;
  /** The names under which rules know its tool; at least one. */
  readonly toolNames: readonly string[];
  private knownPlaces: PathPlaces | null = null;
  private knownOperands: Operands | null = null;
  private knownUnknown: boolean | null = null;
  private readonly knownHosts = new Map<Effect, ReachedHost | null>();
  private readonly knownPaths = new Map<string, string | null>();

  constructor(context: RuleContext) {
    this.context = context;
    this.toolNames = toolNames(context.action);
  }

  /** Whether some of what the action does is not known. */
  get isUnknown(): boolean {
    this.knownUnknown ??= this.context.effects.some((effect) => effect.class === 'unknown');
    return this.knownUnknown;
  }

  get places(): PathPlaces {
    this.knownPlaces ??= {
      home: absolute(this.context.home),
      workspace: absolute(this.context.action.workspace),
    };
    return this.knownPlaces;
  }

  get operands(): Operands {
    const { action, effects } = this.context;
    this.knownOperands ??= readOperands(action, effects, this.places);
    return this.knownOperands;
  }

  /** The host an effect reaches; null when it reaches none. */
  hostOf(effect: Effect): ReachedHost | null {
    const known = this.knownHosts.get(effect);
    if (known !== undefined) return known;
    const host = readHost(effect);
    this.knownHosts.set(effect, host);
    return host;
  }

  /** A text read as a path from the working directory; null when it cannot be one. */
  pathOf(text: string): string | null {
    const known = this.knownPaths.get(text);
    if (known !== undefined) return known;
    const path = normalisePath(text, { cwd: this.context.action.cwd, home: this.places.home });
    this.knownPaths.set(text, path);
    return path;
  }
}

function readHost({ resource: { kind, value } }: Effect): ReachedHost | null {
  if (kind !== 'host' && kind !== 'url') return null;
  return { name: kind === 'host' ? hostOfName(value) : hostOfUrl(value) };
}

function absolute(path: string): string {
  if (isNormal(path)) return path;
  const normalised = path.startsWith('/') ? normalisePath(path, { cwd: '/', home: '/' }) : null;
  if (normalised === null) throw new RangeError(`anchor a rule: found ${JSON.stringify(path)}, want an absolute path`);
  return normalised;
}

/** Plainly a normalised path; of hidden folders it is not said. */
function isNormal(path: string): boolean {
  const hasOddity = path.endsWith('/') || path.includes('//') || path.includes('/.') || path.includes('\0');
  return path.startsWith('/') && !hasOddity;
}
