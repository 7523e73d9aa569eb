import type { PolicySource, PolicySources, ProjectLayer } from '../../ports/policy-source.ts';
import { GatewayError } from '../gateway-error.ts';
import type { PreparePolicy, ReadyPolicy } from '../gateway-ports.ts';

const MAX_PROJECTS = 256;

type ProjectPolicy = { readonly stamp: string; readonly ready: ReadyPolicy | null; readonly problem: string | null };

/** How the policy files compare with the policy in force. */
export type PolicyOnFile = {
  readonly state: 'in-force' | 'changed' | 'invalid';
  /** Why they would not load; empty unless invalid. */
  readonly problems: readonly string[];
};

/**
 * Holds the policy in force: the operator's, and for each workspace the operator's tightened by the project's own.
 *
 * A file that does not parse is an error at start. Later it keeps the last good version, and says so; a project layer that
 * was never good denies everything in its workspace, for nobody knows what it was meant to forbid.
 */
export class PolicyDesk {
  private readonly source: PolicySource;
  private readonly prepare: PreparePolicy;
  private sources: PolicySources;
  private ready: ReadyPolicy;
  private projects = new Map<string, ProjectPolicy>();
  private readonly remembered = new Set<string>();

  private constructor(
    source: PolicySource,
    prepare: PreparePolicy,
    loaded: { readonly sources: PolicySources; readonly ready: ReadyPolicy },
  ) {
    this.source = source;
    this.prepare = prepare;
    this.sources = loaded.sources;
    this.ready = loaded.ready;
  }

  /** Loads the operator's policy; raises `policy.invalid` with every problem. */
  static async open(source: PolicySource, prepare: PreparePolicy): Promise<PolicyDesk> {
    return new PolicyDesk(source, prepare, await loadPolicy(source, prepare));
  }

  /** The operator's policy, without any project's. */
  get current(): ReadyPolicy {
    return this.ready;
  }

  /** Tells whether this run has already written the bundle of a version beside the log. */
  isRemembered(version: string): boolean {
    return this.remembered.has(version);
  }

  /** Notes that the bundle of a version is durable. */
  noteRemembered(version: string): void {
    this.remembered.add(version);
  }

  /** Loads the operator's policy again; raises `policy.invalid` and keeps the one in force when it is not good. */
  async reload(): Promise<ReadyPolicy> {
    const loaded = await loadPolicy(this.source, this.prepare);
    this.sources = loaded.sources;
    this.ready = loaded.ready;
    this.projects = new Map();
    return this.ready;
  }

  /** Whether the operator's files still say what is in force. Nothing is in force by looking. */
  async onFile(): Promise<PolicyOnFile> {
    try {
      const { ready } = await loadPolicy(this.source, this.prepare);
      const isSame = ready.policy.settings.version === this.ready.policy.settings.version;
      return { state: isSame ? 'in-force' : 'changed', problems: [] };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return { state: 'invalid', problems: error.problems.map(({ found }) => found) };
    }
  }

  /** What the operator's policy would be with another organisation's layer. Nothing is in force by it. */
  draft(document: unknown): ReturnType<PreparePolicy> {
    const layers = this.sources.layers.map((layer) =>
      layer.layer === 'organisation' ? { ...layer, document } : layer,
    );
    return this.prepare({ ...this.sources, layers });
  }

  /** The policy for a workspace; raises `policy.invalid` when its own layer was never good. */
  forWorkspace(workspace: string): ReadyPolicy {
    const layer = this.source.projectLayer(workspace);
    if (layer === null) return this.ready;
    const known = this.projects.get(workspace);
    const project = known !== undefined && known.stamp === layer.stamp ? known : this.remember(workspace, layer);
    if (project.ready !== null) return project.ready;
    throw new GatewayError('policy.invalid', `load ${layer.source}: ${project.problem ?? 'it is not a policy'}`, {
      remedies: [
        'Tell the user: only a person may mend it, and nothing can be done here before. Run in the project: `countersign policy lint --config .countersign`.',
      ],
    });
  }

  private remember(workspace: string, layer: ProjectLayer): ProjectPolicy {
    const { document, problem } = layer.read();
    const sources = {
      ...this.sources,
      layers: [...this.sources.layers, { layer: 'project' as const, source: layer.source, document }],
    };
    const prepared = problem === null ? this.prepare(sources) : null;
    const before = this.projects.get(workspace)?.ready ?? null;
    const project: ProjectPolicy = {
      stamp: layer.stamp,
      ready: prepared?.ok === true ? prepared.value : before,
      problem: problem ?? (prepared?.ok === false ? prepared.failure.join('; ') : null),
    };
    if (this.projects.size >= MAX_PROJECTS) this.projects.clear();
    this.projects.set(workspace, project);
    return project;
  }
}

async function loadPolicy(
  source: PolicySource,
  prepare: PreparePolicy,
): Promise<{ sources: PolicySources; ready: ReadyPolicy }> {
  const loaded = await source.load();
  if (!loaded.ok) throw invalid(loaded.problems.map((problem) => `${problem.source}: ${problem.message}`));
  const ready = prepare(loaded.sources);
  if (!ready.ok) throw invalid(ready.failure);
  return { sources: loaded.sources, ready: ready.value };
}

function invalid(problems: readonly string[]): GatewayError {
  return new GatewayError('policy.invalid', `load the policy: ${problems.join('; ')}`, {
    remedies: ['Mend the file and run `countersign policy lint`.'],
    problems: problems.map((problem) => ({ path: '$', found: problem, wanted: 'a policy that loads' })),
  });
}
