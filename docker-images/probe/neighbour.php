<?php
// Tells whom PHP runs as for this site, and whether it can read a file that belongs to one of the sites' users.
const FILES = '/srv/mpmlab/private/';

$file = (string) ($_GET['file'] ?? '');
if (!preg_match('~^site[12]/note\.txt$~', $file)) {
    http_response_code(400);
    exit;
}
$text = @file_get_contents(FILES . $file);
$user = posix_getpwuid(posix_geteuid());
$body = json_encode([
    'user' => $user['name'] ?? null,
    'read' => $text !== false,
    'said' => $text === false ? (error_get_last()['message'] ?? '') : '',
], JSON_UNESCAPED_SLASHES) . "\n";
header('Content-Type: application/json');
header('Cache-Control: no-store');
header('Content-Length: ' . strlen($body));
echo $body;
