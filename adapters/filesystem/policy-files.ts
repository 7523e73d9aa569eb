import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicySource, PolicySourceProblem, PolicySources } from '../../ports/policy-source.ts';
import { writeDurably } from './write-durably.ts';
import { readYamlText } from './yaml-text.ts';

const MAX_FILE_BYTES = 1_048_576;
const MAX_ALIASES = 100;

/** Where policy files are. */
export type PolicyPlaces = {
  /** The operator's directory: `safety.yaml`, `policy.yaml`, `risk-weights.yaml`, `*.cedar` and `tools/*.yaml`. */
  readonly configDirectory: string;
  /** The files that come with Countersign, used where the operator has none of that name. */
  readonly defaultsDirectory: string;
};

type Read =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly problem: PolicySourceProblem };

/**
 * Reads policy from YAML files, and `<workspace>/.countersign/policy.yaml` for a project's own layer.
 *
 * A file that exists but does not parse is a problem, never replaced by a default. Profiles of servers are those of the
 * operator and then those that come with Countersign, each by name.
 */
export function openPolicyFiles({ configDirectory, defaultsDirectory }: PolicyPlaces): PolicySource {
  const place = (name: string, fallback: string): string => {
    const own = join(configDirectory, name);
    return existsSync(own) ? own : join(defaultsDirectory, fallback);
  };
  return {
    load: async () => {
      const safety = join(configDirectory, 'safety.yaml');
      const organisation = place('policy.yaml', 'default.yaml');
      const weights = place('risk-weights.yaml', 'risk-weights.yaml');
      const supplied = new Set(yamlFiles(join(defaultsDirectory, 'tools')));
      const tools = [...yamlFiles(join(configDirectory, 'tools')), ...supplied];
      const reads = [organisation, weights, ...(existsSync(safety) ? [safety] : []), ...tools].map((file) => ({
        file,
        read: readYaml(file),
      }));
      const problems = reads.flatMap(({ read }) => (read.ok ? [] : [read.problem]));
      if (problems.length > 0) return { ok: false, problems };
      const document = (file: string): unknown =>
        reads.find((candidate) => candidate.file === file && candidate.read.ok)?.read;
      const value = (file: string): unknown => (document(file) as { document: unknown }).document;
      const layers: PolicySources['layers'] = [
        ...(existsSync(safety) ? [{ layer: 'safety' as const, source: safety, document: value(safety) }] : []),
        { layer: 'organisation', source: organisation, document: value(organisation) },
      ];
      return {
        ok: true,
        sources: {
          layers,
          weights: { source: weights, document: value(weights) },
          cedar: readCedar(configDirectory),
          ...(tools.length === 0
            ? {}
            : {
                profiles: tools.map((file) => ({ source: file, document: value(file), supplied: supplied.has(file) })),
              }),
        },
      };
    },
    projectLayer: (workspace) => readProject(join(workspace, '.countersign', 'policy.yaml')),
    organisationText: {
      read: () => {
        const source = place('policy.yaml', 'default.yaml');
        return { source, text: readFileSync(source, 'utf8'), isOwn: source.startsWith(configDirectory) };
      },
      parse: (text) => {
        const read = parseYaml('policy.yaml', text);
        return read.ok ? { document: read.document, problem: null } : { document: null, problem: read.problem.message };
      },
      write: (text) => replaceKept(join(configDirectory, 'policy.yaml'), text),
    },
  };
}

/** Replaces a file and keeps the one before under a name with the time, which is never taken twice. */
function replaceKept(file: string, text: string): { readonly kept: string | null; readonly putBack: () => void } {
  const before = existsSync(file) ? readFileSync(file) : null;
  const mode = before === null ? 0o600 : statSync(file).mode & 0o777;
  const kept =
    before === null ? null : `${file}.${new Date().toISOString().replaceAll(':', '')}.${process.hrtime.bigint()}.kept`;
  if (before !== null && kept !== null) writeDurably(kept, before, { mode });
  writeDurably(file, text, { mode });
  return {
    kept,
    putBack: () => (before === null ? rmSync(file, { force: true }) : writeDurably(file, before, { mode })),
  };
}

function readYaml(file: string): Read {
  try {
    const { size } = statSync(file);
    if (size > MAX_FILE_BYTES) return refuse(file, `${size} bytes, want at most ${MAX_FILE_BYTES}`);
    return parseYaml(file, readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(file, error instanceof Error ? error.message : 'it cannot be read');
  }
}

function parseYaml(source: string, text: string): Read {
  const read = readYamlText(text, { maxAliasCount: MAX_ALIASES });
  return read.ok ? { ok: true, document: read.value } : refuse(source, read.failure);
}

function refuse(source: string, message: string): Read {
  return { ok: false, problem: { source, message } };
}

/** The YAML files of a directory, by name; none where there is no such directory. */
function yamlFiles(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml') || name.endsWith('.yml'));
  return names.sort().map((name) => join(directory, name));
}

function readCedar(directory: string): string {
  if (!existsSync(directory)) return '';
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.cedar'))
    .sort();
  return files.map((name) => readFileSync(join(directory, name), 'utf8')).join('\n');
}

function readProject(file: string): ReturnType<PolicySource['projectLayer']> {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (stat === undefined) return null;
  const stamp = `${stat.mtimeNs}:${stat.size}:${stat.ino}`;
  return { stamp, source: file, read: () => readLayer(file) };
}

function readLayer(file: string): { readonly document: unknown; readonly problem: string | null } {
  const read = readYaml(file);
  return read.ok ? { document: read.document, problem: null } : { document: null, problem: read.problem.message };
}
