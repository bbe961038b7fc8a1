<?php
// Without the session's cookie there is nothing to see here, and no session is begun for it.

if (isset($_COOKIE[session_name()])) {
    session_start(['read_and_close' => true]);
}
if (!isset($_SESSION['visitor'])) {
    header('Location: /login.php', true, 303);
    header('Content-Length: 0');
    exit;
}

$body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>inside</title></head>\n"
    . "<body><h1>Welcome, " . htmlspecialchars($_SESSION['visitor']) . "</h1></body></html>\n<!-- mpmlab:inside -->";
header('Content-Type: text/html; charset=utf-8');
header('Content-Length: ' . strlen($body));
echo $body;
