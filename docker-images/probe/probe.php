<?php
// Tells who runs PHP here, as JSON: the proof that the stack measured is the stack asked for.
//
// php_sapi_name() is `cgi-fcgi` under mod_cgi and under mod_fcgid alike. What tells them apart: php-cgi started
// by mod_cgi has GATEWAY_INTERFACE in its process environment (CGI's variables are the environment), while under
// FastCGI they come as parameters, and the process environment is that of the process manager.
$mode = match (PHP_SAPI) {
    'apache2handler' => 'mod_php',
    'fpm-fcgi' => 'fpm',
    'cgi-fcgi' => getenv('GATEWAY_INTERFACE', true) === false ? 'fcgid' : 'cgi',
    default => PHP_SAPI,
};
$opcache = function_exists('opcache_get_status') ? @opcache_get_status(false) : false;
$user = posix_getpwuid(posix_geteuid());
$body = json_encode([
    'mode' => $mode,
    'sapi' => PHP_SAPI,
    'phpVersion' => PHP_VERSION,
    'threadSafe' => (bool) PHP_ZTS,
    'pid' => posix_getpid(),
    'parentPid' => posix_getppid(),
    'uid' => posix_geteuid(),
    'user' => $user['name'] ?? null,
    'opcache' => is_array($opcache) && $opcache['opcache_enabled'],
    'memoryBytes' => memory_get_usage(),
    'iniFile' => php_ini_loaded_file() ?: null,
    'iniScanned' => str_contains((string) php_ini_scanned_files(), '99-mpmlab.ini'),
    'protocol' => $_SERVER['SERVER_PROTOCOL'] ?? null,
    'https' => ($_SERVER['HTTPS'] ?? '') !== '',
    'server' => $_SERVER['SERVER_SOFTWARE'] ?? null,
], JSON_UNESCAPED_SLASHES) . "\n";
header('Content-Type: application/json');
header('Cache-Control: no-store');
header('Content-Length: ' . strlen($body));
echo $body;
