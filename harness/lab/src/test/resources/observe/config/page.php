#!/usr/bin/php-cgi8.4
<?php
// ?mib=N holds N MiB, which mod_php's memory_limit must allow; ?us=N takes N microseconds.
ini_set('memory_limit', '-1');
$held = str_repeat('x', 1048576 * (int) ($_GET['mib'] ?? 2));
usleep((int) ($_GET['us'] ?? 0));
echo 'held ', strlen($held), "\n";
