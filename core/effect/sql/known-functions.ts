import type { SqlAct } from './syntax.ts';

/** What calling a function does, from its arguments; an empty list: it only computes. */
type ActsOfCall = (args: readonly (string | null)[]) => readonly SqlAct[];

/**
 * Functions of PostgreSQL, MySQL, SQLite, SQL Server, DuckDB and ClickHouse that compute from their arguments or tell
 * something of the server, by their manuals. Calling one that is not listed may do anything.
 */
const COMPUTES = new Set(
  `
  count sum avg min max every bool_and bool_or bit_and bit_or bit_xor string_agg array_agg json_agg jsonb_agg xmlagg
  json_object_agg jsonb_object_agg group_concat stddev stddev_pop stddev_samp variance var_pop var_samp corr covar_pop
  covar_samp regr_slope regr_intercept regr_r2 regr_count percentile_cont percentile_disc mode grouping total median
  any_value first_value last_value nth_value lead lag row_number rank dense_rank percent_rank cume_dist ntile
  count_big checksum_agg approx_count_distinct uniq uniqexact quantile quantiles argmin argmax countif sumif avgif
  listagg range_agg stdev stdevp var varp first last list histogram approx_quantile arg_min arg_max
  abs ceil ceiling floor round trunc truncate sign sqrt cbrt power pow exp ln log log2 log10 mod div gcd lcm factorial
  pi degrees radians sin cos tan asin acos atan atan2 cot sinh cosh tanh asinh acosh atanh random rand setseed
  random_normal width_bucket scale min_scale trim_scale greatest least newid crc32 bit_count square intdiv tointeger
  length len datalength char_length character_length octet_length bit_length lower upper initcap trim ltrim rtrim btrim
  substr substring substring_index left right replace reverse repeat replicate lpad rpad concat concat_ws split_part
  strpos position instr charindex patindex locate translate ascii chr char nchar unicode ascii format printf quote
  quote_ident quote_literal quote_nullable quotename overlay regexp_replace regexp_matches regexp_match regexp_count
  regexp_instr regexp_like regexp_substr regexp_split_to_array regexp_split_to_table starts_with ends_with string_to_array
  string_to_table array_to_string string_split to_hex to_bin to_oct encode decode md5 sha1 sha2 sha224 sha256 sha384 sha512
  digest hmac hashbytes hex unhex to_base64 from_base64 soundex difference levenshtein similarity word_similarity
  show_trgm metaphone dmetaphone unaccent strcmp field elt find_in_set make_set insert space stuff string_escape
  normalize is_normalized convert convert_from convert_to collate glob like zeroblob typeof nullif ifnull isnull coalesce
  nvl nvl2 iif if iff choose decode cast try_cast try_convert parse try_parse to_char to_number to_date to_timestamp
  to_text tostring todate todatetime toint32 toint64 tofloat64 touint32 touint64 safe_cast num_nulls num_nonnulls
  timezone like_escape similar_to_escape similar_escape overlaps now today yesterday current_date current_time current_timestamp localtime localtimestamp statement_timestamp
  transaction_timestamp clock_timestamp timeofday sysdate sysdatetime sysutcdatetime sysdatetimeoffset getdate getutcdate
  utc_timestamp utc_date utc_time curdate curtime unix_timestamp from_unixtime date time datetime timestamp julianday
  strftime unixepoch timediff date_part date_trunc date_bin date_add date_sub date_subtract date_diff date_format
  datediff dateadd datename datepart datefromparts datetimefromparts eomonth isdate addtime adddate subdate subtime
  timestampdiff timestampadd extract age isfinite justify_days justify_hours justify_interval make_date make_time
  make_timestamp make_timestamptz make_interval year quarter month week day dayofmonth dayofweek dayofyear hour minute
  second microsecond monthname dayname weekday weekofyear yearweek last_day to_days from_days sec_to_time time_to_sec
  str_to_date maketime makedate period_add period_diff tostartofmonth tostartofday tostartofhour tostartofinterval
  toyyyymm toyyyymmdd epoch_ms time_bucket time_bucket_gapfill
  json json_array json_object json_extract json_extract_string json_value json_query json_type json_valid json_each
  json_tree json_array_length json_insert json_replace json_set json_remove json_patch json_quote json_group_array
  json_group_object json_contains json_contains_path json_keys json_length json_depth json_search json_unquote
  json_pretty json_merge json_merge_patch json_merge_preserve json_table json_exists json_overlaps json_serialize
  json_scalar json_build_object json_build_array jsonb_build_object jsonb_build_array to_json to_jsonb row_to_json
  array_to_json json_extract_path json_extract_path_text jsonb_extract_path jsonb_extract_path_text
  json_array_elements json_array_elements_text jsonb_array_elements jsonb_array_elements_text json_each_text jsonb_each
  jsonb_each_text json_object_keys jsonb_object_keys json_typeof jsonb_typeof jsonb_array_length json_populate_record
  jsonb_populate_record json_populate_recordset jsonb_populate_recordset json_to_record jsonb_to_record
  json_to_recordset jsonb_to_recordset json_strip_nulls jsonb_strip_nulls jsonb_set jsonb_set_lax jsonb_insert
  jsonb_pretty jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first
  jsonb jsonb_extract jsonb_object_agg_unique openjson isjson json_modify json_arrayagg json_objectagg
  array_length array_lower array_upper array_ndims array_dims array_position array_positions array_append array_prepend
  array_cat array_remove array_replace array_fill array_sample array_shuffle array_sort array_reverse cardinality
  trim_array unnest generate_series generate_subscripts array array_concat array_distinct array_contains
  arrayjoin arraymap arrayfilter list_value list_contains struct_pack map row has hasany hasall
  lower_inc upper_inc lower_inf upper_inf isempty range_merge int4range int8range numrange tsrange tstzrange daterange
  multirange get_bit get_byte set_bit set_byte bit_length uuid gen_random_uuid uuidv4 uuidv7 uuid_generate_v4
  uuid_generate_v1 uuid_extract_timestamp uuid_extract_version uuid_to_bin bin_to_uuid is_uuid newsequentialid
  to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_rank ts_rank_cd ts_headline setweight
  strip tsvector_to_array array_to_tsvector numnode querytree ts_debug ts_lexize match against snippet highlight bm25
  offsets matchinfo containstable freetexttable contains freetext cosine_distance l2_distance inner_product vector_dims
  vector_norm l1_distance subvector
  version current_database current_schema current_schemas current_user session_user current_role user system_user database
  schema current_catalog current_query inet_client_addr inet_client_port inet_server_addr inet_server_port
  pg_backend_pid pg_postmaster_start_time pg_conf_load_time pg_is_in_recovery pg_last_wal_receive_lsn
  pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn pg_current_wal_insert_lsn pg_wal_lsn_diff
  pg_walfile_name pg_column_size pg_database_size pg_relation_size pg_table_size pg_total_relation_size
  pg_indexes_size pg_tablespace_size pg_size_pretty pg_size_bytes pg_relation_filenode pg_relation_filepath
  pg_get_viewdef pg_get_indexdef pg_get_constraintdef pg_get_functiondef pg_get_triggerdef pg_get_ruledef pg_get_expr
  pg_get_userbyid pg_get_serial_sequence pg_get_function_arguments pg_get_function_result
  pg_get_function_identity_arguments pg_get_keywords pg_get_partkeydef pg_get_statisticsobjdef pg_typeof
  pg_table_is_visible pg_type_is_visible pg_function_is_visible pg_encoding_to_char pg_char_to_encoding
  pg_client_encoding pg_collation_for pg_blocking_pids pg_safe_snapshot_blocking_pids pg_stat_get_activity
  pg_stat_get_live_tuples pg_stat_get_dead_tuples pg_options_to_table pg_index_column_has_property
  pg_index_has_property pg_snapshot_xmin pg_current_snapshot pg_current_xact_id pg_current_xact_id_if_assigned
  pg_xact_status pg_is_wal_replay_paused pg_partition_tree pg_partition_root pg_partition_ancestors pg_describe_object
  pg_identify_object pg_tablespace_location pg_stat_statements pg_available_extensions pg_timezone_names
  pg_show_all_settings pg_lock_status pg_cursor pg_input_is_valid pg_trigger_depth
  txid_current txid_current_if_assigned txid_status format_type to_regclass to_regproc to_regtype to_regnamespace
  to_regrole obj_description col_description shobj_description has_table_privilege has_schema_privilege
  has_database_privilege has_column_privilege has_function_privilege has_sequence_privilege has_any_column_privilege
  has_role pg_has_role row_security_active current_setting getvariable lastval currval
  connection_id found_rows row_count last_insert_id charset collation coercibility inet_aton inet_ntoa inet6_aton
  inet6_ntoa is_ipv4 is_ipv6 host hostmask masklen netmask network broadcast family abbrev inet_same_family inet_merge
  sqlite_version sqlite_source_id sqlite_compileoption_used changes total_changes last_insert_rowid likelihood likely
  unlikely soundex pragma_table_info pragma_table_xinfo pragma_index_list pragma_index_info pragma_foreign_key_list
  pragma_database_list pragma_function_list pragma_compile_options pragma_table_list dbstat sqlite_schema
  db_name db_id object_id object_name object_schema_name object_definition schema_name schema_id col_name col_length
  columnproperty objectproperty objectpropertyex databasepropertyex serverproperty indexproperty indexkey_property
  type_id type_name suser_name suser_sname suser_id user_name user_id is_member is_srvrolemember has_perms_by_name
  has_dbaccess host_name host_id app_name scope_identity ident_current ident_seed ident_incr original_login error_message
  error_number error_line error_procedure error_severity error_state xact_state stats_date session_context
  original_db_name fn_helpcollations dm_exec_sql_text dm_exec_query_plan
  xmlelement xmlforest xmlconcat xmlroot xmlparse xmlserialize xpath xpath_exists xmltable xmlexists xmlcomment xmlpi
  extractvalue nodes value exist query
  point line lseg box path polygon circle area center diameter height width_box isopen isclosed npoints diagonal slope
  greatcircledistance geodistance earth_distance ll_to_earth geohash
  values set using over filter within partition in exists any all some not and or on as when then else row rows
  interval numeric decimal varchar char character nvarchar int integer bigint smallint real double float text boolean bit
  binary varbinary datetime2 datetimeoffset enum
  rownum sys_context empty_blob userenv to_clob numtodsinterval numtoyminterval add_months months_between trunc_date
  `
    .trim()
    .split(/\s+/),
);

