/** Words that a statement of any known database begins with, also of its client. */
export const SQL_VERBS: ReadonlySet<string> = new Set(
  [
    // The standard, and what everybody has.
    'select insert update delete merge with values table create alter drop truncate comment grant revoke deny set reset',
    'begin start commit rollback savepoint release end abort explain analyze analyse describe desc show use call exec execute',
    'declare open fetch close return while loop for do case lock unlock prepare deallocate replace rename',
    // PostgreSQL and what speaks like it.
    'copy vacuum reindex cluster refresh listen notify unlisten discard checkpoint load import security reassign move',
    // MySQL, MariaDB.
    'delimiter source handler optimize repair check checksum flush kill purge change stop reset install uninstall signal',
    'resignal get binlog cache shutdown help xa leave iterate repeat restart clone',
    // SQLite, DuckDB.
    'pragma attach detach install export summarize from pivot unpivot force',
    // SQL Server.
    'go print raiserror throw goto waitfor bulk backup restore dbcc reconfigure revert disable enable openrowset readtext',
    'updatetext writetext setuser add send receive',
    // Oracle and its client.
    'audit noaudit flashback associate disassociate administer prompt spool whenever column accept define undefine connect',
    'conn exit quit rem remark variable var host pause clear break ttitle btitle compute store startup archive noarchive',
    // Warehouses: Snowflake, BigQuery, Redshift, Hive, Spark, ClickHouse, Trino.
    'put list ls remove rm undrop msck cache uncache unload assert let export unset reduce map add system exchange watch',
    'sync apply upsert append search if',
  ].flatMap((line) => line.split(' ')),
);
