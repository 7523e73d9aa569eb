const MAX_SHOWN = 200;

/** What is wrong with a variable for a program; nothing where it can be passed on. */
export function problemsOfVariable(name: string, value: string): readonly string[] {
  if (name === '' || name.includes('=') || name.includes('\0'))
    return [
      `environment: found the name ${JSON.stringify(name.slice(0, MAX_SHOWN))}, want one without = and zero bytes`,
    ];
  return value.includes('\0') ? [`environment.${name}: found a zero byte`] : [];
}

/** Why a program cannot be started by these words and variables, as the end of a sentence; null where it can be. */
export function programProblem(argv: readonly string[], environment: Readonly<Record<string, string>>): string | null {
  if (argv.length === 0) return 'it has no name';
  if (argv.some((word) => word.includes('\0'))) return 'its arguments hold a zero byte';
  const problems = Object.entries(environment).flatMap(([name, value]) => problemsOfVariable(name, value));
  return problems[0] ?? null;
}
