/**
 * Programs that load code of the project whatever they are told, even to print a list, their help or their version: a release of
 * themselves that the project names (`yarnPath`), plugins, a manifest that is a program (`Gemfile`, `mix.exs`, `Vagrantfile`),
 * options for their machine (`.mvn/jvm.config`), a wrapper (`tools/bazel`), or the project's own interpreter (`.venv`).
 */
export const LOADS_PROJECT: ReadonlySet<string> = new Set(
  (
    'yarn yarnpkg composer bundle bundler mix rebar3 mvn mvnw mvnd gradle gradlew gradlew.bat sbt mill lein boot bazel bazelisk ' +
    'poetry pdm rye pipenv hatch tox nox pytest py.test turbo nx lerna artisan symfony drush wp rake thor rails rspec rubocop ' +
    'terragrunt terramate vagrant ansible ansible-playbook ansible-pull ansible-console ansible-navigator ansible-galaxy ' +
    'ansible-lint ansible-doc ansible-inventory ansible-config molecule cdk serverless sls gulp grunt'
  ).split(' '),
);