/** Beginnings of names of extensions' functions that compute: PostGIS. */
const COMPUTES_PREFIXES = ['st_', 'pg_catalog.st_'];

const toServerFile =
  (operation: 'read' | 'write'): ActsOfCall =>
  ([path = null]) => [{ kind: 'file', operation, side: 'server', path }];

const opaqueCall =
  (why: string): ActsOfCall =>
  () => [{ kind: 'opaque', why }];

const reaches: ActsOfCall = ([target = null]) => [{ kind: 'connect', target }];

/** What a text that the function is given as its last argument says, beside reaching another server. */
const runsRemotely: ActsOfCall = (args) => [
  { kind: 'connect', target: args[0] ?? null },
  { kind: 'sql', text: args.at(-1) ?? null },
];

const schemaAct =
  (verb: string, destroys = false): ActsOfCall =>
  ([name = null]) => [{ kind: 'schema', verb, names: [name ?? ''], destroys }];

const signals = opaqueCall('it ends or disturbs sessions of the server');

const ACTS: ReadonlyMap<string, ActsOfCall> = new Map(
  Object.entries<ActsOfCall>({
    'pg_read_file pg_read_binary_file pg_stat_file pg_ls_dir pg_file_read load_file lo_import xmltype readfile openrowset':
      toServerFile('read'),
    'read_csv read_csv_auto read_parquet read_json read_json_auto read_text read_blob parquet_scan sniff_csv file':
      toServerFile('read'),
    'pg_ls_logdir pg_ls_waldir pg_ls_tmpdir pg_ls_archive_statusdir pg_current_logfile pg_ls_logicalmapdir lsdir':
      toServerFile('read'),
    'lo_export pg_file_write pg_file_unlink pg_file_rename writefile': (args) => [
      { kind: 'file', operation: 'write', side: 'server', path: (args.length > 1 ? args[1] : args[0]) ?? null },
    ],
    'dblink dblink_exec dblink_send_query': runsRemotely,
    'dblink_connect dblink_connect_u postgres_fdw_get_connections mysql_query postgres_scan mysql_scan sqlite_scan':
      reaches,
    'url s3 remote remotesecure mysql postgresql mongodb hdfs http_get http_post http_request utl_http.request http':
      reaches,
    'openquery opendatasource': runsRemotely,
    'query_to_xml query_to_xml_and_xmlschema query_to_xmlschema cursor_to_xml ts_stat': ([text = null]) => [
      { kind: 'sql', text },
    ],
    'load_extension edit fts3_tokenizer eval shell sys_exec sys_eval exec system executable': opaqueCall(
      'it loads code or runs programs',
    ),
    'pg_terminate_backend pg_cancel_backend pg_reload_conf pg_rotate_logfile pg_promote pg_switch_wal': signals,
    set_config: ([name = null, value = null]) => [
      { kind: 'setting', name: name ?? 'a setting that is not known', value, isGlobal: name === null },
    ],
    'nextval setval pg_notify lo_create lo_creat lo_put lo_from_bytea lowrite pg_stat_reset pg_stat_reset_shared pg_stat_statements_reset':
      ([name = null]) => [{ kind: 'write', verb: 'change', tables: [name ?? ''], rows: 'new', where: null }],
    'lo_unlink pg_drop_replication_slot pg_replication_origin_drop': schemaAct('drop', true),
    'pg_create_restore_point pg_backup_start pg_backup_stop pg_create_physical_replication_slot pg_create_logical_replication_slot':
      schemaAct('set up replication or backup'),
    'pg_sleep pg_sleep_for pg_sleep_until sleep benchmark waitfor randomblob': () => [{ kind: 'lock', tables: [] }],
    'pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_try_advisory_xact_lock get_lock release_lock pg_advisory_unlock':
      () => [{ kind: 'lock', tables: [] }],
    'lo_get loread': () => [],
  }).flatMap(([names, acts]) => names.split(' ').map((name) => [name, acts] as const)),
);

/** What a call of a function does. The schema in front of a name of the server's own is left out. */
export function actsOfCall(name: string, args: readonly (string | null)[]): readonly SqlAct[] {
  const plain = name.startsWith('pg_catalog.') || name.startsWith('dbo.') ? name.slice(name.indexOf('.') + 1) : name;
  const last = plain.slice(plain.lastIndexOf('.') + 1);
  const acts = ACTS.get(plain) ?? ACTS.get(last);
  if (acts !== undefined) return acts(args);
  if (last.startsWith('xp_') || last.startsWith('sp_oa')) return [{ kind: 'opaque', why: `it runs ${last}` }];
  if (COMPUTES.has(plain) || COMPUTES_PREFIXES.some((prefix) => plain.startsWith(prefix))) return [];
  return [{ kind: 'opaque', why: `a function that is not known: ${name.slice(0, 64)}` }];
}
