require('./index.js').start('cache-worker.js');
