import { type CallTable, wordSet } from './code-value.ts';

/** What PHP's functions do, in lower case; see `applyCall` for the words. */
export const PHP_CALLS: CallTable = {
  'system shell_exec passthru exec popen proc_open': 'shell',
  pcntl_exec: 'command*',
  'eval assert': 'eval',
  create_function: '- eval',
  'include include_once require require_once': 'script',
  'file_get_contents file readfile fopen_r parse_ini_file simplexml_load_file highlight_file show_source php_strip_whitespace md5_file sha1_file hash_file getimagesize exif_read_data filesize filemtime file_exists is_file is_dir is_readable is_writable stat fileperms fileowner scandir opendir dir readlink realpath finfo_file':
    'read',
  fopen: 'open',
  splfileobject: 'open',
  'gzopen bzopen ziparchive phardata phar': 'open !',
  'file_put_contents mkdir touch tempnam': 'write',
  unlink: 'delete',
  rmdir: 'delete',
  rename: 'delete write',
  'copy move_uploaded_file': 'read write',
  'chmod chown chgrp lchown lchgrp': 'mode',
  'symlink link': 'read write',
  chdir: 'enter',
  getenv: 'env',
  'fsockopen pfsockopen stream_socket_client': 'connect !',
  'stream_socket_server socket_create socket_connect socket_bind': '- connect !',
  'curl_init get_headers': 'fetch !',
  'mail ftp_connect ftp_login mysqli_connect mysqli pdo': 'opaque',
  'unserialize extract parse_str putenv ini_set dl posix_kill posix_setuid set_include_path ob_start preg_replace_callback_array ffi':
    '- !',
  'spl_autoload_register array_map call_user_func call_user_func_array register_shutdown_function set_error_handler':
    'callback',
  'array_filter usort uasort uksort array_reduce array_walk iterator_apply preg_replace_callback': '- callback',
  base64_decode: '- >base64',
  hex2bin: '- >hex',
  chr: '- >chars',
  strrev: '- >reverse',
  'str_rot13 gzinflate gzuncompress': '-',
  strval: '- >same',
  trim: '-',
};

/** Values with a meaning of their own. */
export const PHP_VALUES: CallTable = { '=$argv =$_SERVER': 'arguments', '=$_ENV': 'environment' };

/** Functions, constants and classes that only compute, in lower case. */
export const PHP_PURE = wordSet(
  `echo print print_r var_dump var_export printf sprintf vprintf vsprintf number_format exit die isset empty unset list array
  compact count sizeof in_array array_keys array_values array_merge array_combine array_flip array_slice array_splice
  array_unique array_sum array_product array_search array_key_exists array_key_first array_key_last array_reverse array_pop
  array_push array_shift array_unshift array_column array_diff array_diff_key array_intersect array_intersect_key array_fill
  array_fill_keys array_pad array_chunk array_rand array_replace range sort rsort asort arsort ksort krsort natsort shuffle
  min max abs ceil floor round sqrt pow intdiv fmod pi rand mt_rand random_int random_bytes mt_srand base_convert bindec
  decbin dechex hexdec octdec decoct is_nan is_numeric is_string is_int is_array is_null is_bool is_float is_object
  is_callable intval floatval boolval strval settype gettype get_debug_type strlen strtolower strtoupper ucfirst ucwords
  lcfirst ltrim rtrim chop trim str_replace str_ireplace str_repeat str_pad str_split str_contains str_starts_with
  str_ends_with strpos stripos strrpos substr substr_count substr_replace strstr stristr strrchr strcmp strcasecmp strncmp
  strtr strrev implode explode join nl2br htmlspecialchars htmlentities html_entity_decode strip_tags addslashes
  stripslashes wordwrap similar_text levenshtein soundex metaphone md5 sha1 crc32 hash hash_algos hash_hmac base64_encode
  bin2hex urlencode urldecode rawurlencode rawurldecode http_build_query parse_url json_encode json_decode json_last_error
  json_last_error_msg serialize uniqid preg_match preg_match_all preg_replace preg_split preg_quote preg_grep ctype_alpha
  ctype_digit ctype_alnum ctype_upper ctype_lower ctype_space ctype_punct ctype_xdigit mb_strlen mb_substr mb_strtoupper
  mb_strtolower mb_strpos mb_detect_encoding mb_convert_encoding iconv utf8_encode utf8_decode ord chr date time mktime
  strtotime microtime hrtime date_default_timezone_set date_default_timezone_get checkdate gmdate usleep sleep phpversion
  php_uname php_sapi_name zend_version memory_get_usage memory_get_peak_usage sys_get_temp_dir getcwd get_current_user
  getmypid gethostname php_ini_loaded_file php_ini_scanned_files extension_loaded get_loaded_extensions function_exists
  class_exists method_exists defined ini_get version_compare get_cfg_var error_reporting error_log fwrite fputs fgets
  fread fclose feof fgetc fgetcsv fputcsv fflush fseek rewind ftell flock stream_get_contents basename dirname pathinfo
  fnmatch  password_hash password_verify openssl_random_pseudo_bytes gc_collect_cycles get_object_vars get_class
  func_get_args iterator_to_array array_is_list pclose proc_close curl_version opcache_get_status php_version
  datetime datetimeimmutable dateinterval datetimezone arrayobject arrayiterator stdclass exception runtimeexception
  invalidargumentexception splstack splqueue closure`,
);

/** Methods of plain values. */
export const PHP_PURE_METHODS = wordSet(
  `format modify add sub diff gettimestamp settimezone getmessage getcode getline gettraceasstring count append getarraycopy
  push pop top enqueue dequeue current next key valid rewind`,
);
