#!/usr/bin/env node
// Written so that an old Node reads it too, and says one sentence instead of a syntax error.
var major = parseInt(process.versions.node, 10);

if (major < 20) {
	console.error(`tcp-lab needs Node 20 or newer, and this is ${process.versions.node}; see https://nodejs.org`);
	process.exit(2);
}

import('../dist/tcp-lab.js').then(null, error => {
	if (error.code === 'ERR_MODULE_NOT_FOUND' && /dist.tcp-lab\.js/.test(error.message)) {
		console.error('tcp-lab is not built yet: run "npm install" in its folder first');
		process.exit(2);
	}
	throw error;
});
