import { type CallTable, wordSet } from './code-value.ts';

/** Aliases of cmdlets, of Windows PowerShell and of PowerShell 7. */
export const POWERSHELL_ALIASES: CallTable = {
  'rm del erase rd ri rmdir': 'remove-item',
  'ls dir gci': 'get-childitem',
  'cat type gc': 'get-content',
  'echo write': 'write-output',
  'cp copy cpi': 'copy-item',
  'mv move mi': 'move-item',
  'ren rni': 'rename-item',
  'md mkdir ni': 'new-item',
  sc: 'set-content',
  ac: 'add-content',
  'iwr wget curl': 'invoke-webrequest',
  irm: 'invoke-restmethod',
  iex: 'invoke-expression',
  icm: 'invoke-command',
  'saps start': 'start-process',
  'kill spps': 'stop-process',
  'ps gps': 'get-process',
  'select ': 'select-object',
  'where ?': 'where-object',
  'foreach %': 'foreach-object',
  'sort ': 'sort-object',
  'measure ': 'measure-object',
  'group ': 'group-object',
  'ft ': 'format-table',
  'fl ': 'format-list',
  'pwd gl': 'get-location',
  'cd sl chdir': 'set-location',
  'sls ': 'select-string',
  'gi ': 'get-item',
  'gp ': 'get-itemproperty',
  'gsv ': 'get-service',
  'gcm ': 'get-command',
  'sleep ': 'start-sleep',
  'tee ': 'tee-object',
  'cls clear': 'clear-host',
  'h history': 'get-history',
};

/** What cmdlets do with their first operands and with `-Path`, `-Destination`, `-Uri`, `-OutFile`; `!` is not understood. */
export const POWERSHELL_COMMANDS: CallTable = {
  'remove-item': 'delete',
  'clear-content set-content add-content out-file tee-object new-item export-csv export-clixml start-transcript':
    'write',
  'copy-item': 'read write',
  'move-item': 'delete write',
  'rename-item': 'delete write',
  'get-content get-childitem get-item test-path resolve-path get-filehash select-string import-csv get-itemproperty get-acl':
    'read',
  'set-location push-location': 'enter',
  'invoke-webrequest invoke-restmethod start-bitstransfer': 'fetch',
  'test-netconnection test-connection resolve-dnsname': 'connect',
  'expand-archive compress-archive': 'read write',
  'set-acl ': 'mode',
  'start-process ': 'command',
  'invoke-expression invoke-command add-type import-module invoke-item start-job register-scheduledtask new-object.com':
    'opaque',
};

/** Cmdlets that only compute and print. */
export const POWERSHELL_PURE = wordSet(
  `write-output write-host write-verbose write-warning write-error write-debug write-information out-host out-string out-null
  out-default get-process get-date select-object where-object measure-object sort-object group-object format-table format-list
  format-wide foreach-object get-location get-service get-command get-help get-member get-host get-random get-unique
  get-history get-culture get-timezone get-computerinfo get-module get-alias get-psdrive get-uptime get-verb compare-object
  convertto-json convertfrom-json convertto-csv convertfrom-csv convertto-html join-path split-path start-sleep clear-host
  get-eventlog get-winevent get-hotfix get-netipaddress get-netadapter get-disk get-volume get-ciminstance get-executionpolicy
  join-string new-timespan pop-location test-json read-host exit return if else elseif foreach while do for switch
  true false break continue in`,
);

/** Members of values that only compute, in lower case. */
export const POWERSHELL_MEMBERS = wordSet(
  `tostring replace split trim trimstart trimend toupper tolower substring indexof contains startswith endswith padleft padright
  length count name fullname extension basename directory lastwritetime value key keys values version major minor
  build psversion edition psedition platform os id cpu processname path status displayname adddays addhours addminutes
  tojson year month day hour minute second`,
);

/** Types whose static members only compute, in lower case. */
export const POWERSHELL_TYPES = wordSet(
  'math datetime string int int32 int64 long double decimal bool char guid timespan version regex uri array byte system.math system.datetime system.guid',
);
