import type { ProgramRule, ProgramTable } from './program-rule.ts';
import { ADMINISTRATION_TOOLS } from './programs/administration-tools.ts';
import { ARCHIVE_TOOLS } from './programs/archive-tools.ts';
import { BACKUP_AND_VIRTUAL_MACHINES } from './programs/backup-and-virtual-machines.ts';
import { BINARY_TOOLS } from './programs/binary-tools.ts';
import { BUILD_TOOLS } from './programs/build-tools.ts';
import { CARGO_AND_DOTNET } from './programs/cargo-and-dotnet.ts';
import { CLOUD_COMMAND_LINES } from './programs/cloud-command-lines.ts';
import { COMPILERS } from './programs/compilers.ts';
import { CONFIGURATION_AND_CLUSTER_TOOLS } from './programs/configuration-and-cluster-tools.ts';
import { CONTAINERS } from './programs/containers.ts';
import { DAEMON_TOOLS } from './programs/daemon-tools.ts';
import { DATA_AND_MODEL_TOOLS } from './programs/data-and-model-tools.ts';
import { DATA_TEXT_TOOLS } from './programs/data-text-tools.ts';
import { DATABASES } from './programs/databases.ts';
import { DESKTOP_AND_DEVICE_TOOLS } from './programs/desktop-and-device-tools.ts';
import { DISK_TOOLS } from './programs/disk-tools.ts';
import { EDITORS_AND_PAGERS } from './programs/editors-and-pagers.ts';
import { FILE_TOOLS } from './programs/file-tools.ts';
import { FILTERS_AND_WRAPPERS } from './programs/filters-and-wrappers.ts';
import { FUNCTIONAL_LANGUAGE_TOOLS } from './programs/functional-language-tools.ts';
import { GENERATORS_AND_CHECKERS } from './programs/generators-and-checkers.ts';
import { GIT } from './programs/git.ts';
import { GO_AND_RUST_TOOLS } from './programs/go-and-rust-tools.ts';
import { GO_TOOLS } from './programs/go-tools.ts';
import { HOSTING_COMMAND_LINES } from './programs/hosting-command-lines.ts';
import { INFRASTRUCTURE } from './programs/infrastructure.ts';
import { INTERPRETERS } from './programs/interpreters.ts';
import { JAVA_AND_DOTNET_TOOLS } from './programs/java-and-dotnet-tools.ts';
import { JAVASCRIPT_CHECKS } from './programs/javascript-checks.ts';
import { JAVASCRIPT_PACKAGES } from './programs/javascript-packages.ts';
import { JAVASCRIPT_PROJECT_TOOLS } from './programs/javascript-project-tools.ts';
import { JAVASCRIPT_TOOLS } from './programs/javascript-tools.ts';
import { JVM_TOOLS } from './programs/jvm-tools.ts';
import { KEYS_AND_MESSAGES } from './programs/keys-and-messages.ts';
import { LESSER_KNOWN_TOOLS } from './programs/lesser-known-tools.ts';
import { MEDIA_AND_DOCUMENTS } from './programs/media-and-documents.ts';
import { MIGRATIONS } from './programs/migrations.ts';
import { MISCELLANEOUS } from './programs/miscellaneous.ts';
import { MOBILE_TOOLS } from './programs/mobile-tools.ts';
import { NATIVE_CODE_TOOLS } from './programs/native-code-tools.ts';
import { NETWORK_ADMINISTRATION } from './programs/network-administration.ts';
import { NETWORK_TOOLS } from './programs/network-tools.ts';
import { PACKAGING_TOOLS } from './programs/packaging-tools.ts';
import { PHP_AND_RUBY_TOOLS } from './programs/php-and-ruby-tools.ts';
import { PROCESS_TOOLS } from './programs/process-tools.ts';
import { PYTHON_MODULES } from './programs/python-modules.ts';
import { PYTHON_PACKAGES } from './programs/python-packages.ts';
import { PYTHON_PROJECT_TOOLS } from './programs/python-project-tools.ts';
import { PYTHON_TOOLS } from './programs/python-tools.ts';
import { QUALITY_AND_BUILD_TOOLS } from './programs/quality-and-build-tools.ts';
import { REMOTE_COMMAND_LINES } from './programs/remote-command-lines.ts';
import { RUBY_AND_PHP_PROJECTS } from './programs/ruby-and-php-projects.ts';
import { SEARCH_AND_COMPARE_TOOLS } from './programs/search-and-compare-tools.ts';
import { SERVERS_AND_BACKUPS } from './programs/servers-and-backups.ts';
import { SHELL_PROGRAMS } from './programs/shell-programs.ts';
import { SYSTEM_INFORMATION } from './programs/system-information.ts';
import { SYSTEM_PACKAGES } from './programs/system-packages.ts';
import { TEXT_TOOLS } from './programs/text-tools.ts';
import { TOOLCHAINS_AND_HARDWARE } from './programs/toolchains-and-hardware.ts';
import { VERSION_CONTROL } from './programs/version-control.ts';
import { RuleNames } from './rule-names.ts';

