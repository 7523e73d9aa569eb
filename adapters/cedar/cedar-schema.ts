import { EFFECT_CLASSES } from '../../core/effect/effect.ts';

/** The namespace of every entity type and action of ours. */
export const NAMESPACE = 'Countersign';

/** The entity types an effect can touch; all have `value`, `provenance` and `is_trusted`. */
const RESOURCE_TYPES = ['Path', 'Host', 'Url', 'Command', 'Recipient', 'Statement', 'Other'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

const ENTITIES = `  // Who acts. An agent is a member of whom it acts for: principal in Countersign::Principal::"user:ada".
  entity Principal in [Principal];

  // One run of an agent.
  entity Session;

  // The tool that would act, a member of who supplies it: "builtin:<agent>", "mcp:<server>" or "api".
  entity Origin;
  entity Tool in [Origin] { name: String, digest?: String };

  // The arguments of the call, by name. A value that is no text is written as JSON.
  entity Call tags String;

  // What an effect touches. A path is a member of every folder above it, a host of every domain above it.
  entity Path in [Path] { value: String, provenance: String, is_trusted: Bool, is_in_workspace: Bool };
  entity Host in [Host] { value: String, provenance: String, is_trusted: Bool };
  entity Url in [Host] { value: String, provenance: String, is_trusted: Bool, host: String };
  entity Command { value: String, provenance: String, is_trusted: Bool };
  entity Recipient { value: String, provenance: String, is_trusted: Bool };
  entity Statement { value: String, provenance: String, is_trusted: Bool };
  entity Other { value: String, provenance: String, is_trusted: Bool };

  type Circumstances = {
    // 0 to 100, of the whole action.
    risk_score: Long,
    // The recorded time of the decision.
    now: datetime,
    // "hook", "mcp", "api", "sdk", "model-proxy", "egress-proxy", "sandbox" or "cli".
    surface: String,
    workspace: String,
    cwd: String,
    session: Session,
    tool: Tool,
    call: Call,
    // What the analysers saw of this effect, for example "outside-workspace".
    marks: Set<String>,
    // "reversible", "compensable" or "irreversible".
    reversibility: String,
    // Every effect class of the action, this one included.
    effect_classes: Set<String>,
  };
`;

/**
 * Writes the Cedar schema that policies are validated against: our entities, and one action per effect class.
 *
 * An action is a member of its family, so that `action in Countersign::Action::"file"` is every `file.*`. The published file
 * `countersign.cedarschema` holds the same text.
 */
export function cedarSchema(): string {
  const families = new Set(EFFECT_CLASSES.filter((name) => name.includes('.')).map(familyOf));
  const groups = [...families].map((name) => `  action ${JSON.stringify(name)};\n`);
  const actions = EFFECT_CLASSES.map(writeAction);
  return [
    '// The vocabulary of Cedar policies for Countersign. Generated from the effect table: do not edit.\n',
    `namespace ${NAMESPACE} {\n`,
    ENTITIES,
    '\n  // Families of effect classes.\n',
    ...groups,
    '\n  // Effect classes: one request is made for each effect of an action.\n',
    ...actions,
    '}\n',
  ].join('');
}

function writeAction(name: string): string {
  const group = name.includes('.') ? ` in [${JSON.stringify(familyOf(name))}]` : '';
  const applies = `principal: [Principal], resource: [${RESOURCE_TYPES.join(', ')}], context: Circumstances`;
  return `  action ${JSON.stringify(name)}${group} appliesTo { ${applies} };\n`;
}

function familyOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
