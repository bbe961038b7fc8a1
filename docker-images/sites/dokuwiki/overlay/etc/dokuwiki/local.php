<?php
// DokuWiki as it is measured: installed, readable by all, and with nothing that varies between stacks.
$conf['title'] = 'DokuWiki';
$conf['lang'] = 'en';
$conf['license'] = '';
$conf['useacl'] = 0;
$conf['disableactions'] = 'edit,revert,register,resendpwd';
// Else the page's absolute links name scheme and port, and the body's length differs from stack to stack.
$conf['baseurl'] = 'http://wiki.example';
// No request of a measurement may reach out of the machine.
$conf['updatecheck'] = 0;

// A request that purges writes the parsed page to the cache and reads it back, without a lock, so that of several at
// once on one page some read a file that is half written. Each that runs gets a cache of its own: the first one that no
// other has locked. The lock is gone with the request. In memory, with the directories that DokuWiki makes as locks, and
// without a session: it is the page's work that is measured, and on a disk each of the forty files and directories may
// wait half a second for the file system's journal.
if (isset($_GET['purge'])) {
    define('NOSESSION', true);
    $own = 0;
    do {
        $conf['cachedir'] = '/dev/shm/purging' . $own++;
        @mkdir($conf['cachedir']);
        $GLOBALS['purging'] = fopen($conf['cachedir'] . '/lock', 'c');
    } while (!flock($GLOBALS['purging'], LOCK_EX | LOCK_NB));
    $conf['lockdir'] = $conf['cachedir'];
}
