import { type ExampleFailure, type ExampleSetting, exampleAction } from './run-examples.ts';
import type { ServerProfile } from './tool-profile.ts';

/**
 * Runs the examples of profiles, as calls to the first server each names, and answers those that do otherwise than they
 * must: the classes of their effects are compared, each once. `rule` is the name of the profile.
 *
 * A profile with a failing example must not be loaded.
 */
export function runProfileExamples(
  profiles: readonly ServerProfile[],
  setting: ExampleSetting,
): readonly ExampleFailure[] {
  return profiles.flatMap(({ name, servers, examples }) =>
    examples.flatMap(({ tool, args, effects }, index) => {
      const action = exampleAction({ tool, args }, setting);
      const origin = `mcp:${servers[0] ?? name}`;
      const analysed = setting.effectsOf({ ...action, tool: { name: tool, origin, digest: null } });
      const found = listOf(analysed.map((effect) => effect.class));
      const wanted = listOf(effects);
      return found === wanted ? [] : [{ rule: name, path: `examples[${index}] of ${tool}`, found, wanted }];
    }),
  );
}

function listOf(classes: readonly string[]): string {
  const distinct = [...new Set(classes)].toSorted();
  return distinct.length === 0 ? 'no effect' : distinct.join(', ');
}
