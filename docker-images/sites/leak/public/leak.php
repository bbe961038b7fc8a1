<?php
// Compiles a regular expression that no request had before. Outside the command line PHP keeps compiled expressions for
// as long as its process lives, up to 4096 of them (ext/pcre/php_pcre.c, PCRE_CACHE_SIZE), so each request leaves
// some kilobytes behind, as applications do that build expressions from their data.

const PARAMETERS = '/srv/mpmlab/parameters/leak.php';

$parameters = is_file(PARAMETERS) ? require PARAMETERS : [];
$branches = (int) ($parameters['branches'] ?? 400);

$words = [];
for ($i = 0; $i < $branches; $i++) {
    $words[] = bin2hex(random_bytes(6)) . '[a-f]+';
}
$found = preg_match('/^(?:' . implode('|', $words) . ')$/', 'mpmlab');

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>leak</title></head><body>\n"
    . sprintf("<p>%06d branches, %d found</p></body></html>\n<!-- mpmlab:leak -->", $branches, $found);
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
