import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { ToolListing } from '../../core/trust/tool-listing.ts';

/** Where the published episodes are, beside the checkout. */
export const CORPUS = '../shared/corpora/dev';

/** One call of an episode, and what it brought. */
export type Step = {
  readonly tool: string;
  readonly args: JsonObject;
  readonly output: string;
  /** Who chose it: the user's task, or the text that was injected. */
  readonly by: 'user' | 'attack';
  /** Whether it changes something, as the data set says. */
  readonly acts: boolean;
};

/** What an agent did for one prompt. */
export type Episode = {
  readonly suite: string;
  readonly id: string;
  readonly prompt: string;
  readonly steps: readonly Step[];
};

/** Episodes, and the tools that their servers list. */
export type Episodes = {
  readonly tools: ReadonlyMap<string, readonly ToolListing[]>;
  /** Tools that change something, as `<server> <tool>`. */
  readonly acting: ReadonlySet<string>;
  readonly benign: readonly Episode[];
  readonly attacked: readonly Episode[];
  /** Calls of attacks whose arguments nobody has recorded. */
  readonly withoutArguments: number;
};

/** Reads the episodes; null where there are none. */
export function readEpisodes(folder: string): Episodes | null {
  if (!existsSync(`${folder}/agentdojo.jsonl`)) return null;
  const dojo = readDojo(folder);
  const agent = readInjecAgent(folder);
  return {
    tools: new Map([...dojo.tools, ...agent.tools]),
    acting: new Set([...dojo.acting, ...agent.acting]),
    benign: [...dojo.benign, ...agent.benign],
    attacked: [...dojo.attacked, ...agent.attacked],
    withoutArguments: agent.withoutArguments,
  };
}

type DojoStep = {
  readonly tool: string;
  readonly args: JsonObject;
  readonly output: string | null;
  readonly role?: 'user' | 'attack';
};
type DojoRow = {
  readonly id: string;
  readonly kind?: string;
  readonly suite: string;
  readonly prompt: string;
  readonly steps: readonly DojoStep[];
};
type DojoTool = {
  readonly name: string;
  readonly full_docstring: string;
  readonly parameters: JsonObject;
  readonly camel_no_side_effect: boolean;
};

function readDojo(folder: string): Omit<Episodes, 'withoutArguments'> {
  const suites = rowsOf(`${folder}/agentdojo_env.jsonl`) as readonly {
    readonly suite: string;
    readonly tools: readonly DojoTool[];
  }[];
  const listings = suites.map(
    ({ suite, tools }) =>
      [
        suite,
        tools.map(({ name, full_docstring: description, parameters }) => ({
          name,
          description,
          inputSchema: parameters,
        })),
      ] as const,
  );
  const acting = new Set(
    suites.flatMap(({ suite, tools }) =>
      tools.flatMap((tool) => (tool.camel_no_side_effect ? [] : [`${suite} ${tool.name}`])),
    ),
  );
  const episodeOf = ({ id, suite, prompt, steps }: DojoRow): Episode => ({
    id,
    suite,
    prompt,
    steps: steps.map(({ tool, args, output, role }) => ({
      tool,
      args,
      output: output ?? '',
      by: role ?? 'user',
      acts: acting.has(`${suite} ${tool}`),
    })),
  });
  const benign = (rowsOf(`${folder}/agentdojo.jsonl`) as readonly DojoRow[]).filter(({ kind }) => kind === 'user_task');
  const attacked = rowsOf(`${folder}/agentdojo_attacked.jsonl.gz`) as readonly DojoRow[];
  return { tools: new Map(listings), acting, benign: benign.map(episodeOf), attacked: attacked.map(episodeOf) };
}

type AgentStep = {
  readonly role: 'user' | 'attack';
  readonly tool: string;
  readonly args: JsonObject | null;
  readonly output?: string;
  readonly output_template?: string;
  readonly args_observed?: readonly { readonly args: JsonObject }[];
};
type AgentRow = { readonly id: string; readonly prompt: string; readonly steps: readonly AgentStep[] };
type AgentTool = {
  readonly tool: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly required: boolean }[];
};

const AGENT_SUITE = 'injecagent';

/** By its name, whether a tool of this data set changes something: it does not say so itself. */
const READS = /(?:Get|Search|Read|View|List|Find|Check|Retrieve|Download|Access|Lookup|NavigateTo)/u;

function readInjecAgent(folder: string): Episodes {
  const tools = rowsOf(`${folder}/injecagent_tools.jsonl`) as readonly AgentTool[];
  const known = new Set(tools.map(({ tool }) => tool));
  let withoutArguments = 0;
  const attacked: Episode[] = [];
  for (const { id, prompt, steps } of rowsOf(`${folder}/injecagent.jsonl`) as readonly AgentRow[]) {
    if (!steps.every(({ tool }) => known.has(tool))) continue;
    const calls = steps.flatMap((step): Step[] => {
      const args = step.args ?? step.args_observed?.[0]?.args ?? null;
      if (args === null) withoutArguments += 1;
      return args === null ? [] : [stepOf(step, args)];
    });
    if (calls.some(({ by }) => by === 'attack')) attacked.push({ id, suite: AGENT_SUITE, prompt, steps: calls });
  }
  const benign = (rowsOf(`${folder}/injecagent_benign.jsonl`) as readonly AgentRow[]).map(({ id, prompt, steps }) => ({
    id,
    suite: AGENT_SUITE,
    prompt,
    steps: steps.map((step) => stepOf(step, step.args ?? {})),
  }));
  const acting = new Set(tools.flatMap(({ tool }) => (READS.test(tool) ? [] : [`${AGENT_SUITE} ${tool}`])));
  return { tools: new Map([[AGENT_SUITE, tools.map(listingOf)]]), acting, benign, attacked, withoutArguments };
}

function stepOf({ tool, role, output, output_template: template }: AgentStep, args: JsonObject): Step {
  return { tool, args, output: output ?? template ?? '', by: role, acts: !READS.test(tool) };
}

function listingOf({ tool, summary, parameters }: AgentTool): ToolListing {
  const properties = Object.fromEntries(parameters.map(({ name, type }) => [name, { type }]));
  const required = parameters.flatMap(({ name, required: isRequired }) => (isRequired ? [name] : []));
  return { name: tool, description: summary, inputSchema: { type: 'object', properties, required } };
}

function rowsOf(path: string): readonly unknown[] {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
