<?php
// Builds `megabytes` of data that is really there: every page of it is written, so it counts in PSS.

const PARAMETERS = '/srv/mpmlab/parameters/memory.php';
const MEGABYTE = 1048576;

$parameters = is_file(PARAMETERS) ? require PARAMETERS : [];
$megabytes = (int) ($parameters['megabytes'] ?? 32);
// The interpreter's own share and the allocator's rounding come on top.
$needed = ($megabytes + intdiv($megabytes, 4) + 16) * MEGABYTE;
if (ini_parse_quantity(ini_get('memory_limit')) < $needed && ini_get('memory_limit') !== '-1') {
    ini_set('memory_limit', (string) $needed);
}

$blocks = [];
for ($i = 0; $i < $megabytes; $i++) {
    // A little short of a megabyte, so that the allocator's two-megabyte chunks hold two.
    $blocks[] = str_repeat(chr(97 + $i % 26), MEGABYTE - 8192);
}
$sum = 0;
foreach ($blocks as $block) {
    $sum += strlen($block) + ord($block[MEGABYTE >> 1]);
}

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>memory</title></head><body>\n"
    . sprintf("<p>%06d blocks, %012d</p></body></html>\n<!-- mpmlab:memory -->", count($blocks), $sum);
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
