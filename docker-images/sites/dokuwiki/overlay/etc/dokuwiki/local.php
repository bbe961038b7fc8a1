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