const TABLES: readonly ProgramTable[] = [
  ADMINISTRATION_TOOLS,
  ARCHIVE_TOOLS,
  BACKUP_AND_VIRTUAL_MACHINES,
  BINARY_TOOLS,
  BUILD_TOOLS,
  CARGO_AND_DOTNET,
  CLOUD_COMMAND_LINES,
  COMPILERS,
  CONFIGURATION_AND_CLUSTER_TOOLS,
  CONTAINERS,
  DAEMON_TOOLS,
  DATABASES,
  DATA_TEXT_TOOLS,
  DATA_AND_MODEL_TOOLS,
  DESKTOP_AND_DEVICE_TOOLS,
  DISK_TOOLS,
  EDITORS_AND_PAGERS,
  FILE_TOOLS,
  GENERATORS_AND_CHECKERS,
  GIT,
  GO_TOOLS,
  HOSTING_COMMAND_LINES,
  INFRASTRUCTURE,
  INTERPRETERS,
  JAVASCRIPT_CHECKS,
  JAVASCRIPT_PACKAGES,
  JAVASCRIPT_TOOLS,
  JVM_TOOLS,
  KEYS_AND_MESSAGES,
  LESSER_KNOWN_TOOLS,
  MEDIA_AND_DOCUMENTS,
  MIGRATIONS,
  MISCELLANEOUS,
  MOBILE_TOOLS,
  NETWORK_ADMINISTRATION,
  NETWORK_TOOLS,
  PACKAGING_TOOLS,
  PHP_AND_RUBY_TOOLS,
  PROCESS_TOOLS,
  PYTHON_MODULES,
  PYTHON_PACKAGES,
  PYTHON_TOOLS,
  QUALITY_AND_BUILD_TOOLS,
  REMOTE_COMMAND_LINES,
  SEARCH_AND_COMPARE_TOOLS,
  SERVERS_AND_BACKUPS,
  SHELL_PROGRAMS,
  SYSTEM_INFORMATION,
  SYSTEM_PACKAGES,
  TEXT_TOOLS,
  TOOLCHAINS_AND_HARDWARE,
  JAVASCRIPT_PROJECT_TOOLS,
  PYTHON_PROJECT_TOOLS,
  GO_AND_RUST_TOOLS,
  RUBY_AND_PHP_PROJECTS,
  JAVA_AND_DOTNET_TOOLS,
  FUNCTIONAL_LANGUAGE_TOOLS,
  NATIVE_CODE_TOOLS,
  FILTERS_AND_WRAPPERS,
  VERSION_CONTROL,
];

const RULES: ReadonlyMap<string, ProgramRule> = new Map(
  TABLES.flatMap((table) =>
    Object.entries(table).flatMap(([names, rule]) => names.split(' ').map((name) => [name, rule] as const)),
  ),
);

/** The options and subcommands of every program, by their names. */
export const RULE_NAMES = new RuleNames(RULES.values());

/** What is known of a program, by its name without a folder; null when it is in no table. */
export function ruleOfProgram(name: string): ProgramRule | null {
  const known = namesOfProgram(name).find((one) => RULES.has(one));
  return known === undefined ? null : (RULES.get(known) as ProgramRule);
}

/** A program's name, and what it is without its release, its build and the machine that it makes code for. */
export function namesOfProgram(name: string): readonly string[] {
  return [name, withoutVersion(name), withoutBuild(name), withoutTarget(name)];
}

/** How builds of an interpreter for finding mistakes, or without its lock, are named: `python3-dbg`, `python3.13t`. */
const BUILDS = ['-dbg', 'd', 't'];

function withoutBuild(name: string): string {
  const build = BUILDS.find(
    (ending) => name.endsWith(ending) && '0123456789'.includes(name.charAt(name.length - ending.length - 1)),
  );
  return build === undefined ? name : withoutVersion(name.slice(0, -build.length));
}

/** `python3.12` is `python3`, `gcc-13` is `gcc`, `node.exe` is `node`, `tsc@5.1` is `tsc`. */
function withoutVersion(name: string): string {
  const plain = name.endsWith('.exe') ? name.slice(0, -'.exe'.length) : name;
  const at = plain.lastIndexOf('@');
  if (at > 0) return plain.slice(0, at);
  let end = plain.length;
  while (end > 0 && '0123456789.'.includes(plain.charAt(end - 1))) end -= 1;
  const base = plain.charAt(end - 1) === '-' ? plain.slice(0, end - 1) : plain.slice(0, end);
  return RULES.has(`${base}3`) && plain.startsWith(`${base}3`) ? `${base}3` : base;
}

/** What the name of a machine begins with, in the names of compilers that make code for it (a target triple of GNU). */
const MACHINES = [
  'x86_64-',
  'i686-',
  'aarch64-',
  'arm-',
  'xtensa-',
  'armv7-',
  'riscv32-',
  'riscv64-',
  'powerpc64le-',
  'mips-',
];

/** `x86_64-linux-gnu-gcc-12` is `gcc`: the tool for another machine does what the one for this machine does. */
function withoutTarget(name: string): string {
  if (!MACHINES.some((machine) => name.startsWith(machine))) return name;
  const plain = withoutVersion(name);
  return plain.slice(plain.lastIndexOf('-') + 1);
}
